//! The member's own settings.

mod password;
mod second_step;
mod sessions;

use self::password::PasswordSheet;
use self::second_step::SecondStepSheet;
use self::sessions::SessionsSheet;
use crate::desk::Desk;
use crate::theme::{self, Theme};
use leptos::prelude::*;

/// Name, roles, password, second step, sessions, and the look of the console.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let desk = Desk::of_context();
    let chosen = RwSignal::new(Theme::stored());
    let roles = move || {
        let row = |access: vouch_shared::staff::SiteAccess| {
            view! { <li>{access.name}": "{access.role.as_str()}</li> }
        };
        desk.sites().into_iter().map(row).collect_view()
    };
    let themes = Theme::ALL.map(|theme| {
        let pressed = move || if chosen.get() == theme { "true" } else { "false" };
        let choose = move |_| {
            chosen.set(theme);
            theme::choose(theme);
        };
        view! { <button class="choice" aria-pressed=pressed on:click=choose>{theme.label()}</button> }
    });
    view! {
        <header class="head"><h1>"Your account"</h1></header>
        <section class="sheet">
            <h2>{move || desk.me().map(|me| me.name)}</h2>
            <p class="quiet">{move || desk.me().map(|me| me.email)}</p>
            <ul class="plain">{roles}</ul>
        </section>
        <PasswordSheet/>
        <SecondStepSheet/>
        <SessionsSheet/>
        <section class="sheet">
            <h2>"Look"</h2>
            <div class="choices" role="group" aria-label="Look">{themes.into_iter().collect_view()}</div>
        </section>
    }
}
