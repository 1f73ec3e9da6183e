//! The shop's own questions, scored as if the engine had never seen them: alone, with their whole
//! answer, or with their whole topic left out. All of it follows from the one inverse.

use crate::engine::best;
use crate::evidence::Evidence;
use crate::examples::{Example, Examples, Source};
use crate::features::{Features, MEANING, SCORE};
use crate::lexicon::counts;
use crate::math::largest;
use crate::reference::{Reference, Seen};
use crate::ridge::Ridge;
use crate::space::Space;

/// The most questions that are looked at, spread over all, and the fewest where there are many
/// classes, each of which every question is compared with.
const MOST: usize = 1_000;
const FEWEST: usize = 200;
/// How many comparisons of a question with a class there is time for.
const COMPARISONS: usize = 300_000;

/// A regression and everything that it was solved from.
pub(crate) struct Solved<'a> {
    pub(crate) examples: &'a Examples,
    pub(crate) space: &'a Space,
    pub(crate) ridge: &'a Ridge,
}

/// A question that was left out with others.
struct LeftOut {
    row: usize,
    evidence: Evidence,
}

/// What a question that was left out would have got, described but for what is usual in the shop.
pub(crate) struct Choice {
    pub(crate) row: usize,
    pub(crate) best: usize,
    pub(crate) features: Features,
}

impl Solved<'_> {
    /// What is usual in this shop, also by its questions without their answer.
    pub(crate) fn reference(&self, answerless: &[Choice]) -> Reference {
        let mut seen = Seen::default();
        for case in self.alone() {
            let own = [self.examples.all[case.row].class];
            seen.score.push(case.evidence.score(&own));
            seen.margin.push(case.evidence.margin(&own));
            seen.meaning.push(largest(&case.evidence.meaning, |class| class == own[0]));
        }
        for case in answerless {
            seen.unknown_score.push(case.features[SCORE]);
            seen.unknown_meaning.push(case.features[MEANING]);
            seen.strangers.push((case.best, case.features[SCORE]));
        }
        Reference::new(seen, self.examples.classes())
    }

    /// Where questions go whose whole answer is left out.
    pub(crate) fn answerless(&self) -> impl Iterator<Item = Choice> {
        self.without_their_answer().filter_map(|case| {
            let own = self.examples.all[case.row].class;
            let choices = |class| self.examples.is_choice(class) && class != own;
            let best = *case.evidence.ranked(choices).first()?;
            Some(self.choice(&case, best))
        })
    }

    /// Where the owner's examples of what must not be answered go, each left out alone.
    pub(crate) fn owners_outside(&self) -> impl Iterator<Item = Choice> {
        let is_own = |one: &Example| one.topic().is_some_and(|it| self.examples.is_own_topic(it));
        let rows = self.spread(self.examples.rows(is_own));
        let cases = rows.into_iter().flat_map(|row| self.left_out(&[row], |_| true));
        cases.map(|case| self.choice(&case, best(self.examples, &case.evidence)))
    }

    /// What is kept of a question: its evidence is as long as there are classes and examples.
    fn choice(&self, case: &LeftOut, best: usize) -> Choice {
        Choice { row: case.row, best, features: case.evidence.own_features(&[best], self.examples) }
    }

    /// Each question of an answer, left out alone.
    fn alone(&self) -> impl Iterator<Item = LeftOut> {
        let rows = self.examples.rows(|one| self.is_question(one));
        self.spread(rows).into_iter().flat_map(|row| self.left_out(&[row], |_| true))
    }

    /// Questions, each left out with all examples of its answer.
    fn without_their_answer(&self) -> impl Iterator<Item = LeftOut> {
        let questions = self.examples.rows(|one| self.is_question(one));
        let wanted = self.spread(questions);
        (0..self.examples.answers).flat_map(move |class| {
            let rows = self.examples.rows(|one| one.class == class);
            self.left_out(&rows, |row| wanted.binary_search(&row).is_ok())
        })
    }

    /// At most so many rows, spread over all of them.
    fn spread(&self, rows: Vec<usize>) -> Vec<usize> {
        let most = (COMPARISONS / self.examples.classes()).clamp(FEWEST, MOST);
        if rows.len() <= most {
            return rows;
        }
        (0..most).map(|index| rows[index * rows.len() / most]).collect()
    }

    fn is_question(&self, example: &Example) -> bool {
        example.class < self.examples.answers && example.source == Source::Question
    }

    /// The wanted ones of some rows, as if none of the rows had been there.
    fn left_out(&self, rows: &[usize], wanted: impl Fn(usize) -> bool) -> Vec<LeftOut> {
        let all = &self.examples.all;
        let without =
            counts(rows.iter().map(|&row| (all[row].class, all[row].reading.stems.as_slice())));
        let scored = rows.iter().zip(self.ridge.without(rows));
        scored
            .filter(|(row, _)| wanted(**row))
            .map(|(&row, scores)| {
                let classes = self.examples.classes();
                let coverage =
                    self.space.lexicon.coverage(&all[row].reading.stems, &without, classes);
                let evidence = Evidence::gather(
                    self.examples,
                    &self.space.likeness_of(row),
                    scores,
                    coverage,
                    all[row].reading.clone(),
                    |other| !rows.contains(&other),
                );
                LeftOut { row, evidence }
            })
            .collect()
    }
}
