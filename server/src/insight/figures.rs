//! Counts by days and reasons. Pure: rows in, figures out.

use super::period::{Period, Place, read};
use crate::store::insight::{QuarterRow, ReplyRow};
use jiff::Timestamp;
use std::collections::BTreeMap;
use vouch_shared::handoff::HandoffReason;
use vouch_shared::insight::{Counts, DayCounts, Outcome, ReasonCount};

/// What is counted of a period and the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) days: Vec<DayCounts>,
    pub(super) total: Counts,
    pub(super) before: Counts,
    pub(super) reasons: Vec<ReasonCount>,
}

/// Counts questions and tickets.
pub(super) fn count(period: &Period, questions: &[QuarterRow], tickets: &[ReplyRow]) -> Figures {
    let day = |day| DayCounts { day, counts: Counts::default() };
    let mut figures = Figures { days: period.days().map(day).collect(), ..Figures::default() };
    let mut reasons: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in questions {
        let Some(outcome) = Outcome::parse(&row.outcome) else { continue };
        let Some(place) = quarter(row).and_then(|at| period.place(at)) else { continue };
        figures.each_at(place, |counts| counts.add(outcome, row.questions));
        if let Some(reason) = &row.reason {
            let (own, before) = reasons.entry(reason).or_default();
            *if place == Place::Before { before } else { own } += row.questions;
        }
    }
    for ticket in tickets {
        if let Some(place) = read(&ticket.created_at).and_then(|at| period.place(at)) {
            figures.each_at(place, |counts| counts.tickets += 1);
        }
    }
    figures.reasons = sorted(&reasons);
    figures
}

impl Figures {
    /// Changes the counts that something there belongs to.
    fn each_at(&mut self, place: Place, change: impl Fn(&mut Counts)) {
        match place {
            Place::Before => change(&mut self.before),
            Place::Day(day) => {
                change(&mut self.total);
                if let Some(day) = self.days.get_mut(day) {
                    change(&mut day.counts);
                }
            }
        }
    }
}

/// When a row's quarter of an hour begins.
fn quarter(row: &QuarterRow) -> Option<Timestamp> {
    read(&format!("{}:{:02}:00Z", row.hour, row.quarter * 15))
}

fn sorted(reasons: &BTreeMap<&str, (i64, i64)>) -> Vec<ReasonCount> {
    let known = reasons.iter().filter_map(|(name, (questions, before))| {
        let reason = HandoffReason::parse(name)?;
        Some(ReasonCount { reason, questions: *questions, before: *before })
    });
    let mut sorted: Vec<_> = known.collect();
    sorted.sort_by_key(|count| (-count.questions, -count.before, count.reason.as_str()));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Site;
    use time::macros::datetime;

    fn period() -> Period {
        let site = "key = \"a\"\nname = \"A\"\n[handoff.hours]\nzone = \"Asia/Kathmandu\"\n\
                    monday = [\"09:00-17:00\"]";
        let site: Site = toml::from_str(site).unwrap();
        Period::of(&site, Some(7), datetime!(2026-11-22 12:00 UTC)).unwrap()
    }

    fn row(hour: &str, quarter: i64, outcome: &str, questions: i64) -> QuarterRow {
        let reason = (outcome == "handed_off").then(|| "low_confidence".to_owned());
        QuarterRow { hour: hour.into(), quarter, outcome: outcome.into(), reason, questions }
    }

    #[test]
    fn questions_fall_on_the_days_of_a_zone_whose_days_begin_at_a_quarter_past() {
        // Days in Kathmandu begin at 18:15 UTC.
        let rows = [
            row("2026-11-21T18", 0, "text", 5),
            row("2026-11-21T18", 1, "text", 7),
            row("2026-11-22T11", 3, "handed_off", 2),
            row("2026-11-10T11", 3, "handed_off", 3),
            row("2026-11-15T18", 1, "order", 1),
            row("2026-11-15T18", 0, "asked_back", 4),
            row("2026-11-01T00", 0, "text", 100),
        ];
        let figures = count(&period(), &rows, &[]);
        let day = |index: usize| &figures.days[index].counts;
        assert_eq!((day(5).text, day(6).text, day(6).handed_off), (5, 7, 2));
        assert_eq!((figures.days[0].day.as_str(), day(0).order), ("2026-11-16", 1));
        assert_eq!(
            figures.total,
            Counts { text: 12, order: 1, handed_off: 2, ..Counts::default() }
        );
        assert_eq!(figures.before, Counts { asked_back: 4, handed_off: 3, ..Counts::default() });
        let reason = HandoffReason::LowConfidence;
        assert_eq!(figures.reasons, [ReasonCount { reason, questions: 2, before: 3 }]);
    }

    #[test]
    fn tickets_fall_on_the_day_that_they_were_accepted() {
        let ticket = |at: &str| ReplyRow {
            created_at: at.to_owned(),
            due_at: None,
            first_reply_at: None,
            state: "open".to_owned(),
            merged_into: None,
        };
        let tickets = [ticket("2026-11-22T11:59:00.000Z"), ticket("2026-11-10T11:59:00.000Z")];
        let figures = count(&period(), &[], &tickets);
        assert_eq!((figures.days[6].counts.tickets, figures.total.tickets), (1, 1));
        assert_eq!(figures.before.tickets, 1);
    }
}
