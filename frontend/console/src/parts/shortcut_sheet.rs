//! The sheet that `?` opens: every key that works where somebody is.

use super::palette::keys_of;
use crate::commands::{Command, Commands, offer};
use leptos::html::Dialog;
use leptos::prelude::*;

/// Waits for `?` and shows the keys.
#[component]
pub(crate) fn ShortcutSheet() -> impl IntoView {
    let commands: Commands = expect_context();
    let dialog = NodeRef::<Dialog>::new();
    let shown = RwSignal::new(Vec::<Command>::new());
    let open = move || {
        let list = untrack(move || commands.list());
        shown.set(list.into_iter().filter(|command| !command.keys.is_empty()).collect());
        if let Some(dialog) = dialog.get_untracked() {
            // It is in the page and not open, so it can be opened.
            let _ = dialog.show_modal();
        }
    };
    offer("?", "Show all keys", "Everywhere", open);
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let groups = move || {
        let list = shown.get();
        let mut names: Vec<&'static str> = Vec::new();
        for command in &list {
            if !names.contains(&command.group) {
                names.push(command.group);
            }
        }
        let group = |name: &'static str| {
            let rows = list.iter().filter(|it| it.group == name).map(|it| {
                view! { <dt>{it.name.clone()}</dt><dd>{keys_of(it.keys)}</dd> }
            });
            let rows = rows.collect_view();
            view! { <section><h3>{name}</h3><dl>{rows}</dl></section> }
        };
        names.into_iter().map(group).collect_view()
    };
    view! {
        <dialog class="shortcuts" node_ref=dialog aria-labelledby="shortcuts-title"
            data-testid="shortcuts">
            <header class="head">
                <h2 id="shortcuts-title">"Keys"</h2>
                <button class="secondary" on:click=close>"Close"</button>
            </header>
            <div class="groups">{groups}</div>
        </dialog>
    }
}
