//! When people answer: opening hours by weekday in a time zone, and the days that are closed
//! altogether. Pure functions; the zone's rules are compiled in, so that every server agrees.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;
use std::collections::BTreeSet;
use time::OffsetDateTime;

/// No desk is closed for longer; whoever looks further has made a mistake in the holidays.
const LONGEST_LOOK_DAYS: usize = 800;

/// A desk's opening hours. There is at least one hour a week.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "HoursSettings")]
pub struct Hours {
    zone: TimeZone,
    /// From Monday to Sunday.
    week: [Vec<Opening>; 7],
    holidays: BTreeSet<Date>,
}

/// One opening of a day, by the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Opening {
    from: Time,
    /// Absent where it lasts until midnight.
    to: Option<Time>,
}

/// `[site.handoff.hours]` as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HoursSettings {
    /// An IANA time zone, such as `Europe/Oslo`.
    pub zone: String,
    pub monday: Vec<String>,
    pub tuesday: Vec<String>,
    pub wednesday: Vec<String>,
    pub thursday: Vec<String>,
    pub friday: Vec<String>,
    pub saturday: Vec<String>,
    pub sunday: Vec<String>,
    /// Days such as `2026-12-25`.
    pub holidays: Vec<String>,
}

impl TryFrom<HoursSettings> for Hours {
    type Error = String;

    fn try_from(settings: HoursSettings) -> Result<Self, String> {
        let zone = jiff::tz::db().get(&settings.zone).map_err(|_| {
            format!("`{}` is not a time zone; write one such as `Europe/Oslo`", settings.zone)
        })?;
        let days = [
            &settings.monday,
            &settings.tuesday,
            &settings.wednesday,
            &settings.thursday,
            &settings.friday,
            &settings.saturday,
            &settings.sunday,
        ];
        let mut week: [Vec<Opening>; 7] = Default::default();
        for (day, texts) in week.iter_mut().zip(days) {
            *day = openings(texts)?;
        }
        if week.iter().all(Vec::is_empty) {
            return Err("no day has hours; write `monday = [\"09:00-17:00\"]`".to_owned());
        }
        let holiday = |text: &String| {
            text.parse::<Date>().map_err(|_| format!("`{text}` is no day such as `2026-12-25`"))
        };
        let holidays = settings.holidays.iter().map(holiday).collect::<Result<_, _>>()?;
        Ok(Self { zone, week, holidays })
    }
}

impl Hours {
    /// Whether somebody answers at that moment.
    pub fn is_open(&self, at: OffsetDateTime) -> bool {
        self.opening_at_or_after(stamp(at)).is_some_and(|(from, _)| from <= stamp(at))
    }

    /// The moment itself while it is open, else when it opens next.
    pub fn next_open(&self, at: OffsetDateTime) -> Option<OffsetDateTime> {
        let (from, _) = self.opening_at_or_after(stamp(at))?;
        moment(from.max(stamp(at)))
    }

    /// The moment at which so many minutes of open time have passed.
    pub fn add_open_minutes(&self, at: OffsetDateTime, minutes: u32) -> Option<OffsetDateTime> {
        let (mut at, mut left) = (stamp(at), i64::from(minutes) * 60_000);
        loop {
            let (from, to) = self.opening_at_or_after(at)?;
            let start = from.max(at);
            let lasts = to.as_millisecond() - start.as_millisecond();
            if left <= lasts {
                return moment(start.checked_add(left.milliseconds()).ok()?);
            }
            left -= lasts;
            at = to;
        }
    }

    /// How many whole minutes of open time lie between two moments.
    pub fn open_minutes_between(&self, from: OffsetDateTime, to: OffsetDateTime) -> i64 {
        let (mut at, to) = (stamp(from), stamp(to));
        let mut open_ms = 0;
        while at < to
            && let Some((opens, closes)) = self.opening_at_or_after(at)
            && opens < to
        {
            open_ms += closes.min(to).as_millisecond() - opens.max(at).as_millisecond();
            at = closes;
        }
        open_ms / 60_000
    }

    /// The zone that the hours are told in.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// A moment by the clock on the wall, in a form that all languages read, with the zone's name:
    /// `2026-11-23 09:30 (Europe/Oslo)`. In UTC where there are no hours.
    pub fn by_the_clock(hours: Option<&Self>, at: OffsetDateTime) -> String {
        let zone = hours.map_or(TimeZone::UTC, |hours| hours.zone.clone());
        let at = stamp(at).to_zoned(zone);
        let name = at.time_zone().iana_name().unwrap_or("UTC");
        format!("{} ({name})", at.strftime("%Y-%m-%d %H:%M"))
    }

    /// The opening that the moment lies in, else the next one: from when until when.
    fn opening_at_or_after(&self, at: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let today = at.to_zoned(self.zone.clone()).date();
        let days = std::iter::successors(Some(today), |day| day.tomorrow().ok());
        let mut openings = days.take(LONGEST_LOOK_DAYS).flat_map(|day| self.openings_of(day));
        openings.find(|(_, to)| *to > at)
    }

    /// A day's openings as moments. One that the clock jumps over is none.
    fn openings_of(&self, day: Date) -> Vec<(Timestamp, Timestamp)> {
        if self.holidays.contains(&day) {
            return Vec::new();
        }
        let moments = |opening: &Opening| {
            let from = self.moment_of(day, opening.from)?;
            let to = match opening.to {
                Some(to) => self.moment_of(day, to)?,
                None => self.moment_of(day.tomorrow().ok()?, Time::midnight())?,
            };
            (from < to).then_some((from, to))
        };
        self.week[index(day.weekday())].iter().filter_map(moments).collect()
    }

    /// When the clock first shows a time; one that it jumps over counts by the clock before.
    fn moment_of(&self, day: Date, time: Time) -> Option<Timestamp> {
        let ambiguous = self.zone.to_ambiguous_timestamp(day.to_datetime(time));
        ambiguous.compatible().ok()
    }
}

fn index(day: Weekday) -> usize {
    usize::from(day.to_monday_zero_offset().unsigned_abs())
}

fn stamp(at: OffsetDateTime) -> Timestamp {
    // Both know the years -9999 to 9999; beyond them the last moment will do.
    Timestamp::from_nanosecond(at.unix_timestamp_nanos()).unwrap_or(Timestamp::MAX)
}

fn moment(at: Timestamp) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond()).ok()
}

/// Openings such as `09:00-12:30`, in their order and apart from each other.
fn openings(texts: &[String]) -> Result<Vec<Opening>, String> {
    let openings: Vec<Opening> =
        texts.iter().map(|text| opening(text)).collect::<Result<_, _>>()?;
    let apart = |pair: &[Opening]| pair[0].to.is_some_and(|to| to <= pair[1].from);
    if openings.windows(2).all(apart) {
        Ok(openings)
    } else {
        Err(format!(
            "`{}`: write a day's hours in their order, apart from each other",
            texts.join(", ")
        ))
    }
}

fn opening(text: &str) -> Result<Opening, String> {
    let fault = || format!("`{text}` is no time of day such as `09:00-17:00`");
    let (from, to) = text.split_once('-').ok_or_else(fault)?;
    let (from, to) = (from.trim(), to.trim());
    let from = time_of_day(from).ok_or_else(fault)?;
    let to = match to {
        "24:00" => None,
        to => Some(time_of_day(to).ok_or_else(fault)?),
    };
    if to.is_some_and(|to| to <= from) {
        return Err(format!(
            "`{text}` ends before it begins; midnight is `24:00`, and hours after it belong to the next day"
        ));
    }
    Ok(Opening { from, to })
}

/// `9:30` or `09:30`.
fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if minute.len() != 2 || !plain(hour) || !plain(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests;
