//! Questions as they were asked, from the ledger: each wording once, with everybody who used it.

use super::mask::masked;
use crate::error::Error;
use crate::ledger::{Entry, Said};
use crate::store::Error as StoreError;
use crate::store::insight::UnansweredRow;
use crate::text;
use std::collections::BTreeMap;
use vouch_shared::id::{ConversationId, Timestamp};
use vouch_shared::insight::AskedExample;

/// How much of a question is shown, in characters.
const SHOWN_CHARS: usize = 280;

/// A wording, and when it was asked.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    pub(super) text: String,
    pub(super) locale: String,
    /// Newest first: when, and in which conversation.
    pub(super) asked: Vec<(String, String)>,
}

/// The wordings of stored questions, newest first, at most so many. Case and punctuation make no
/// other wording.
pub(super) fn wordings(rows: Vec<UnansweredRow>, most: usize) -> Result<Vec<Wording>, Error> {
    let mut places: BTreeMap<(String, Vec<String>), usize> = BTreeMap::new();
    let mut found: Vec<Wording> = Vec::new();
    for row in rows {
        let entry: Entry = serde_json::from_str(&row.body)
            .map_err(|error| StoreError::Corrupt("ledger entry", error.to_string()))?;
        let Entry::Turn { said: Said::Text(text), .. } = entry else { continue };
        let key = (row.locale.clone(), text::words(&text));
        let asked = (row.at, row.conversation);
        match places.get(&key) {
            Some(&place) => found[place].asked.push(asked),
            None if found.len() < most => {
                places.insert(key, found.len());
                found.push(Wording { text, locale: row.locale, asked: vec![asked] });
            }
            None => {}
        }
    }
    Ok(found)
}

impl Wording {
    /// How often it was asked.
    pub(super) fn times(&self) -> i64 {
        i64::try_from(self.asked.len()).unwrap_or(i64::MAX)
    }

    /// As whoever may read conversations sees it, or without what is personal.
    pub(super) fn shown(&self, whole: bool) -> String {
        let text = if whole { self.text.clone() } else { masked(&self.text) };
        shortened(&text)
    }

    /// As an example for a new text, unless there is something personal in it.
    pub(super) fn draft(&self) -> Option<String> {
        let folded = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_plain = masked(&self.text) == folded && folded.chars().count() <= SHOWN_CHARS;
        is_plain.then_some(folded)
    }

    /// The newest time that it was asked.
    pub(super) fn example(&self, whole: bool) -> Option<AskedExample> {
        let (at, conversation) = self.asked.first()?.clone();
        Some(AskedExample {
            text: self.shown(whole),
            at: Timestamp(at),
            locale: self.locale.clone(),
            conversation: whole.then_some(ConversationId(conversation)),
        })
    }
}

fn shortened(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= SHOWN_CHARS {
        return folded;
    }
    let kept: String = folded.chars().take(SHOWN_CHARS).collect();
    format!("{} …", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, conversation: &str, locale: &str) -> UnansweredRow {
        let entry = Entry::Turn {
            at: "2026-11-22T10:00:00.000Z".into(),
            turn: "t".into(),
            said: Said::Text(text.into()),
            decision: "abstain".into(),
            handoff: None,
            cards: Vec::new(),
            rejected: Vec::new(),
        };
        UnansweredRow {
            conversation: conversation.into(),
            locale: locale.into(),
            at: "2026-11-22T10:00:00.000Z".into(),
            body: serde_json::to_string(&entry).unwrap(),
        }
    }

    #[test]
    fn a_wording_stands_once_and_no_more_than_so_many_do() {
        let rows = vec![
            row("Do you repair zips?", "a", "en"),
            row("do you repair zips", "b", "en"),
            row("Do you repair zips?", "c", "de"),
            row("Something else", "d", "en"),
            row("DO YOU REPAIR ZIPS", "e", "en"),
        ];
        let found = wordings(rows, 2).unwrap();
        assert_eq!(found.iter().map(Wording::times).collect::<Vec<_>>(), [3, 1]);
    }

    #[test]
    fn without_the_right_to_read_there_is_no_conversation_and_nothing_personal() {
        let rows = vec![row("Where is\nFW-100012, asks ann@mail.example?", "a", "en")];
        let found = wordings(rows, 5).unwrap();
        let example = found[0].example(false).unwrap();
        assert_eq!(example.text, "Where is [number] asks [address]");
        assert_eq!((example.conversation, found[0].draft()), (None, None));
        let whole = found[0].example(true).unwrap();
        assert_eq!(whole.text, "Where is FW-100012, asks ann@mail.example?");
        assert!(whole.conversation.is_some());
    }

    #[test]
    fn a_long_question_is_shown_in_part() {
        let found = wordings(vec![row(&"why ".repeat(200), "a", "en")], 5).unwrap();
        assert!(found[0].shown(true).ends_with("why …"));
        assert_eq!(found[0].draft(), None);
    }
}
