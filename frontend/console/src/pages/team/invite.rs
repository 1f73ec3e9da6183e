//! Letting somebody in.

use super::{Room, words};
use crate::api::Failure;
use crate::parts::{Field, Modal, Notice, Toasts};
use leptos::prelude::*;
use vouch_shared::staff::Role;
use vouch_shared::team::{Invitation, Invited};

/// Who it is, and what they are to be.
#[component]
pub(super) fn InviteDialog(open: RwSignal<bool>) -> impl IntoView {
    view! { <Modal open=open title="Invite somebody"><InviteForm open/></Modal> }
}

#[component]
fn InviteForm(open: RwSignal<bool>) -> impl IntoView {
    let (room, toasts) = (expect_context::<Room>(), Toasts::of_context());
    let (email, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (role, everywhere) = (RwSignal::new(Role::Agent), RwSignal::new(false));
    let invite = Action::new_local(move |(): &()| async move {
        let (email, name) = (email.get_untracked(), name.get_untracked());
        let (role, everywhere) = (role.get_untracked(), everywhere.get_untracked());
        let invitation = Invitation { email, name, role, everywhere };
        let path = untrack(move || room.path(""));
        let Invited { email, link } = room.desk.api.post(&path, &invitation).await?;
        open.set(false);
        room.team.refetch();
        match link {
            Some(link) => room.link.set(Some((email, link))),
            None => toasts.say(format!("{email} works here now, with the password they have.")),
        }
        Ok::<_, Failure>(())
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        invite.dispatch_local(());
    };
    let team = room.team.get_untracked().and_then(Result::ok);
    let (roles, offers_everywhere) =
        team.map(|team| (team.roles, team.everywhere)).unwrap_or_default();
    let choice = |each: Role| {
        let (title, does) = words(each);
        let checked = move || role.get() == each;
        view! {
            <label class="tick">
                <input type="radio" name="role" prop:checked=checked on:change=move |_| role.set(each)/>
                <span>{title}<span class="hint">": "{does}</span></span>
            </label>
        }
    };
    let choices = roles.into_iter().map(choice).collect_view();
    let fault = move || invite.value().get().and_then(Result::err).map(|failure| failure.words());
    view! {
        <form on:submit=submit>
            <div class="pair">
                <Field label="Name" value=name focus=true/>
                <Field label="E-mail" kind="email" value=email/>
            </div>
            <p class="hint">"Shoppers read the name beside replies."</p>
            <fieldset>
                <legend>"Role"</legend>
                {choices}
            </fieldset>
            {offers_everywhere.then(|| view! {
                <label class="tick">
                    <input type="checkbox" prop:checked=move || everywhere.get()
                        on:change=move |event| everywhere.set(event_target_checked(&event))/>
                    "On every site, also those to come"
                </label>
            })}
            <Notice words=Signal::derive(fault)/>
            <div class="row end">
                <button class="secondary" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
                <button class="primary" type="submit" data-testid="invite-send"
                    prop:disabled=move || invite.pending().get()>"Invite"</button>
            </div>
        </form>
    }
}
