//! By when a person answers, as the server said when the page asked for the site's texts. What was
//! promised for then is not promised for an hour later.

use js_sys::Date;
use vouch_shared::id::Timestamp;

/// How long it counts, in milliseconds.
const HOLDS_FOR: f64 = 600_000.0;

/// A promise, and when it was made.
pub(crate) struct Promise {
    expected_by: Option<Timestamp>,
    made_at: f64,
}

impl Promise {
    /// One that was made just now, or none.
    pub(crate) fn new(expected_by: Option<Timestamp>) -> Self {
        Self { expected_by, made_at: Date::now() }
    }

    /// By when a person answers what is written now, as far as that is known.
    pub(crate) fn now(&self) -> Option<&Timestamp> {
        self.expected_by.as_ref().filter(|_| Date::now() - self.made_at < HOLDS_FOR)
    }
}
