//! What speaks for and against each class, and the named numbers that are made of it.

use crate::examples::Examples;
use crate::lexicon::Coverage;
use crate::math::{count, exp, largest, ln, ln_1p, share};
use crate::reading::Reading;
use crate::reference::Reference;
use crate::signals::Signal;
use crate::space::Likeness;

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
/// The numbers.
pub(crate) type Features = [f64; FEATURES];

/// How many of the nearest examples vote.
const NEIGHBOURS: usize = 5;
/// How many examples of a class are looked at together.
const TOGETHER: usize = 3;
/// How much softer than a vote the scores are taken.
const SHARPEN: f64 = 8.0;

/// Everything known about one text.
pub(crate) struct Evidence {
    /// The regression's score of each class.
    pub(crate) scores: Vec<f32>,
    /// The likeness of the nearest example of each class, by meaning.
    pub(crate) meaning: Vec<f32>,
    /// The mean of the nearest three.
    meaning_of_three: Vec<f32>,
    /// The likeness of the nearest example of each class, by words.
    words: Vec<f32>,
    /// The rows that are nearest of all, nearest first.
    pub(crate) neighbours: Vec<usize>,
    /// The nearest rows of each class, nearest first, at most three.
    nearest: Vec<Vec<(f32, usize)>>,
    pub(crate) coverage: Coverage,
    asked: Reading,
}

impl Evidence {
    /// Gathers what is known about a text from its likeness to the examples that are let in.
    pub(crate) fn gather(
        examples: &Examples,
        likeness: &Likeness,
        scores: Vec<f32>,
        coverage: Coverage,
        asked: Reading,
        let_in: impl Fn(usize) -> bool,
    ) -> Self {
        let classes = examples.classes();
        let mut words = vec![0.0_f32; classes];
        let mut nearest: Vec<Vec<(f32, usize)>> = vec![Vec::new(); classes];
        let mut order: Vec<usize> = Vec::with_capacity(NEIGHBOURS + 1);
        for (row, example) in examples.all.iter().enumerate().filter(|(row, _)| let_in(*row)) {
            words[example.class] = words[example.class].max(likeness.words[row]);
            keep(&mut nearest[example.class], (likeness.meaning[row], row), TOGETHER);
            let before =
                order.partition_point(|&other| likeness.kernel[other] >= likeness.kernel[row]);
            if before < NEIGHBOURS {
                order.insert(before, row);
                order.truncate(NEIGHBOURS);
            }
        }
        let best = |near: &Vec<(f32, usize)>| near.first().map_or(0.0, |(value, _)| *value);
        let mean = |near: &Vec<(f32, usize)>| {
            let sum: f32 = near.iter().map(|(value, _)| value).sum();
            near.iter().map(|_| 1.0).reduce(|a: f32, b| a + b).map_or(0.0, |many| sum / many)
        };
        Self {
            scores,
            meaning: nearest.iter().map(best).collect(),
            meaning_of_three: nearest.iter().map(mean).collect(),
            words,
            neighbours: order,
            nearest,
            coverage,
            asked,
        }
    }

    /// The classes that are let in, best first.
    pub(crate) fn ranked(&self, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut ranked: Vec<usize> =
            (0..self.scores.len()).filter(|class| wanted(*class)).collect();
        ranked.sort_by(|&a, &b| self.scores[b].total_cmp(&self.scores[a]).then(a.cmp(&b)));
        ranked
    }

    /// The score of some classes taken as one. Scores add up: the targets are 0 and 1, so the sum
    /// is what the regression would say had the classes been one.
    pub(crate) fn score(&self, group: &[usize]) -> f64 {
        group.iter().map(|&class| f64::from(self.scores[class])).sum()
    }

    /// How far some classes are ahead of the best other one.
    pub(crate) fn margin(&self, group: &[usize]) -> f64 {
        self.score(group) - largest(&self.scores, |class| !group.contains(&class))
    }

    /// The numbers that say how good a choice the group is.
    pub(crate) fn features(
        &self,
        group: &[usize],
        examples: &Examples,
        reference: &Reference,
    ) -> Features {
        let is_own = |class: usize| group.contains(&class);
        let own = |values: &[f32]| largest(values, is_own);
        let other = |values: &[f32]| largest(values, |class| !is_own(class));
        let (score, margin) = (self.score(group), self.margin(group));
        let (meaning, meaning_other) = (own(&self.meaning), other(&self.meaning));
        let (words, words_other) = (own(&self.words), other(&self.words));
        let (covered, covered_other) =
            (own(&self.coverage.by_class), other(&self.coverage.by_class));
        let rows: usize = group.iter().map(|&class| examples.of_class(class)).sum();
        let strangers = group.iter().map(|&class| reference.strangers(class)).fold(0.0, f64::max);
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
            reference.score.place(score),
            reference.margin.place(margin),
            reference.meaning.place(meaning),
            reference.unknown_score.place(score),
            reference.unknown_meaning.place(meaning),
            score - strangers,
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
        let only_here = |signal: Signal| {
            part(&|there| here.signals.has(&signal) && !there.signals.has(&signal))
        };
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

    /// How much of a near example the text says, at best: a fragment says little of any.
    fn covered_there(&self, near: &[usize], examples: &Examples) -> f64 {
        let said = |row: &usize| {
            let stems = &examples.all[*row].reading.stems;
            share(stems.iter().filter(|stem| self.asked.stems.contains(stem)).count(), stems.len())
        };
        near.iter().map(said).fold(0.0, f64::max)
    }
}

/// Keeps the best of a list that is sorted best first.
fn keep(list: &mut Vec<(f32, usize)>, item: (f32, usize), most: usize) {
    let before = list.partition_point(|other| other.0 >= item.0);
    if before < most {
        list.insert(before, item);
        list.truncate(most);
    }
}

fn flag(is_set: bool) -> f64 {
    f64::from(u8::from(is_set))
}
