//! Puts a conversation that is picked up again back in order.

use vouch_shared::conversation::TurnView;
use vouch_shared::id::TurnId;

/// One thing in the order in which it happened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Moment<C> {
    Said(String),
    Card(C),
}

/// Cards come oldest first and name the turn that they reply to; what the shopper said stands
/// before the first reply to it. Words without a reply stay at the end.
pub(crate) fn arrange<C>(
    turns: Vec<TurnView>,
    cards: Vec<C>,
    turn_of: impl Fn(&C) -> Option<TurnId>,
) -> Vec<Moment<C>> {
    let mut moments = Vec::new();
    let mut turns = turns.into_iter();
    let mut said: Vec<TurnId> = Vec::new();
    for card in cards {
        if let Some(turn) = turn_of(&card) {
            while !said.contains(&turn) {
                let Some(next) = turns.next() else { break };
                said.push(next.turn);
                moments.push(Moment::Said(next.said));
            }
        }
        moments.push(Moment::Card(card));
    }
    moments.extend(turns.map(|turn| Moment::Said(turn.said)));
    moments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_before_their_replies() {
        let turn = |id: &str| TurnView { turn: id.into(), said: id.to_uppercase(), at: "".into() };
        let turns = vec![turn("a"), turn("b"), turn("c")];
        let cards = vec![("greeting", ""), ("1", "a"), ("2", "a"), ("form", ""), ("3", "b")];
        let arranged = arrange(turns, cards, |card| (!card.1.is_empty()).then(|| card.1.into()));
        let text: Vec<_> = arranged
            .iter()
            .map(|moment| match moment {
                Moment::Said(text) => text.as_str(),
                Moment::Card(card) => card.0,
            })
            .collect();
        assert_eq!(text, ["greeting", "A", "1", "2", "form", "B", "3", "C"]);
    }

    #[test]
    fn a_card_of_an_unknown_turn_loses_nothing() {
        let turns = vec![TurnView { turn: "a".into(), said: "A".into(), at: "".into() }];
        let arranged = arrange(turns, vec!["x"], |_| Some("x".into()));
        assert_eq!(arranged, [Moment::Said("A".into()), Moment::Card("x")]);
    }
}
