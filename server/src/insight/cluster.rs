//! Groups of things that are alike, by average linkage: the two groups whose members are most alike
//! on average become one, until no two are alike enough. Sokal & Michener (1958), "A statistical
//! method for evaluating systematic relationships"; the averages are kept up by the formula of
//! Lance & Williams (1967), "A general theory of classificatory sorting strategies".

/// How alike each of some things is to each other one, from -1 to 1.
#[derive(Clone, Debug)]
pub(super) struct Likenesses {
    size: usize,
    values: Vec<f32>,
}

impl Likenesses {
    /// Compares each pair once.
    pub(super) fn new(size: usize, alike: impl Fn(usize, usize) -> f32) -> Self {
        let mut all = Self { size, values: vec![1.0; size * size] };
        for left in 0..size {
            for right in left + 1..size {
                all.set(left, right, alike(left, right));
            }
        }
        all
    }

    /// How alike two things are.
    pub(super) fn of(&self, left: usize, right: usize) -> f32 {
        self.values[left * self.size + right]
    }

    fn set(&mut self, left: usize, right: usize, value: f32) {
        self.values[left * self.size + right] = value;
        self.values[right * self.size + left] = value;
    }
}

/// Groups things; each counts as often as its weight says. The same likenesses give the same
/// groups: of pairs that are equally alike, the first becomes one first.
pub(super) fn groups(mut alike: Likenesses, weights: &[f32], least: f32) -> Vec<Vec<usize>> {
    let mut weights = weights.to_vec();
    let mut members: Vec<Vec<usize>> = (0..alike.size).map(|thing| vec![thing]).collect();
    let mut open: Vec<usize> = (0..alike.size).collect();
    while let Some((left, right)) = most_alike(&alike, &open, least) {
        let (a, b) = (weights[left], weights[right]);
        for &other in open.iter().filter(|other| ![left, right].contains(other)) {
            let mean = (a * alike.of(left, other) + b * alike.of(right, other)) / (a + b);
            alike.set(left, other, mean);
        }
        weights[left] = a + b;
        let joined = std::mem::take(&mut members[right]);
        members[left].extend(joined);
        open.retain(|group| *group != right);
    }
    members.retain(|group| !group.is_empty());
    for group in &mut members {
        group.sort_unstable();
    }
    members
}

fn most_alike(alike: &Likenesses, open: &[usize], least: f32) -> Option<(usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    for (place, &left) in open.iter().enumerate() {
        for &right in &open[place + 1..] {
            let value = alike.of(left, right);
            if value >= least && best.is_none_or(|(most, ..)| value > most) {
                best = Some((value, left, right));
            }
        }
    }
    best.map(|(_, left, right)| (left, right))
}

/// The members of a group, the one that is most like the others first: its medoid (Kaufman &
/// Rousseeuw 1990, "Finding Groups in Data").
pub(super) fn central(alike: &Likenesses, weights: &[f32], group: &[usize]) -> Vec<usize> {
    let likeness = |&one: &usize| -> f32 {
        group.iter().map(|&other| weights[other] * alike.of(one, other)).sum()
    };
    let mut ranked: Vec<(f32, usize)> = group.iter().map(|one| (likeness(one), *one)).collect();
    ranked.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    ranked.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Points on a line; what is 10 apart is not alike at all.
    fn on_a_line(points: &[f32]) -> Likenesses {
        Likenesses::new(points.len(), |left, right| {
            1.0 - (points[left] - points[right]).abs() / 10.0
        })
    }

    fn ones(size: usize) -> Vec<f32> {
        vec![1.0; size]
    }

    #[test]
    fn what_lies_together_is_one_group() {
        let points = [0.0, 20.0, 1.0, 21.0, 0.5, 50.0];
        let alike = on_a_line(&points);
        let found = groups(alike.clone(), &ones(6), 0.8);
        assert_eq!(found, [vec![0, 2, 4], vec![1, 3], vec![5]]);
        assert_eq!(central(&alike, &ones(6), &found[0])[0], 4, "the one in the middle");
        assert_eq!(central(&alike, &[9.0, 1.0, 1.0, 1.0, 1.0, 1.0], &found[0])[0], 0);
    }

    #[test]
    fn a_chain_does_not_become_one_group_as_by_single_linkage() {
        let points = [0.0, 2.0, 4.0, 6.0, 8.0, 10.0];
        let found = groups(on_a_line(&points), &ones(6), 0.75);
        assert!(found.len() > 1, "{found:?}");
    }

    proptest! {
        #[test]
        fn everything_is_in_one_group_and_groups_hold_together(
            points in prop::collection::vec(0.0_f32..60.0, 0..24),
            least in 0.2_f32..0.95,
        ) {
            let alike = on_a_line(&points);
            let found = groups(alike.clone(), &ones(points.len()), least);
            let mut all: Vec<usize> = found.iter().flatten().copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..points.len()).collect::<Vec<_>>());
            // No two groups are alike enough on average: else they would be one.
            for (place, left) in found.iter().enumerate() {
                for right in &found[place + 1..] {
                    let pairs = left.iter().flat_map(|l| right.iter().map(|r| alike.of(*l, *r)));
                    let (sum, count) = pairs.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
                    prop_assert!(sum / count < least + 1e-4, "{:?} {:?}", left, right);
                }
            }
        }

        #[test]
        fn the_order_of_distinct_things_does_not_matter(
            points in prop::collection::btree_set(0_u16..600, 0..16),
            seed in any::<u64>(),
        ) {
            // Distances that no two pairs share: ties alone depend on the order.
            let points: Vec<f32> = points.iter().map(|p| f32::from(*p) + f32::from(*p % 7) * 0.013).collect();
            let mut places: Vec<usize> = (0..points.len()).collect();
            places.sort_by_key(|place| (seed ^ (*place as u64)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let turned: Vec<f32> = places.iter().map(|place| points[*place]).collect();
            let named = |points: &[f32]| {
                let found = groups(on_a_line(points), &ones(points.len()), 0.7);
                let mut named: Vec<Vec<String>> = found.iter().map(|group| {
                    let mut names: Vec<_> = group.iter().map(|one| points[*one].to_string()).collect();
                    names.sort();
                    names
                }).collect();
                named.sort();
                named
            };
            // Sorted first, as the caller does it.
            let mut sorted = turned;
            sorted.sort_by(f32::total_cmp);
            let mut original = points;
            original.sort_by(f32::total_cmp);
            prop_assert_eq!(named(&sorted), named(&original));
        }
    }
}
