//! The named numbers that describe a choice.

use crate::evidence::{Evidence, TOGETHER};
use crate::examples::Examples;
use crate::math::{count, exp, largest, ln, ln_1p, share};
use crate::reading::Reading;
use crate::reference::Reference;
use crate::signals::Signal;

/// The names of the numbers that describe a choice, in order. The shipped coefficients name them
/// too, so that one never reads the other's.
pub(crate) const NAMES: [&str; FEATURES] = [
    "score",
    "margin",
    "sharpness",
    "meaning",
    "meaning of the next",
    "meaning ahead",
    "meaning of three",
    "words",
    "words of the next",
    "words ahead",
    "covered",
    "covered by the next",
    "covered by any",
    "meaning agrees",
    "words agree",
    "neighbours agree",
    "length",
    "classes",
    "examples a class",
    "examples",
    "score of the known",
    "margin of the known",
    "meaning of the known",
    "score of the unknown",
    "meaning of the unknown",
    "score of strangers",
    "outside",
    "words unknown",
    "negated",
    "negated there",
    "thanked",
    "in trouble",
    "another question",
    "one's own",
    "past",
    "a number",
    "asked",
    "asked there",
    "covered there",
];
/// How many numbers describe a choice.
pub(crate) const FEATURES: usize = 39;
/// Where some of them stand.
pub(crate) const SCORE: usize = 0;
pub(crate) const MARGIN: usize = 1;
pub(crate) const MEANING: usize = 3;
/// The first of the six that compare with what is usual in the shop.
pub(crate) const USUAL: usize = 20;
/// The numbers.
pub(crate) type Features = [f64; FEATURES];

/// How much softer than a vote the scores are taken.
const SHARPEN: f64 = 8.0;

impl Evidence {
    /// The numbers that say how good a choice the group is.
    pub(crate) fn features(
        &self,
        group: &[usize],
        examples: &Examples,
        reference: &Reference,
    ) -> Features {
        reference.complete(self.own_features(group, examples), group)
    }

    /// The same without what is usual in the shop: [`Reference::complete`] adds it.
    pub(crate) fn own_features(&self, group: &[usize], examples: &Examples) -> Features {
        let is_own = |class: usize| group.contains(&class);
        let own = |values: &[f32]| largest(values, is_own);
        let other = |values: &[f32]| largest(values, |class| !is_own(class));
        let (score, margin) = (self.score(group), self.margin(group));
        let (meaning, meaning_other) = (own(&self.meaning), other(&self.meaning));
        let (words, words_other) = (own(&self.words), other(&self.words));
        let (covered, covered_other) =
            (own(&self.coverage.by_class), other(&self.coverage.by_class));
        let rows: usize = group.iter().map(|&class| examples.of_class(class)).sum();
        let near = self.near(group);
        let [
            negated,
            negated_there,
            thanked,
            trouble,
            another,
            mine,
            past,
            number,
            asked,
            asked_there,
        ] = self.differences(&near, examples);
        [
            score,
            margin,
            self.sharpness(group),
            meaning,
            meaning_other,
            meaning - meaning_other,
            own(&self.meaning_of_three),
            words,
            words_other,
            words - words_other,
            covered,
            covered_other,
            self.coverage.any,
            flag(meaning >= meaning_other),
            flag(words >= words_other),
            self.neighbours_of(group, examples),
            ln_1p(count(self.coverage.words)),
            ln(count(examples.answers.max(1))),
            ln(1.0 + count(examples.questions()) / count(examples.answers.max(1))),
            ln_1p(count(rows)),
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            largest(&self.scores, |class| examples.is_outside(class)),
            ln_1p(count(self.coverage.unknown.len())),
            negated,
            negated_there,
            thanked,
            trouble,
            another,
            mine,
            past,
            number,
            asked,
            asked_there,
            self.covered_there(&near, examples),
        ]
    }

    /// How much of a soft vote over all classes the group gets, as log odds.
    fn sharpness(&self, group: &[usize]) -> f64 {
        let most = largest(&self.scores, |_| true);
        let vote = |score: f64| exp(SHARPEN * (score - most));
        let others = self.scores.iter().enumerate().filter(|(class, _)| !group.contains(class));
        let against: f64 = others.map(|(_, score)| vote(f64::from(*score))).sum();
        (ln(vote(self.score(group)).max(1e-9)) - ln(against.max(1e-9))).clamp(-20.0, 20.0)
    }

    /// The share of the nearest examples that belong to the group.
    fn neighbours_of(&self, group: &[usize], examples: &Examples) -> f64 {
        let own = self.neighbours.iter().filter(|&&row| group.contains(&examples.all[row].class));
        share(own.count(), self.neighbours.len())
    }

    /// The rows of a group that are nearest, at most three.
    fn near(&self, group: &[usize]) -> Vec<usize> {
        let mut near: Vec<(f32, usize)> =
            group.iter().flat_map(|&class| self.nearest[class].iter().copied()).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.into_iter().take(TOGETHER).map(|(_, row)| row).collect()
    }

    /// How the text differs from near examples in the small things that turn a sentence round:
    /// the share of those examples that differ.
    fn differences(&self, near: &[usize], examples: &Examples) -> [f64; 10] {
        let here = &self.asked;
        let part = |differs: &dyn Fn(&Reading) -> bool| {
            let those = near.iter().filter(|&&row| differs(&examples.all[row].reading));
            share(those.count(), near.len())
        };
        let only_here = |signal: Signal| self.differs_in(near, examples, &signal);
        let negated = |reading: &Reading| reading.signals.has(&Signal::Negation);
        let mine = |reading: &Reading| reading.signals.has(&Signal::Mine);
        [
            only_here(Signal::Negation),
            part(&|there| !negated(here) && negated(there)),
            only_here(Signal::Thanks),
            only_here(Signal::Trouble),
            part(&|there| here.signals.ask_for_different_things(&there.signals)),
            part(&|there| mine(here) != mine(there)),
            only_here(Signal::Past),
            part(&|there| here.has_digits && !there.has_digits),
            part(&|there| here.asks && !there.asks),
            part(&|there| !here.asks && there.asks),
        ]
    }

    /// The share of the examples nearest to a group that lack a signal which the text has.
    pub(crate) fn only_here(&self, group: &[usize], examples: &Examples, signal: &Signal) -> f64 {
        self.differs_in(&self.near(group), examples, signal)
    }

    fn differs_in(&self, near: &[usize], examples: &Examples, signal: &Signal) -> f64 {
        let lack = |row: &&usize| !examples.all[**row].reading.signals.has(signal);
        let lacking = near.iter().filter(lack).count();
        if self.asked.signals.has(signal) { share(lacking, near.len()) } else { 0.0 }
    }

    /// How much of a near example the text says, at best: a fragment says little of any.
    fn covered_there(&self, near: &[usize], examples: &Examples) -> f64 {
        let said = |row: &usize| {
            let stems = &examples.all[*row].reading.stems;
            share(stems.iter().filter(|stem| self.asked.stems.contains(stem)).count(), stems.len())
        };
        near.iter().map(said).fold(0.0, f64::max)
    }
}

fn flag(is_set: bool) -> f64 {
    f64::from(u8::from(is_set))
}
