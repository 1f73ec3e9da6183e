//! Puts a conversation that is picked up again back in order.

use vouch_shared::conversation::TurnView;
use vouch_shared::id::{Timestamp, TurnId};

/// One thing in the order in which it happened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Moment<C> {
    Said(String),
    Card(C),
}

/// Cards come oldest first and name the turn that they reply to; what the shopper said stands
/// before the first reply to it, and before whatever was written later. `place_of` gives a card's
/// turn and time.
pub(crate) fn arrange<C>(
    turns: Vec<TurnView>,
    cards: Vec<C>,
    place_of: impl Fn(&C) -> (Option<TurnId>, Timestamp),
) -> Vec<Moment<C>> {
    let mut moments = Vec::new();
    let mut turns = turns.into_iter().peekable();
    let mut said: Vec<TurnId> = Vec::new();
    for card in cards {
        let (turn, at) = place_of(&card);
        let waits = |said: &[TurnId], next: &TurnView| match &turn {
            Some(turn) => !said.contains(turn),
            None => next.at < at,
        };
        while let Some(next) = turns.next_if(|next| waits(&said, next)) {
            said.push(next.turn);
            moments.push(Moment::Said(next.said));
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
        let turn = |id: &str, at: &str| TurnView {
            turn: id.into(),
            said: id.to_uppercase(),
            at: at.into(),
        };
        // To the third and fourth a person wrote an answer, which names no turn.
        let turns = vec![turn("a", "2"), turn("b", "4"), turn("c", "6"), turn("d", "7")];
        let cards = vec![
            ("greeting", "", "1"),
            ("1", "a", "2"),
            ("2", "a", "2"),
            ("form", "", "3"),
            ("3", "b", "4"),
            ("person", "", "8"),
        ];
        let place =
            |card: &(_, &str, &str)| ((!card.1.is_empty()).then(|| card.1.into()), card.2.into());
        let arranged = arrange(turns, cards, place);
        let text: Vec<_> = arranged
            .iter()
            .map(|moment| match moment {
                Moment::Said(text) => text.as_str(),
                Moment::Card(card) => card.0,
            })
            .collect();
        assert_eq!(text, ["greeting", "A", "1", "2", "form", "B", "3", "C", "D", "person"]);
    }

    #[test]
    fn a_card_of_an_unknown_turn_loses_nothing() {
        let turns = vec![TurnView { turn: "a".into(), said: "A".into(), at: "".into() }];
        let arranged = arrange(turns, vec!["x"], |_| (Some("x".into()), "".into()));
        assert_eq!(arranged, [Moment::Said("A".into()), Moment::Card("x")]);
    }
}
