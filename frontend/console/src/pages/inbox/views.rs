//! Lists that the member keeps under a name.

use super::Inbox;
use crate::api::{Answer, on_site};
use leptos::prelude::*;
use vouch_shared::ticket::SavedView;

/// The kept lists, and a way to keep this one.
#[component]
pub(crate) fn Views() -> impl IntoView {
    let inbox = expect_context::<Inbox>();
    let views: RwSignal<Vec<SavedView>> = RwSignal::default();
    let name = RwSignal::new(String::new());
    let show = move |answer: Answer<Vec<SavedView>>| match answer {
        Ok(kept) => views.set(kept),
        Err(failure) => inbox.fault.set(Some(failure.words())),
    };
    Effect::new(move |_| {
        let Some(access) = inbox.desk.site() else { return };
        let path = on_site(&access.site, "views");
        leptos::task::spawn_local(async move { show(inbox.desk.api.get(&path).await) });
    });
    let keep = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(access) = inbox.desk.site() else { return };
        let path = on_site(&access.site, "views");
        let view =
            SavedView { name: name.get_untracked(), query: inbox.filter.get_untracked().query() };
        leptos::task::spawn_local(async move {
            show(inbox.desk.api.post(&path, &view).await);
            name.set(String::new());
        });
    };
    let forget = move |name: String| {
        let Some(access) = inbox.desk.site() else { return };
        let name = String::from(js_sys::encode_uri_component(&name));
        let path = on_site(&access.site, &format!("views/{name}"));
        leptos::task::spawn_local(async move { show(inbox.desk.api.delete(&path).await) });
    };
    let item = move |kept: SavedView| {
        let gone = kept.name.clone();
        let label = format!("Forget {}", kept.name);
        view! {
            <li class="row">
                <a href=format!("/console/inbox?{}", kept.query)>{kept.name}</a>
                <button class="link" aria-label=label on:click=move |_| forget(gone.clone())>"Forget"</button>
            </li>
        }
    };
    view! {
        <details class="views">
            <summary class="secondary">"Saved views"</summary>
            <div class="sheet">
                <ul class="plain">{move || views.get().into_iter().map(item).collect_view()}</ul>
                <form class="row" on:submit=keep>
                    <input aria-label="Name for this list" placeholder="Name for this list"
                        prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                    <button class="secondary">"Save"</button>
                </form>
            </div>
        </details>
    }
}
