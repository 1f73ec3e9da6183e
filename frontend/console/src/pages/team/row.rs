//! One member, with what may be done about them.

use super::{Room, words};
use crate::api::Failure;
use crate::parts::{Modal, Toasts};
use leptos::prelude::*;
use vouch_shared::account::SetUpLink;
use vouch_shared::staff::Role;
use vouch_shared::team::{RoleChange, TeamDeed, TeamMember};
use vouch_ui::date::day_and_time;

/// What is asked about before it is done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Role(Role, bool),
    Link,
    TotpOff,
    Remove,
}

impl Deed {
    fn question(self) -> &'static str {
        match self {
            Self::Role(Role::Owner, _) => {
                "An owner may do everything, and make and remove other owners."
            }
            Self::Role(..) => "The new role holds at once.",
            Self::Link => {
                "Whoever has the link chooses a new password. Their sessions end when they do, and \
                 earlier links end now."
            }
            Self::TotpOff => {
                "Signing in will take the password alone. Be sure that it is them who ask."
            }
            Self::Remove => "They can do nothing here any more, from this moment on.",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Role(..) => "Change the role",
            Self::Link => "Make a new link",
            Self::TotpOff => "Switch the second step off",
            Self::Remove => "Remove",
        }
    }
}

#[component]
pub(super) fn MemberRow(member: TeamMember, roles: Vec<Role>, everywhere: bool) -> impl IntoView {
    let (room, toasts) = (expect_context::<Room>(), Toasts::of_context());
    let TeamMember { email, name, role, everywhere: is_everywhere, ready, totp, seen_at, may } =
        member;
    let is_you = room.desk.me().is_some_and(|me| me.email == email);
    let asked = RwSignal::new(None::<Deed>);
    let asking = RwSignal::new(false);
    let ask = move |deed: Deed| {
        asked.set(Some(deed));
        asking.set(true);
    };
    let address = StoredValue::new(email.clone());
    let act = Action::new_local(move |deed: &Deed| {
        let deed = *deed;
        async move {
            let email = address.get_value();
            let done = carry_out(room, &email, deed).await;
            asking.set(false);
            room.fault.set(done.as_ref().err().map(Failure::words));
            room.team.refetch();
            match done {
                Ok(Some(link)) => room.link.set(Some((email, link))),
                Ok(None) => toasts.say("Done."),
                Err(_) => {}
            }
        }
    });
    let changes = may.contains(&TeamDeed::ChangeRole) && roles.contains(&role);
    let role_cell = if changes {
        let label = format!("Role of {name}");
        let ask = move |role, everywhere| ask(Deed::Role(role, everywhere));
        role_choice(label, (role, is_everywhere), (&roles, everywhere), ask)
    } else {
        view! { <span>{role_name(role, is_everywhere)}</span> }.into_any()
    };
    let button = |deed: Deed, text: &'static str| {
        let label = format!("{text}: {name}");
        view! { <button class="link" aria-label=label on:click=move |_| ask(deed)>{text}</button> }
    };
    let deeds = [
        (TeamDeed::MakeLink, Deed::Link, "New link"),
        (TeamDeed::SwitchTotpOff, Deed::TotpOff, "Second step off"),
        (TeamDeed::ChangeRole, Deed::Remove, "Remove"),
    ];
    let deeds = deeds.into_iter().filter(|(needs, ..)| may.contains(needs));
    let deeds = deeds.map(|(_, deed, text)| button(deed, text)).collect_view();
    let close = move |_| {
        asking.set(false);
        // Shows the role again that they have.
        room.team.refetch();
    };
    let question = move || asked.get().map(Deed::question);
    let label = move || asked.get().map(Deed::label);
    let go = move |_| {
        if let Some(deed) = asked.get_untracked() {
            act.dispatch_local(deed);
        }
    };
    let title = StoredValue::new(format!("{name}, {email}"));
    let account = if ready {
        view! { <span class="mark" data-tone="good">"Set up"</span> }
    } else {
        view! { <span class="mark" data-tone="attention">"No password yet"</span> }
    };
    let second = totp.then(|| view! { <span class="mark">"Second step"</span> });
    let seen =
        seen_at.map_or_else(|| "Not seen".to_owned(), |at| day_and_time(at.as_str(), "en-GB"));
    view! {
        <tr>
            <td>
                <strong>{name}</strong>{is_you.then_some(" (you)")}
                <div class="quiet">{email}</div>
            </td>
            <td>{role_cell}</td>
            <td><div class="row">{account}{second}</div></td>
            <td class="quiet">{seen}</td>
            <td>
                <div class="row end">{deeds}</div>
                <Modal open=asking title="Are you sure?">
                    <p><strong>{title.get_value()}</strong></p>
                    <p>{question}</p>
                    <div class="row end">
                        <button class="secondary" on:click=close>"Cancel"</button>
                        <button class="primary" data-testid="sure" on:click=go>{label}</button>
                    </div>
                </Modal>
            </td>
        </tr>
    }
}

fn role_name(role: Role, everywhere: bool) -> String {
    words(role).0.to_owned() + if everywhere { ", every site" } else { "" }
}

/// The roles to choose from; those that hold on every site have a star before their name.
fn role_choice(
    label: String,
    now: (Role, bool),
    (roles, everywhere): (&[Role], bool),
    ask: impl Fn(Role, bool) + 'static,
) -> AnyView {
    let change = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        let (name, everywhere) =
            value.strip_prefix('*').map_or((value.as_str(), false), |name| (name, true));
        if let Some(role) = Role::parse(name) {
            ask(role, everywhere);
        }
    };
    let on_every = roles.iter().filter(|_| everywhere).map(|role| (*role, true));
    let options = roles.iter().map(|role| (*role, false)).chain(on_every);
    let options = options.map(|(role, everywhere)| {
        let value = [if everywhere { "*" } else { "" }, role.as_str()].concat();
        let selected = (role, everywhere) == now;
        view! { <option value=value selected=selected>{role_name(role, everywhere)}</option> }
    });
    let options = options.collect_view();
    view! { <select aria-label=label on:change=change>{options}</select> }.into_any()
}

async fn carry_out(room: Room, email: &str, deed: Deed) -> Result<Option<SetUpLink>, Failure> {
    let api = room.desk.api;
    match deed {
        Deed::Role(role, everywhere) => {
            let change = RoleChange { role, everywhere };
            api.put::<()>(&room.of_member(email, ""), &change).await.map(|()| None)
        }
        Deed::Link => api.post(&room.of_member(email, "/link"), &()).await.map(Some),
        Deed::TotpOff => api.delete(&room.of_member(email, "/totp")).await.map(|()| None),
        Deed::Remove => api.delete(&room.of_member(email, "")).await.map(|()| None),
    }
}
