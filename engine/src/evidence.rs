//! What speaks for and against each class, and the named numbers that are made of it.

use crate::examples::Examples;
use crate::lexicon::Coverage;
use crate::math::largest;
use crate::reading::Reading;
use crate::space::Likeness;

/// How many of the nearest examples vote.
const NEIGHBOURS: usize = 5;
/// How many examples of a class are looked at together.
pub(crate) const TOGETHER: usize = 3;
/// Everything known about one text.
pub(crate) struct Evidence {
    /// The regression's score of each class.
    pub(crate) scores: Vec<f32>,
    /// The likeness of the nearest example of each class, by meaning.
    pub(crate) meaning: Vec<f32>,
    /// The mean of the nearest three.
    pub(crate) meaning_of_three: Vec<f32>,
    /// The likeness of the nearest example of each class, by words.
    pub(crate) words: Vec<f32>,
    /// The rows that are nearest of all, nearest first.
    pub(crate) neighbours: Vec<usize>,
    /// The nearest rows of each class, nearest first, at most three.
    pub(crate) nearest: Vec<Vec<(f32, usize)>>,
    pub(crate) coverage: Coverage,
    pub(crate) asked: Reading,
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
}

/// Keeps the best of a list that is sorted best first.
fn keep(list: &mut Vec<(f32, usize)>, item: (f32, usize), most: usize) {
    let before = list.partition_point(|other| other.0 >= item.0);
    if before < most {
        list.insert(before, item);
        list.truncate(most);
    }
}
