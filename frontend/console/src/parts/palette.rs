//! The command palette: Ctrl-K or Cmd-K, some letters of each word, Enter. A combobox with its
//! list, as the ARIA Authoring Practices describe it: the caret stays in the field.

use super::Icon;
use super::icon::SEARCH;
use super::matching::matching;
use crate::commands::{Command, Commands, offer};
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

/// Waits for its keys and shows what can be done.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let commands: Commands = expect_context();
    let (dialog, input) = (NodeRef::<Dialog>::new(), NodeRef::<Input>::new());
    let (text, chosen) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let is_open = RwSignal::new(false);
    // Taken when it opens: what rooms offer does not change under the reader's eyes.
    let offered = RwSignal::new(Vec::<Command>::new());
    let found = Memo::new(move |_| {
        offered.with(|list| {
            let names = list.iter().map(|it| format!("{} {}", it.group, it.name));
            matching(&names.collect::<Vec<_>>(), &text.get())
        })
    });
    let open = move || {
        let newest = |list: Vec<Command>| list.into_iter().filter(|it| it.keys != "mod+k");
        offered.set(newest(untrack(move || commands.list())).collect());
        text.set(String::new());
        chosen.set(0);
        is_open.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            // It is in the page and not open, so it can be opened.
            let _ = dialog.show_modal();
        }
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let run = move |index: usize| {
        close();
        if let Some(command) = offered.with_untracked(|list| list.get(index).cloned()) {
            command.run.run(());
        }
    };
    let press = move |event: KeyboardEvent| {
        let (count, at) = (found.with_untracked(Vec::len), chosen.get_untracked());
        let next = match event.key().as_str() {
            "ArrowDown" => (at + 1) % count.max(1),
            "ArrowUp" => (at + count.max(1) - 1) % count.max(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                if let Some(index) = found.with_untracked(|found| found.get(at).copied()) {
                    run(index);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        if let Some(option) = document().get_element_by_id(&format!("palette-{next}")) {
            option.unchecked_into::<HtmlElement>().scroll_into_view_with_bool(false);
        }
    };
    offer("mod+k", "Find a room, a site or an action", "Everywhere", open);
    let options = move || {
        let list = offered.get();
        let option = |(place, index): (usize, usize)| {
            let Command { name, group, keys, .. } = list[index].clone();
            let is_chosen = move || if chosen.get() == place { "true" } else { "false" };
            view! {
                <li id=format!("palette-{place}") role="option" aria-selected=is_chosen
                    on:click=move |_| run(index) on:mousemove=move |_| chosen.set(place)>
                    <span class="quiet">{group}</span>
                    <span>{name}</span>
                    {keys_of(keys)}
                </li>
            }
        };
        found.get().into_iter().enumerate().map(option).collect_view()
    };
    let count = move || found.with(Vec::len);
    let expanded = move || if count() > 0 { "true" } else { "false" };
    let active = move || (count() > 0).then(|| format!("palette-{}", chosen.get()));
    let told = move || match (is_open.get(), count()) {
        (true, 0) => "Nothing fits.".to_owned(),
        (true, 1) => "One entry".to_owned(),
        (true, count) => format!("{count} entries"),
        (false, _) => String::new(),
    };
    view! {
        <dialog class="palette" node_ref=dialog aria-label="Find a room, a site or an action"
            data-testid="palette" on:close=move |_| is_open.set(false)
            on:click=move |event| if event.target() == event.current_target() { close() }>
            <div class="search">
                <Icon path=SEARCH/>
                <input type="text" role="combobox" aria-label="Command" aria-autocomplete="list"
                    aria-expanded=expanded
                    aria-controls="palette-list" aria-activedescendant=active autocomplete="off"
                    spellcheck="false" placeholder="Go to, switch to, do …" node_ref=input
                    prop:value=move || text.get() on:keydown=press
                    on:input=move |event| { text.set(event_target_value(&event)); chosen.set(0); }/>
            </div>
            <ul id="palette-list" role="listbox" aria-label="Commands">{options}</ul>
            <p class="quiet" role="status">{told}</p>
        </dialog>
    }
}

/// Keys as they stand on a keyboard.
pub(super) fn keys_of(keys: &'static str) -> AnyView {
    let key = |key: &'static str| match key.strip_prefix("mod+") {
        Some(rest) => view! { <kbd>{format!("Ctrl {}", rest.to_uppercase())}</kbd> },
        None => view! { <kbd>{key.to_owned()}</kbd> },
    };
    let keys = keys.split(' ').filter(|part| !part.is_empty()).map(key).collect_view();
    view! { <span class="keys">{keys}</span> }.into_any()
}
