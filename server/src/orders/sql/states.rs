//! What the states of a store mean to us.

use std::collections::BTreeMap;
use vouch_shared::order::OrderState;

/// The store's own names, and ours for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct States(BTreeMap<String, OrderState>);

impl States {
    /// The mapping of a preset, with what the owner adds or changes.
    pub(crate) fn new(
        preset: &BTreeMap<String, OrderState>,
        own: &BTreeMap<String, OrderState>,
    ) -> Self {
        let all = preset.iter().chain(own);
        Self(all.map(|(name, state)| (name.clone(), *state)).collect())
    }

    /// Our own names, with what the owner adds.
    pub(crate) fn ours(own: &BTreeMap<String, OrderState>) -> Self {
        let ours = OrderState::ALL.into_iter().map(|state| (state.as_str().to_owned(), state));
        Self::new(&ours.collect(), own)
    }

    /// Absent where nobody said what it means.
    pub(crate) fn meaning(&self, name: &str) -> Option<OrderState> {
        self.0.get(name).copied()
    }

    /// Each name with its meaning, in alphabetical order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, OrderState)> {
        self.0.iter().map(|(name, state)| (name.as_str(), *state))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_has_the_last_word() {
        let map = |pairs: &[(&str, OrderState)]| {
            pairs.iter().map(|(name, state)| ((*name).to_owned(), *state)).collect()
        };
        let preset = map(&[("complete", OrderState::Shipped), ("new", OrderState::Unpaid)]);
        let own = map(&[("complete", OrderState::Delivered), ("boxed", OrderState::Packed)]);
        let states = States::new(&preset, &own);
        assert_eq!(states.meaning("complete"), Some(OrderState::Delivered));
        assert_eq!(states.meaning("new"), Some(OrderState::Unpaid));
        assert_eq!(states.meaning("Boxed"), None);
        assert_eq!(States::ours(&own).meaning("partly_shipped"), Some(OrderState::PartlyShipped));
        assert_eq!(states.iter().count(), 3);
    }
}
