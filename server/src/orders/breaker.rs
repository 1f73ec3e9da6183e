//! Stops asking a store that does not answer: after some failures in a row nobody is made to wait
//! for it, and now and then one read tries whether it is back.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Failures in a row after which a store is not asked.
const MOST_FAILURES: u32 = 5;
/// How long it is left alone the first time; twice as long after each failed try.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The breaker of one connector of one site.
#[derive(Debug, Default)]
pub(crate) struct Breaker {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// In a row, one for each pause at the most: those who were already waiting count once.
    failures: u32,
    /// While the store is not asked: when it may be tried again.
    paused_until: Option<Instant>,
    /// Whether somebody tries just now.
    trying: bool,
}

/// Leave to ask. Who drops it without saying how it went has learned nothing.
#[derive(Debug)]
pub(crate) struct Leave<'b> {
    breaker: &'b Breaker,
    is_try: bool,
}

impl Breaker {
    /// Leave to ask the store, or how long it is left alone.
    pub(crate) fn leave(&self, now: Instant) -> Result<Leave<'_>, Duration> {
        let mut state = self.state();
        let Some(until) = state.paused_until else {
            return Ok(Leave { breaker: self, is_try: false });
        };
        if now < until || state.trying {
            return Err(until.saturating_duration_since(now));
        }
        state.trying = true;
        Ok(Leave { breaker: self, is_try: true })
    }

    /// Whether the store is left alone.
    pub(crate) fn is_open(&self) -> bool {
        self.state().paused_until.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing here can panic half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leave<'_> {
    /// The store answered.
    pub(crate) fn succeeded(self) {
        *self.breaker.state() = State::default();
    }

    /// The store did not answer, or not with what can be read.
    pub(crate) fn failed(self, now: Instant) {
        let mut state = self.breaker.state();
        if state.paused_until.is_some() && !self.is_try {
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= MOST_FAILURES {
            state.paused_until = Some(now + pause(state.failures - MOST_FAILURES));
        }
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.is_try {
            self.breaker.state().trying = false;
        }
    }
}

fn pause(tries: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(1 << tries.min(16)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fail(breaker: &Breaker, now: Instant) {
        breaker.leave(now).unwrap().failed(now);
    }

    fn open(now: Instant) -> Breaker {
        let breaker = Breaker::default();
        (0..MOST_FAILURES).for_each(|_| fail(&breaker, now));
        breaker
    }

    #[test]
    fn it_opens_after_failures_in_a_row_only() {
        let (breaker, now) = (Breaker::default(), Instant::now());
        for _ in 0..3 {
            (1..MOST_FAILURES).for_each(|_| fail(&breaker, now));
            breaker.leave(now).unwrap().succeeded();
        }
        assert!(!breaker.is_open());
        (0..MOST_FAILURES).for_each(|_| fail(&breaker, now));
        assert!(breaker.is_open());
        assert_eq!(breaker.leave(now).unwrap_err(), FIRST_PAUSE);
    }

    #[test]
    fn one_tries_and_the_others_do_not_wait() {
        let now = Instant::now();
        let breaker = open(now);
        let later = now + FIRST_PAUSE;
        let attempt = breaker.leave(later).unwrap();
        assert!(breaker.leave(later).is_err());
        attempt.succeeded();
        assert!(!breaker.is_open());
        breaker.leave(later).unwrap();
    }

    #[test]
    fn each_failed_try_doubles_the_pause_up_to_the_longest() {
        let mut now = Instant::now();
        let breaker = open(now);
        for seconds in [2, 4, 8, 16, 30, 30] {
            now += breaker.leave(now).unwrap_err();
            fail(&breaker, now);
            assert_eq!(breaker.leave(now).unwrap_err(), Duration::from_secs(seconds));
        }
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }

    #[test]
    fn those_who_were_already_waiting_do_not_lengthen_the_pause() {
        let (breaker, now) = (Breaker::default(), Instant::now());
        let waiting: Vec<_> = (0..50).map(|_| breaker.leave(now).unwrap()).collect();
        for leave in waiting {
            leave.failed(now);
        }
        assert_eq!(breaker.leave(now).unwrap_err(), FIRST_PAUSE);
    }

    #[test]
    fn a_try_that_was_given_up_leaves_room_for_the_next() {
        let now = Instant::now();
        let breaker = open(now);
        let later = now + FIRST_PAUSE;
        drop(breaker.leave(later).unwrap());
        assert!(breaker.is_open());
        breaker.leave(later).unwrap().succeeded();
        assert!(!breaker.is_open());
    }
}
