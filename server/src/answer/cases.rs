//! Questions whose right outcome is known, scored as if the engine had never seen them: what the
//! calibrator and the threshold are made from.

use super::binomial::count;
use super::calibrate::{Calibrator, Case};
use super::cholesky::Symmetric;
use super::evidence::{Evidence, nearest};
use super::examples::{Example, Examples, Source};
use super::kernel::{Space, counts};
use super::ridge::Ridge;

/// How many parts the cases are split into, so that none is judged by a calibrator that saw it.
const FOLDS: usize = 5;

/// Where a case stands towards what a site has approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// It has an answer; it was left out alone.
    Inside,
    /// It has an answer that was left out as a whole, so that any other answer is wrong.
    Near,
    /// It has no answer: any is wrong. Its whole topic was left out.
    Far,
}

impl Scope {
    pub(crate) const ALL: [Self; 3] = [Self::Inside, Self::Near, Self::Far];

    /// The share of such questions that the threshold is made for: seven in ten have an answer,
    /// one asks for something close to what is known, and two for something else. Where more
    /// questions than that have no answer, more wrong answers are to be expected.
    pub(crate) fn share(self) -> f64 {
        match self {
            Self::Inside => 0.7,
            Self::Near => 0.1,
            Self::Far => 0.2,
        }
    }
}

/// A case and what the calibrator thinks of it.
pub(crate) struct Known {
    pub(crate) scope: Scope,
    pub(crate) case: Case,
    /// Cases of one class or topic are in one fold.
    fold: usize,
    /// The confidence by a calibrator that has not seen the case's fold.
    pub(crate) confidence: f64,
}

/// Everything that cases are made from.
pub(crate) struct Trained<'a> {
    pub(crate) examples: &'a Examples,
    pub(crate) space: &'a Space,
    pub(crate) kernel: &'a Symmetric,
    pub(crate) ridge: &'a Ridge,
}

impl Trained<'_> {
    /// The calibrator, and every case with its cross-fitted confidence.
    pub(crate) fn calibrate(&self) -> (Calibrator, Vec<Known>) {
        let mut known = self.known();
        for scope in Scope::ALL {
            let cases = known.iter().filter(|known| known.scope == scope).count();
            let weight = scope.share() / count(cases.max(1));
            for known in known.iter_mut().filter(|known| known.scope == scope) {
                known.case.weight = weight;
            }
        }
        for fold in 0..FOLDS {
            let others: Vec<_> =
                known.iter().filter(|known| known.fold != fold).map(|known| known.case).collect();
            let calibrator = Calibrator::fit(&others);
            for known in known.iter_mut().filter(|known| known.fold == fold) {
                known.confidence = calibrator.probability(&known.case.features);
            }
        }
        let all: Vec<_> = known.iter().map(|known| known.case).collect();
        (Calibrator::fit(&all), known)
    }

    fn known(&self) -> Vec<Known> {
        let mut known = Vec::new();
        for (row, example) in self.examples.all.iter().enumerate() {
            if example.source != Source::Question {
                continue;
            }
            let is_person = example.class == self.examples.person();
            let scope = if is_person { Scope::Far } else { Scope::Inside };
            known.extend(self.left_out(&[row], scope, example.class));
        }
        for class in 0..self.examples.answers {
            let rows = self.rows(|example| example.class == class);
            known.extend(self.left_out(&rows, Scope::Near, class));
        }
        let topics = self.examples.all.iter().filter_map(topic).max().map_or(0, |last| last + 1);
        for number in 0..topics {
            let rows = self.rows(|example| topic(example) == Some(number));
            known.extend(self.left_out(&rows, Scope::Far, number));
        }
        known
    }

    /// Whether nobody has said what is right. Whether a shipped question about an order is one
    /// for the order flow or for a text that the shop wrote on the matter, only the shop knows;
    /// and the order flow may well be right where that text is left out.
    fn is_unsettled(&self, scope: Scope, example: &Example, choice: usize) -> bool {
        let order = self.examples.order();
        match scope {
            Scope::Inside => example.class == order && choice != order,
            Scope::Near => choice == order,
            Scope::Far => false,
        }
    }

    fn rows(&self, wanted: impl Fn(&Example) -> bool) -> Vec<usize> {
        let all = self.examples.all.iter().enumerate();
        all.filter(|(_, example)| wanted(example)).map(|(row, _)| row).collect()
    }

    /// The questions among some rows, scored as if none of the rows had been there.
    fn left_out(&self, rows: &[usize], scope: Scope, group: usize) -> Vec<Known> {
        let examples = &self.examples.all;
        let words = counts(rows.iter().map(|&row| &examples[row]));
        let mut left_out = vec![false; examples.len()];
        for &row in rows {
            left_out[row] = true;
        }
        let mut known = Vec::new();
        for (&row, mut scores) in rows.iter().zip(self.ridge.without(rows)) {
            let example = &examples[row];
            if matches!(example.source, Source::Title | Source::Text) {
                continue;
            }
            if scope == Scope::Near {
                // It no longer exists, so it cannot be chosen.
                scores[example.class] = f64::MIN;
            }
            let kept = (0..examples.len()).filter(|&other| !left_out[other]);
            let similar = kept.map(|other| (examples[other].class, self.kernel.get(row, other)));
            let classes = self.examples.classes();
            let evidence = Evidence {
                scores,
                nearest: nearest(similar, classes),
                coverage: self.space.lexicon.coverage(&example.words, &words, classes),
            };
            let choice = evidence.ranked(0..self.examples.person())[0];
            if self.is_unsettled(scope, example, choice) {
                continue;
            }
            let is_right = scope == Scope::Inside && choice == example.class;
            let case = Case { features: evidence.features(&[choice]), is_right, weight: 1.0 };
            known.push(Known { scope, case, fold: group % FOLDS, confidence: 0.0 });
        }
        known
    }
}

fn topic(example: &Example) -> Option<usize> {
    match example.source {
        Source::Outside { topic } => Some(topic),
        _ => None,
    }
}

#[cfg(test)]
impl Known {
    pub(crate) fn for_test(scope: Scope, case: Case, confidence: f64) -> Self {
        Self { scope, case, fold: 0, confidence }
    }
}
