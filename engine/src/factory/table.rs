//! The thresholds that ship, by accepted risk and by how many examples a shop's answers have.

use super::{Asked, MIX, ROWS};
use crate::math::count;
use crate::shipped::Thresholds;
use crate::threshold::NEVER;

/// The accepted risks of the threshold table.
const RISKS: [f64; 8] = [0.001, 0.0025, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05];
/// How much more than the accepted risk the shops of a single source may realise: every source is
/// an odd one out to coefficients that were made without it.
const WORST: f64 = 2.0;

/// The fewest questions that let a source speak for a row of the table. Shops of one source share
/// their questions, so one odd question that a few shops are asked says little about others.
const ENOUGH: usize = 5_000;

/// The thresholds that keep each risk on the shops of all sources together, and twice the
/// risk on those of each.
pub(super) fn table(asked: &[Asked], crossed: &[f64], sources: usize) -> Vec<Thresholds> {
    let mut table: Vec<Thresholds> = Vec::new();
    for (index, &from) in ROWS.iter().enumerate().rev() {
        let to = ROWS.get(index + 1).copied().unwrap_or(f64::INFINITY);
        let of_source = |source: usize| {
            let wanted =
                |one: &Asked| one.source == source && (from..to).contains(&one.examples_an_answer);
            wrongs(asked, crossed, wanted)
        };
        let speaks = |source: &usize| {
            let own = asked.iter().filter(|one| one.source == *source);
            own.filter(|one| (from..to).contains(&one.examples_an_answer)).count() >= ENOUGH
        };
        let each: Vec<Vec<(f64, f64)>> = (0..sources).filter(speaks).map(of_source).collect();
        let share = 1.0 / count(each.len().max(1));
        let all: Vec<(f64, f64)> = each
            .iter()
            .flatten()
            .map(|(confidence, weight)| (*confidence, weight * share))
            .collect();
        let mut by_risk: Vec<(f64, f64)> = RISKS
            .iter()
            .map(|&risk| {
                let worst = each.iter().map(|own| keeping(own, WORST * risk)).fold(0.5, f64::max);
                (risk, keeping(&all, risk).max(worst))
            })
            .collect();
        // Never looser than where more is known.
        if let Some(better) = table.last() {
            for (own, (_, other)) in by_risk.iter_mut().zip(&better.by_risk) {
                own.1 = own.1.max(*other);
            }
        }
        table.push(Thresholds { examples_an_answer: from, by_risk });
    }
    table.reverse();
    table
}

/// The confidence of each wrong choice among some questions, and what it weighs in the mix.
fn wrongs(asked: &[Asked], crossed: &[f64], wanted: impl Fn(&Asked) -> bool) -> Vec<(f64, f64)> {
    let chosen: Vec<(&Asked, f64)> =
        asked.iter().zip(crossed.iter().copied()).filter(|(one, _)| wanted(one)).collect();
    let many = |kind: usize| count(chosen.iter().filter(|(one, _)| one.kind == kind).count());
    let sizes: Vec<f64> = (0..5).map(many).collect();
    let (made, real) = (f64::from(u8::from(sizes[0] > 0.0)), f64::from(u8::from(sizes[3] > 0.0)));
    let weight = |kind: usize| match kind {
        0..3 => MIX[kind] / sizes[kind].max(1.0) * made / (made + real).max(1.0),
        // Real traffic counts as it came.
        _ => 1.0 / (sizes[3] + sizes[4]).max(1.0) * real / (made + real).max(1.0),
    };
    let wrong = chosen.iter().filter(|(one, _)| !one.case.is_right);
    wrong.map(|(one, confidence)| (*confidence, weight(one.kind))).collect()
}

/// The lowest threshold that lets through no more than the risk.
fn keeping(wrongs: &[(f64, f64)], risk: f64) -> f64 {
    let mut wrongs = wrongs.to_vec();
    wrongs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut sum = 0.0;
    for (confidence, weight) in wrongs {
        sum += weight;
        if sum > risk {
            return confidence.next_up().min(NEVER);
        }
    }
    0.5
}
