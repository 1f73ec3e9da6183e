//! The days that are looked at, in the site's time zone, and as many days before them.

use crate::clock::timestamp;
use crate::config::Site;
use crate::error::Error;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use time::OffsetDateTime;
use vouch_shared::insight::{PERIODS, USUAL_PERIOD};

/// Some days until now.
#[derive(Clone, Debug)]
pub(super) struct Period {
    zone: TimeZone,
    /// Those of the period before first, each with the moment that it begins.
    days: BTreeMap<Date, Timestamp>,
    length: usize,
    now: OffsetDateTime,
}

/// Where a moment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On that day of the period, counted from 0.
    Day(usize),
    /// In the period before.
    Before,
}

impl Period {
    /// The last so many days of a site, today included. The zone is that of its opening hours.
    pub(super) fn of(site: &Site, days: Option<u16>, now: OffsetDateTime) -> Result<Self, Error> {
        let days = days.unwrap_or(USUAL_PERIOD);
        if !PERIODS.contains(&days) {
            let detail = format!("choose one of {PERIODS:?} days");
            return Err(Error::invalid("days", detail));
        }
        let zone = site.handoff.hours.as_ref().map(|hours| hours.zone().clone());
        Ok(Self::new(zone.unwrap_or(TimeZone::UTC), usize::from(days), now))
    }

    fn new(zone: TimeZone, length: usize, now: OffsetDateTime) -> Self {
        let today = stamp(now).to_zoned(zone.clone()).date();
        let days = std::iter::successors(Some(today), |day| day.yesterday().ok());
        let days = days.take(2 * length).map(|day| (day, beginning(&zone, day)));
        Self { days: days.collect(), zone, length, now }
    }

    /// The IANA name of the zone.
    pub(super) fn zone(&self) -> String {
        self.zone.iana_name().unwrap_or("UTC").to_owned()
    }

    /// The days of the period, oldest first, as `2026-11-22`.
    pub(super) fn days(&self) -> impl Iterator<Item = String> {
        self.days.keys().skip(self.days.len() - self.length).map(ToString::to_string)
    }

    /// From the first moment of the period before until after now, as stored times are written.
    pub(super) fn whole(&self) -> (String, String) {
        (self.start(0), self.end())
    }

    /// From the first moment of the period until after now.
    pub(super) fn own(&self) -> (String, String) {
        (self.start(self.days.len() - self.length), self.end())
    }

    /// Where a moment lies, if in one of the periods.
    pub(super) fn place(&self, at: Timestamp) -> Option<Place> {
        let later = self.days.values().filter(|start| **start <= at).count();
        let day = later.checked_sub(1)?;
        let own = day.checked_sub(self.days.len() - self.length);
        Some(own.map_or(Place::Before, Place::Day))
    }

    fn start(&self, day: usize) -> String {
        self.days.values().nth(day).map(|at| written(*at)).unwrap_or_default()
    }

    /// A little later than now: what happens while we count belongs to today.
    fn end(&self) -> String {
        timestamp(self.now + time::Duration::minutes(1)).0
    }
}

/// A moment of the stored form.
pub(super) fn read(at: &str) -> Option<Timestamp> {
    at.parse().ok()
}

/// When a day begins: where the clock jumps over midnight, at the first moment after it.
fn beginning(zone: &TimeZone, day: Date) -> Timestamp {
    let midnight = zone.to_ambiguous_timestamp(day.to_datetime(Time::midnight()));
    midnight.compatible().unwrap_or(Timestamp::MIN)
}

fn stamp(at: OffsetDateTime) -> Timestamp {
    Timestamp::from_nanosecond(at.unix_timestamp_nanos()).unwrap_or(Timestamp::MAX)
}

fn written(at: Timestamp) -> String {
    let at = OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond());
    at.map(|at| timestamp(at).0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn period(zone: &str, days: usize, now: OffsetDateTime) -> Period {
        Period::new(jiff::tz::db().get(zone).unwrap(), days, now)
    }

    #[test]
    fn days_are_those_of_the_wall_clock() {
        // 23:30 UTC on the 22nd is the 23rd in Oslo.
        let period = period("Europe/Oslo", 7, datetime!(2026-11-22 23:30 UTC));
        let days: Vec<String> = period.days().collect();
        assert_eq!(
            (days.len(), days[0].as_str(), days[6].as_str()),
            (7, "2026-11-17", "2026-11-23")
        );
        assert_eq!(period.own().0, "2026-11-16T23:00:00.000Z");
        assert_eq!(period.whole().0, "2026-11-09T23:00:00.000Z");
        for (at, place) in [
            ("2026-11-22T23:10:00Z", Some(Place::Day(6))),
            ("2026-11-22T22:59:59.999Z", Some(Place::Day(5))),
            ("2026-11-16T23:00:00Z", Some(Place::Day(0))),
            ("2026-11-16T22:59:59Z", Some(Place::Before)),
            ("2026-11-09T22:59:59Z", None),
        ] {
            assert_eq!(period.place(read(at).unwrap()), place, "{at}");
        }
    }

    #[test]
    fn a_day_on_which_the_clock_changes_is_as_long_as_it_is() {
        // Clocks in Oslo went back on 2026-10-25: that day has 25 hours.
        let period = period("Europe/Oslo", 7, datetime!(2026-10-27 12:00 UTC));
        for (at, day) in [
            ("2026-10-24T21:59:59Z", 3),
            ("2026-10-24T22:00:00Z", 4),
            ("2026-10-25T22:59:59Z", 4),
            ("2026-10-25T23:00:00Z", 5),
        ] {
            assert_eq!(period.place(read(at).unwrap()), Some(Place::Day(day)), "{at}");
        }
        assert_eq!(period.zone(), "Europe/Oslo");
    }
}
