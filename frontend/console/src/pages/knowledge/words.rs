//! States, people and moments in words.

use leptos::prelude::*;
use vouch_shared::knowledge::{Version, VersionState};
use vouch_ui::date;

/// The language of the console's dates.
const LOCALE: &str = "en-GB";

/// A state as people call it, and the colour that goes with it.
pub(super) fn state(state: VersionState) -> (&'static str, &'static str) {
    match state {
        VersionState::Draft => ("Draft", ""),
        VersionState::InReview => ("In review", "attention"),
        VersionState::Returned => ("Sent back", "fault"),
        VersionState::Approved => ("Approved", "moving"),
        VersionState::Scheduled => ("Scheduled", "moving"),
        VersionState::Published => ("Published", "good"),
    }
}

/// A mark with the state's words.
pub(super) fn mark(version: &Version) -> AnyView {
    let (words, tone) = state(version.state);
    view! { <span class="mark" data-tone=tone>{words}</span> }.into_any()
}

/// Who has to do something next, and what.
pub(super) fn next_step(version: &Version) -> String {
    let author = &version.written.by;
    match version.state {
        VersionState::Draft => format!("{author} sends it to review"),
        VersionState::InReview => format!("Anybody but {author} reviews it"),
        VersionState::Returned => format!("{author} mends it"),
        VersionState::Approved => "Somebody publishes it".to_owned(),
        VersionState::Scheduled => {
            let at = version.publish_at.as_ref().map(|at| moment(at.as_str())).unwrap_or_default();
            format!("Comes into force {at}")
        }
        VersionState::Published => String::new(),
    }
}

/// A moment in this device's zone.
pub(super) fn moment(at: &str) -> String {
    date::day_and_time(at, LOCALE)
}

/// A day without a time.
pub(super) fn day(day: &str) -> String {
    date::calendar_day(day, LOCALE)
}

/// `1 answer`, `3 answers`.
pub(super) fn count(number: i64, one: &str, many: &str) -> String {
    if number == 1 { ["1 ", one].concat() } else { [&number.to_string(), " ", many].concat() }
}
