//! The time, every second, by the server's clock; and moments in words.

use leptos::prelude::*;
use std::time::Duration;
use vouch_shared::id::Timestamp;

/// The server's time in milliseconds. It ticks while the component is there.
#[derive(Clone, Copy)]
pub(crate) struct Ticking {
    now: RwSignal<f64>,
    /// How far the server's clock is ahead of this device's.
    ahead: RwSignal<f64>,
}

impl Ticking {
    pub(crate) fn start() -> Self {
        let ticking = Self { now: RwSignal::new(js_sys::Date::now()), ahead: RwSignal::new(0.0) };
        let tick = move || {
            // The room may just have been left.
            let _ = ticking.now.try_set(js_sys::Date::now());
        };
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || handle.clear());
        }
        ticking
    }

    /// Sets the clock by what the server said.
    pub(crate) fn set(self, server: &Timestamp) {
        if let Some(server) = millis(server) {
            self.ahead.set(server - js_sys::Date::now());
        }
    }

    pub(crate) fn now(self) -> f64 {
        self.now.get() + self.ahead.get()
    }
}

/// Milliseconds since 1970.
pub(crate) fn millis(at: &Timestamp) -> Option<f64> {
    let millis = js_sys::Date::parse(at.as_str());
    (!millis.is_nan()).then_some(millis)
}

/// Day and time as this device writes them.
pub(crate) fn shown(at: &Timestamp) -> String {
    vouch_ui::date::day_and_time(at.as_str(), "en-GB")
}

/// How long ago a moment was, for a list.
pub(crate) fn ago(at: &Timestamp, now: f64) -> String {
    let Some(then) = millis(at) else { return String::new() };
    let minutes = ((now - then) / 60_000.0).max(0.0);
    if minutes < 1.0 {
        "now".to_owned()
    } else if minutes < 60.0 {
        format!("{minutes:.0} min")
    } else if minutes < 48.0 * 60.0 {
        format!("{:.0} h", (minutes / 60.0).floor())
    } else {
        format!("{:.0} d", (minutes / 1440.0).floor())
    }
}
