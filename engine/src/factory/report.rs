//! What coefficients made without a source do on its shops, a line each.

use super::{Asked, ROWS, Source};
use crate::math::share;
use crate::shipped::Thresholds;

pub(super) fn report(
    sources: &[Source],
    asked: &[Asked],
    crossed: &[f64],
    thresholds: &[Thresholds],
) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        for (index, row) in thresholds.iter().enumerate() {
            let to = ROWS.get(index + 1).copied().unwrap_or(f64::INFINITY);
            let own: Vec<(&Asked, f64)> = asked
                .iter()
                .zip(crossed.iter().copied())
                .filter(|(one, _)| {
                    one.source == number
                        && (row.examples_an_answer..to).contains(&one.examples_an_answer)
                })
                .collect();
            let threshold = row.by_risk[2].1;
            let of =
                |kinds: &[usize]| own.iter().filter(|(one, _)| kinds.contains(&one.kind)).count();
            let hits = |kinds: &[usize], right: bool| {
                own.iter()
                    .filter(|(one, confidence)| {
                        kinds.contains(&one.kind)
                            && *confidence >= threshold
                            && one.case.is_right == right
                    })
                    .count()
            };
            let best = |kinds: &[usize]| {
                own.iter().filter(|(one, _)| kinds.contains(&one.kind) && one.case.is_right).count()
            };
            if own.is_empty() {
                continue;
            }
            let percent = |part: usize, whole: usize| 100.0 * share(part, whole);
            lines.push(format!(
                "{:12} examples>={:<4} t(.5%)={threshold:.4} best {:.1}% right {:.1}% wrong in {:.2}% near {:.2}% far {:.2}% | traffic {} right {:.1}% wrong {}",
                source.name, row.examples_an_answer, percent(best(&[0, 3]), of(&[0, 3])),
                percent(hits(&[0], true), of(&[0])), percent(hits(&[0], false), of(&[0])),
                percent(hits(&[1], false), of(&[1])), percent(hits(&[2], false), of(&[2])),
                of(&[3, 4]), percent(hits(&[3], true), of(&[3])), hits(&[3, 4], false),
            ));
        }
    }
    lines
}
