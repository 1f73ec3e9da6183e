//! The browsers in which the member is signed in.

use crate::api::Failure;
use crate::desk::Desk;
use crate::parts::{Notice, Toasts};
use leptos::prelude::*;
use vouch_shared::account::Session;
use vouch_ui::date::day_and_time;

const PATH: &str = "/v1/staff/sessions";

/// The list, and the way to end what should not be there.
#[component]
pub(super) fn SessionsSheet() -> impl IntoView {
    let (desk, toasts) = (Desk::of_context(), Toasts::of_context());
    let sessions =
        LocalResource::new(move || async move { desk.api.get::<Vec<Session>>(PATH).await });
    let end = Action::new_local(move |id: &Option<String>| {
        let id = id.clone();
        async move {
            let path = id.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}"));
            desk.api.delete::<()>(&path).await?;
            toasts.say("Signed out there.");
            sessions.refetch();
            Ok::<_, Failure>(())
        }
    });
    let row = move |session: Session| {
        let Session { id, browser, address, since, seen_at, this } = session;
        let last = if this {
            view! { <span class="mark" data-tone="good">"This browser"</span> }.into_any()
        } else {
            let label = format!("Sign out {browser}");
            let end = move |_| {
                end.dispatch_local(Some(id.clone()));
            };
            view! { <button class="link" aria-label=label on:click=end>"Sign out"</button> }
                .into_any()
        };
        view! {
            <tr>
                <td>{browser}</td>
                <td>{address}</td>
                <td>{day_and_time(since.as_str(), "en-GB")}</td>
                <td>{day_and_time(seen_at.as_str(), "en-GB")}</td>
                <td>{last}</td>
            </tr>
        }
    };
    let list = move || sessions.get().and_then(Result::ok).unwrap_or_default();
    let fault = move || {
        let listed = sessions.get().and_then(Result::err);
        listed.or_else(|| end.value().get().and_then(Result::err)).map(|failure| failure.words())
    };
    let has_others = move || list().len() > 1;
    view! {
        <section class="sheet" data-testid="sessions">
            <header class="head">
                <h2>"Where you are signed in"</h2>
                <Show when=has_others>
                    <button class="secondary" on:click=move |_| { end.dispatch_local(None); }>
                        "Sign out everywhere else"
                    </button>
                </Show>
            </header>
            <Notice words=Signal::derive(fault)/>
            <div class="scroll" tabindex="0" role="group" aria-label="Sessions">
                <table>
                    <thead><tr>
                        <th scope="col">"Browser"</th><th scope="col">"Address"</th>
                        <th scope="col">"Since"</th><th scope="col">"Last used"</th>
                        <th scope="col"><span class="unseen">"Sign out"</span></th>
                    </tr></thead>
                    <tbody>{move || list().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
