//! Writing an internal note.

use super::Room;
use leptos::prelude::*;

/// The note's form; nothing for whoever may only read.
#[component]
pub(crate) fn Notes() -> impl IntoView {
    let room = expect_context::<Room>();
    let note = RwSignal::new(String::new());
    let add = Action::new_local(move |(): &()| async move {
        if room.add_note(note.get_untracked()).await {
            note.set(String::new());
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        add.dispatch_local(());
    };
    let names = move || {
        let names = room.colleagues.get().into_iter();
        let names = names.filter_map(|one| Some(format!("@{}", one.email.split('@').next()?)));
        names.collect::<Vec<_>>().join("  ")
    };
    room.may_act().then(|| {
        view! {
            <section class="sheet note-form">
                <form class="stack" on:submit=submit>
                    <label class="field">
                        <span>"Internal note"</span>
                        <textarea id="note" aria-keyshortcuts="n" rows="3" data-testid="note"
                            prop:value=move || note.get()
                            on:input=move |event| note.set(event_target_value(&event))></textarea>
                        <span class="hint">"Shoppers never see it. Name a colleague: "{names}</span>
                    </label>
                    <p class="row end">
                        <button class="secondary" prop:disabled=move || add.pending().get()>"Add note"</button>
                    </p>
                </form>
            </section>
        }
    })
}
