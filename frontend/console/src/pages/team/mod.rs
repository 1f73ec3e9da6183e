//! The staff room: who works for the site, and as what.

mod invite;
mod link_shown;
mod row;

use self::invite::InviteDialog;
use self::link_shown::LinkDialog;
use self::row::MemberRow;
use crate::api::{Failure, on_site};
use crate::commands::offer;
use crate::desk::Desk;
use crate::parts::Notice;
use leptos::prelude::*;
use vouch_shared::account::SetUpLink;
use vouch_shared::staff::Role;
use vouch_shared::team::Team;

/// What the parts of the room share. Cheap to copy.
#[derive(Clone, Copy)]
struct Room {
    desk: Desk,
    team: LocalResource<Result<Team, Failure>>,
    /// A link that is to be shown: whose, and the link.
    link: RwSignal<Option<(String, SetUpLink)>>,
    fault: RwSignal<Option<String>>,
}

impl Room {
    /// The path of the staff of the site that is looked at, and of what follows.
    fn path(self, rest: &str) -> String {
        let site = self.desk.site().map_or_else(|| "".into(), |access| access.site);
        on_site(&site, &format!("staff{rest}"))
    }

    /// The path of something of a member.
    fn of_member(self, email: &str, rest: &str) -> String {
        self.path(&format!("/{}{rest}", js_sys::encode_uri_component(email)))
    }
}

/// A role in words, for whoever gives it.
fn words(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Owner => ("Owner", "everything, and makes other owners"),
        Role::Admin => ("Admin", "everything but making owners"),
        Role::Agent => ("Agent", "reads conversations and answers tickets"),
        Role::Editor => ("Editor", "writes texts, and approves what others wrote"),
        Role::Reviewer => ("Reviewer", "approves texts, and reads conversations"),
        Role::Security => {
            ("Security", "reads conversations and the audit log, sees to delivery, stops answers")
        }
    }
}

/// The members, with what may be done about each.
#[component]
pub(crate) fn TeamPage() -> impl IntoView {
    let desk = Desk::of_context();
    let site = Memo::new(move |_| desk.site().map(|access| access.site));
    let team = LocalResource::new(move || {
        let site = site.get().unwrap_or_else(|| "".into());
        async move { desk.api.get::<Team>(&on_site(&site, "staff")).await }
    });
    let room = Room { desk, team, link: RwSignal::new(None), fault: RwSignal::new(None) };
    provide_context(room);
    let inviting = RwSignal::new(false);
    offer("n", "Invite somebody", "Staff", move || inviting.set(true));
    let members = move || {
        let team = team.get().and_then(Result::ok);
        let team = team.map(|team| (team.roles, team.everywhere, team.members));
        let Some((roles, everywhere, members)) = team else { return ().into_any() };
        let row = |member| view! { <MemberRow member roles=roles.clone() everywhere/> };
        members.into_iter().map(row).collect_view().into_any()
    };
    let fault = move || {
        let listed = team.get().and_then(Result::err).map(|failure| failure.words());
        listed.or_else(|| room.fault.get())
    };
    view! {
        <header class="head">
            <h1>"Staff"</h1>
            <button class="primary" data-testid="invite" on:click=move |_| inviting.set(true)>
                "Invite somebody"
            </button>
        </header>
        <Notice words=Signal::derive(fault)/>
        <section class="sheet flush">
            <div class="scroll" tabindex="0" role="group" aria-label="Members">
                <table data-testid="team">
                    <thead><tr>
                        <th scope="col">"Member"</th><th scope="col">"Role"</th>
                        <th scope="col">"Account"</th><th scope="col">"Last here"</th>
                        <th scope="col"><span class="unseen">"What can be done"</span></th>
                    </tr></thead>
                    <tbody>{members}</tbody>
                </table>
            </div>
        </section>
        <InviteDialog open=inviting/>
        <LinkDialog/>
    }
}
