//! Approved text to insert: canned replies first, then the sections that answer shoppers. A combobox
//! with its list, as the ARIA Authoring Practices describe it: the caret stays in the field.

use super::draft::Draft;
use crate::api::{Answer, Failure};
use crate::parts::Icon;
use crate::parts::icon::SEARCH;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use vouch_shared::block::plain_text;
use vouch_shared::reply::{FoundSection, FoundSections, Insert};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

const EXCERPT_CHARS: usize = 110;

/// Waits until `open` says so, and inserts what is picked.
#[component]
pub(super) fn Picker(draft: Draft, open: RwSignal<bool>) -> impl IntoView {
    let (dialog, input) = (NodeRef::<Dialog>::new(), NodeRef::<Input>::new());
    let (words, chosen) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let asked = LocalResource::new(move || {
        let path = open.get().then(|| {
            let query = js_sys::encode_uri_component(&words.get());
            draft.room.path(&format!("/sections?words={query}"))
        });
        async move {
            let Some(path) = path else { return Answer::Ok(Vec::new()) };
            let path = path.ok_or(Failure::SignedOut)?;
            Ok(draft.room.desk.api.get::<FoundSections>(&path).await?.sections)
        }
    });
    let found = move || match asked.get() {
        Some(Ok(sections)) => sections,
        _ => Vec::<FoundSection>::new(),
    };
    Effect::new(move |_| {
        let (Some(dialog), is_open) = (dialog.get(), open.get()) else { return };
        if is_open && !dialog.open() {
            words.set(String::new());
            chosen.set(0);
            // It is in the page and not open, so it can be opened.
            let _ = dialog.show_modal();
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
        } else if !is_open && dialog.open() {
            dialog.close();
        }
    });
    let pick = move |at: usize| {
        if let Some(section) = untrack(found).into_iter().nth(at) {
            open.set(false);
            draft.insert(section.title, Insert::Section(section.answer));
        }
    };
    let press = move |event: KeyboardEvent| {
        let (count, at) = (untrack(found).len().max(1), chosen.get_untracked());
        let next = match event.key().as_str() {
            "ArrowDown" => (at + 1) % count,
            "ArrowUp" => (at + count - 1) % count,
            "Enter" => {
                event.prevent_default();
                return pick(at);
            }
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        if let Some(option) = document().get_element_by_id(&format!("approved-{next}")) {
            option.unchecked_into::<HtmlElement>().scroll_into_view_with_bool(false);
        }
    };
    let option = move |(at, section): (usize, FoundSection)| {
        let is_chosen = move || if chosen.get() == at { "true" } else { "false" };
        let text = plain_text(&section.blocks);
        let excerpt: String = text.chars().take(EXCERPT_CHARS).collect();
        let kind = if section.canned { "Canned reply" } else { "Section" };
        view! {
            <li id=format!("approved-{at}") role="option" aria-selected=is_chosen
                on:click=move |_| pick(at) on:mousemove=move |_| chosen.set(at)>
                <span class="quiet">{kind}</span>
                <span class="two"><strong>{section.title}</strong><span class="quiet">{excerpt}</span></span>
            </li>
        }
    };
    let options = move || found().into_iter().enumerate().map(option).collect_view();
    let told = move || match (open.get(), asked.get()) {
        (true, Some(Ok(found))) if found.is_empty() => {
            "No approved text holds these words.".to_owned()
        }
        (true, Some(Ok(found))) if found.len() == 1 => "One text".to_owned(),
        (true, Some(Ok(found))) => format!("{} texts", found.len()),
        (true, Some(Err(failure))) => failure.words(),
        _ => String::new(),
    };
    let active = move || (!found().is_empty()).then(|| format!("approved-{}", chosen.get()));
    let expanded = move || if found().is_empty() { "false" } else { "true" };
    view! {
        <dialog class="palette" node_ref=dialog aria-label="Insert approved text"
            data-testid="picker" on:close=move |_| open.set(false)
            on:click=move |event| if event.target() == event.current_target() { open.set(false) }>
            <div class="search">
                <Icon path=SEARCH/>
                <input type="text" role="combobox" aria-label="Words of the text"
                    aria-autocomplete="list" aria-expanded=expanded aria-controls="approved-list"
                    aria-activedescendant=active autocomplete="off" spellcheck="false"
                    placeholder="Words of a canned reply or a section" node_ref=input
                    prop:value=move || words.get() on:keydown=press
                    on:input=move |event| { words.set(event_target_value(&event)); chosen.set(0); }/>
            </div>
            <ul id="approved-list" role="listbox" aria-label="Approved text">{options}</ul>
            <p class="quiet" role="status">{told}</p>
        </dialog>
    }
}
