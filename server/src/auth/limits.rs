//! Rate limits, counted in this process. A limit that is hit says when to try again.

use crate::config::Limits;
use crate::error::Error;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::collections::BTreeMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use vouch_shared::id::ConversationId;

/// How many event streams one conversation may have: a few tabs.
const MAX_STREAMS: u32 = 4;
/// How many one session of staff may have: browsers open no more to one host anyway.
const MAX_STAFF_STREAMS: u32 = 6;

/// All counters.
pub struct RateLimits {
    turns_by_conversation: DefaultKeyedRateLimiter<String>,
    turns_by_address: DefaultKeyedRateLimiter<IpAddr>,
    opened_by_address: DefaultKeyedRateLimiter<IpAddr>,
    read_by_address: DefaultKeyedRateLimiter<IpAddr>,
    streams: Arc<Mutex<BTreeMap<String, u32>>>,
}

/// A place among somebody's event streams, given back when it is dropped.
pub struct StreamPlace {
    streams: Arc<Mutex<BTreeMap<String, u32>>>,
    whose: String,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = streams.get_mut(&self.whose) {
            *open -= 1;
            if *open == 0 {
                streams.remove(&self.whose);
            }
        }
    }
}

impl RateLimits {
    pub fn new(limits: &Limits) -> Self {
        Self {
            turns_by_conversation: per_minute(limits.turns_per_minute_per_conversation),
            turns_by_address: per_minute(limits.turns_per_minute_per_address),
            opened_by_address: per_minute(limits.conversations_per_minute_per_address),
            read_by_address: per_minute(limits.reads_per_minute_per_address),
            streams: Arc::default(),
        }
    }

    /// Counts one turn.
    pub fn turn(&self, conversation: &ConversationId, address: IpAddr) -> Result<(), Error> {
        check(&self.turns_by_conversation, &conversation.0)?;
        check(&self.turns_by_address, &address)
    }

    /// Counts one new conversation or ticket.
    pub fn open(&self, address: IpAddr) -> Result<(), Error> {
        check(&self.opened_by_address, &address)
    }

    /// Counts one reading of a conversation.
    pub fn read(&self, address: IpAddr) -> Result<(), Error> {
        check(&self.read_by_address, &address)
    }

    /// Takes a place among a conversation's event streams.
    pub fn stream(&self, conversation: &ConversationId) -> Result<StreamPlace, Error> {
        self.place(conversation.0.clone(), MAX_STREAMS)
    }

    /// Takes a place among the event streams of a staff member's session.
    pub fn staff_stream(&self, session: &str) -> Result<StreamPlace, Error> {
        // No conversation's id holds a blank.
        self.place(format!("staff {session}"), MAX_STAFF_STREAMS)
    }

    fn place(&self, whose: String, most: u32) -> Result<StreamPlace, Error> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.entry(whose.clone()).or_default();
        if *open >= most {
            return Err(Error::TooMany { retry_after_s: 5 });
        }
        *open += 1;
        Ok(StreamPlace { streams: self.streams.clone(), whose })
    }

    /// Forgets whoever has been quiet long enough, so that memory stays bounded.
    pub fn forget_quiet(&self) {
        self.turns_by_conversation.retain_recent();
        self.turns_by_address.retain_recent();
        self.opened_by_address.retain_recent();
        self.read_by_address.retain_recent();
    }
}

fn per_minute<K: Hash + Eq + Clone>(count: u32) -> DefaultKeyedRateLimiter<K> {
    RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)))
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Error> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        Error::TooMany { retry_after_s: wait.as_secs() + 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_minute_is_refused_with_a_time() {
        let limits = Limits { turns_per_minute_per_conversation: 2, ..Limits::default() };
        let limits = RateLimits::new(&limits);
        let address = IpAddr::from([1, 2, 3, 4]);
        let one = ConversationId::from("one");
        assert!(limits.turn(&one, address).is_ok() && limits.turn(&one, address).is_ok());
        match limits.turn(&one, address) {
            Err(Error::TooMany { retry_after_s }) => assert!((1..=31).contains(&retry_after_s)),
            other => panic!("{other:?}"),
        }
        assert!(limits.turn(&ConversationId::from("two"), address).is_ok());
    }

    #[test]
    fn a_stream_gives_its_place_back() {
        let limits = RateLimits::new(&Limits::default());
        let one = ConversationId::from("one");
        let places: Vec<_> = (0..MAX_STREAMS).map(|_| limits.stream(&one).unwrap()).collect();
        assert!(limits.stream(&one).is_err());
        assert!(limits.stream(&ConversationId::from("two")).is_ok());
        drop(places);
        assert!(limits.stream(&one).is_ok());
    }
}
