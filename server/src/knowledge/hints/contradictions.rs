//! Two places that give different numbers for the same thing. Two sentences are about the same
//! thing when one has all the words of the other: what names a case of its own on both sides
//! (Norway here, Iceland there) is no contradiction.

use super::Text;
use super::quantities::{Statement, statements};
use std::collections::BTreeSet;
use vouch_shared::knowledge::Hint;

/// How many words two sentences must share.
const SHARED_WORDS: usize = 2;
/// How many more words one of them may have.
const MORE_WORDS: usize = 3;

/// The contradictions of some texts, among themselves and with others.
pub(super) fn between(own: &[Text], others: &[Text]) -> Vec<Hint> {
    let said: Vec<_> = own.iter().map(|text| (text, statements(&text.words))).collect();
    let beside: Vec<_> = others.iter().map(|text| (text, statements(&text.words))).collect();
    let mut hints = BTreeSet::new();
    for (index, (text, statements)) in said.iter().enumerate() {
        for (other, other_statements) in said[index + 1..].iter().chain(&beside) {
            for one in statements {
                for two in other_statements.iter().filter(|two| contradict(one, two)) {
                    let (one, other) = (text.place(one.sentence), other.place(two.sentence));
                    hints.insert(Hint::Contradiction { one, other });
                }
            }
        }
    }
    hints.into_iter().collect()
}

fn contradict(one: &Statement<'_>, two: &Statement<'_>) -> bool {
    let (few, many) = if one.about.len() <= two.about.len() { (one, two) } else { (two, one) };
    one.unit == two.unit
        && one.values != two.values
        && few.about.len() >= SHARED_WORDS
        && many.about.len() - few.about.len() <= MORE_WORDS
        && few.about.is_subset(&many.about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vouch_shared::block::{Block, Span};
    use vouch_shared::knowledge::SectionText;

    fn text(answer: &str, words: &str) -> Text {
        Text::of(&SectionText {
            answer: answer.into(),
            section: String::new(),
            title: answer.to_owned(),
            path: Vec::new(),
            blocks: vec![Block::Paragraph { spans: vec![Span::plain(words)] }],
            questions: Vec::new(),
            answers: 0,
            complaints: 0,
        })
    }

    fn found(one: &str, other: &str) -> usize {
        between(&[text("a", one)], &[text("b", other)]).len()
    }

    #[test]
    fn different_numbers_for_the_same_thing_are_told() {
        let one = "You can return an order within 45 days.";
        assert_eq!(found(one, "Return your order within 30 days of delivery."), 1);
        assert_eq!(found(one, "Return your order within 45 days of delivery."), 0);
        assert_eq!(found(one, "Orders can be returned within 6 weeks."), 0, "another unit");
        assert_eq!(found(one, "Exchanges take 30 days."), 0);
        assert_eq!(
            found("Delivery to Norway takes 3 days.", "Delivery to Iceland takes 9 days."),
            0
        );
        assert_eq!(found("Standard delivery takes 3–5 days.", "Standard delivery: 2–4 days."), 1);
    }

    #[test]
    fn both_places_are_named() {
        let hints = between(
            &[text("a", "A refund takes 5 days to your card.")],
            &[text("b", "The refund takes 10 days to your card.")],
        );
        let [Hint::Contradiction { one, other }] = hints.as_slice() else { panic!("{hints:?}") };
        assert_eq!((one.answer.as_str(), other.answer.as_str()), ("a", "b"));
        assert!(one.words.contains("5 days") && other.words.contains("10 days"));
    }
}
