//! Whether a second source says the same of state and parcels. Where one is configured, nothing is
//! shown without it.

use super::{Context, Facts, Verdict, facts, freshness};
use crate::orders::reading::Reading;
use crate::orders::record::ParcelRecord;
use time::{Duration, OffsetDateTime};

/// Two times are of the same day if less than this is between them: stores keep dates in zones of
/// their own.
const A_DAY: Duration = Duration::DAY;

/// What the second source gave, or why it gave nothing to compare with.
#[derive(Debug)]
pub(crate) struct Second<'a> {
    source: &'a str,
    facts: Result<Facts, String>,
}

impl<'a> Second<'a> {
    /// The order as the second source has it. It must be one, readable, the one asked for, known
    /// by its state and recent, and its proof must fit too.
    pub(crate) fn new(reading: Reading, context: &Context<'a>) -> Self {
        let facts = if reading.is_proven() {
            facts(reading, context).map_err(|failed| failed.detail).and_then(|facts| {
                match freshness::fresh_enough(&facts, context) {
                    Verdict::Fails(detail) => Err(detail),
                    Verdict::Holds | Verdict::NothingToCheck => Ok(facts),
                }
            })
        } else {
            Err("no such order, or not with that proof".to_owned())
        };
        Self { source: context.source, facts }
    }
}

pub(super) fn second_source_agrees(facts: &Facts, context: &Context<'_>) -> Verdict {
    let Some(second) = context.second else { return Verdict::NothingToCheck };
    let there = format!("the second source ({})", second.source);
    let other = match &second.facts {
        Ok(other) => other,
        Err(detail) => return Verdict::Fails(format!("{there}: {detail}")),
    };
    if facts.state != other.state {
        let (ours, theirs) = (facts.state.as_str(), other.state.as_str());
        return Verdict::Fails(format!(
            "the state is {ours} in the first source, but {theirs} in {there}"
        ));
    }
    let [ours, theirs] = [facts, other].map(|facts| sorted(&facts.parcels));
    if !ours.iter().map(|parcel| &parcel.number).eq(theirs.iter().map(|parcel| &parcel.number)) {
        let [ours, theirs] = [ours, theirs].map(|parcels| list(&parcels));
        return Verdict::Fails(format!(
            "the parcels are {ours} in the first source, but {theirs} in {there}"
        ));
    }
    let differing = ours.iter().zip(&theirs).find_map(|(ours, theirs)| ours.difference(theirs));
    match differing {
        Some((parcel, what, ours, theirs)) => Verdict::Fails(format!(
            "parcel {parcel:?} {what} {ours} in the first source, but {theirs} in {there}"
        )),
        None => Verdict::Holds,
    }
}

/// What is compared of a parcel.
struct Compared {
    /// Letters and digits of the tracking number, in upper case; empty without one.
    number: String,
    shipped_at: Option<OffsetDateTime>,
    delivered_at: Option<OffsetDateTime>,
}

impl Compared {
    /// The parcel, what of it differs, and both values.
    fn difference<'a>(&'a self, other: &Self) -> Option<(&'a str, &'static str, String, String)> {
        [
            ("was shipped", self.shipped_at, other.shipped_at),
            ("was delivered", self.delivered_at, other.delivered_at),
        ]
        .into_iter()
        .find(|(_, ours, theirs)| !same_day(*ours, *theirs))
        .map(|(what, ours, theirs)| (&*self.number, what, day(ours), day(theirs)))
    }
}

/// In the order of their numbers, so that the sources may list them in any.
fn sorted(parcels: &[ParcelRecord]) -> Vec<Compared> {
    let plain = |number: &str| -> String {
        number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    };
    let mut compared: Vec<Compared> = parcels
        .iter()
        .map(|parcel| Compared {
            number: parcel.tracking_number.as_deref().map(plain).unwrap_or_default(),
            shipped_at: parcel.shipped_at,
            delivered_at: parcel.delivered_at,
        })
        .collect();
    compared.sort_by(|a, b| {
        (&a.number, a.shipped_at, a.delivered_at).cmp(&(&b.number, b.shipped_at, b.delivered_at))
    });
    compared
}

fn same_day(ours: Option<OffsetDateTime>, theirs: Option<OffsetDateTime>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() < A_DAY,
        (ours, theirs) => ours.is_none() && theirs.is_none(),
    }
}

fn day(at: Option<OffsetDateTime>) -> String {
    at.map_or_else(|| "not at all".to_owned(), |at| format!("on {}", at.date()))
}

fn list(parcels: &[Compared]) -> String {
    let numbers: Vec<&str> = parcels.iter().map(|parcel| &*parcel.number).collect();
    format!("{numbers:?}")
}
