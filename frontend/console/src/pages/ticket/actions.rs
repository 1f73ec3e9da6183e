//! What can be done with a ticket, as buttons.

use super::Room;
use js_sys::Date;
use leptos::prelude::*;
use vouch_shared::id::Timestamp;
use vouch_shared::ticket::{Deed, TicketLine, TicketState};

/// The row of buttons; nothing for whoever may only read.
#[component]
pub(crate) fn Actions(ticket: TicketLine) -> impl IntoView {
    let room = expect_context::<Room>();
    let me = room.desk.me().map(|me| me.email);
    let is_mine = ticket.assignee.is_some() && ticket.assignee == me;
    let closed = ticket.state == TicketState::Closed;
    let open = ticket.state == TicketState::Open;
    let button = move |shown: bool, label: &'static str, key: &'static str, deed: Deed| {
        shown.then(|| {
            view! {
                <button class="secondary" aria-keyshortcuts=key on:click=move |_| room.act(deed.clone())>
                    {label}" "<kbd aria-hidden="true">{key}</kbd>
                </button>
            }
        })
    };
    room.may_act().then(|| {
        view! {
            <div class="row" role="toolbar" aria-label="Ticket">
                {button(!is_mine && !closed, "Take", "t", Deed::Take)}
                {button(!closed, "Close", "c", Deed::Close)}
                {button(!open, "Open again", "o", Deed::Reopen)}
                {(!closed).then(|| view! { <Snooze/> })}
            </div>
        }
    })
}

#[component]
fn Snooze() -> impl IntoView {
    let room = expect_context::<Room>();
    let choose = move |event: web_sys::Event| {
        if let Some(until) = moment(&event_target_value(&event)) {
            room.act(Deed::Snooze { until });
        }
    };
    view! {
        <select aria-label="Snooze" prop:value="" on:change=choose>
            <option value="">"Snooze …"</option>
            <option value="hours">"For 3 hours"</option>
            <option value="tomorrow">"Until tomorrow, 9:00"</option>
            <option value="monday">"Until Monday, 9:00"</option>
        </select>
    }
}

/// When a snooze ends, by this device's clock.
fn moment(choice: &str) -> Option<Timestamp> {
    let until = Date::new_0();
    let days = match choice {
        "hours" => {
            until.set_hours(until.get_hours() + 3);
            return Some(Timestamp(String::from(until.to_iso_string())));
        }
        "tomorrow" => 1,
        // The next Monday, a week ahead on Mondays.
        "monday" => (7 - (until.get_day() + 6) % 7).max(1),
        _ => return None,
    };
    until.set_date(until.get_date() + days);
    until.set_hours(9);
    until.set_minutes(0);
    until.set_seconds(0);
    Some(Timestamp(String::from(until.to_iso_string())))
}
