//! Insights: how many questions came, what became of them, how soon people replied, and what no
//! approved text answers. `docs/operations.md` defines every figure.

use crate::handoff::HandoffReason;
use crate::id::{AnswerId, ConversationId, Timestamp};
use serde::{Deserialize, Serialize};

/// The periods that can be looked at, in days.
pub const PERIODS: [u16; 3] = [7, 28, 90];
/// The period that is looked at first.
pub const USUAL_PERIOD: u16 = 28;

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Approved text was shown.
    Text,
    /// An order was shown.
    Order,
    /// Vouch asked back, for a choice or an order's proof, and the shopper did not go on.
    AskedBack,
    /// A person was offered instead of an answer.
    HandedOff,
}

impl Outcome {
    /// All of them, in the order of the plot, from the ground up.
    pub const ALL: [Self; 4] = [Self::Text, Self::Order, Self::AskedBack, Self::HandedOff];

    /// The name on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Order => "order",
            Self::AskedBack => "asked_back",
            Self::HandedOff => "handed_off",
        }
    }

    /// The outcome of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == name)
    }
}

/// How many questions had which outcome, and how many tickets were accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    pub text: i64,
    pub order: i64,
    pub asked_back: i64,
    pub handed_off: i64,
    pub tickets: i64,
}

impl Counts {
    /// How many questions had an outcome.
    pub fn of(&self, outcome: Outcome) -> i64 {
        match outcome {
            Outcome::Text => self.text,
            Outcome::Order => self.order,
            Outcome::AskedBack => self.asked_back,
            Outcome::HandedOff => self.handed_off,
        }
    }

    /// Counts further questions of an outcome.
    pub fn add(&mut self, outcome: Outcome, questions: i64) {
        *match outcome {
            Outcome::Text => &mut self.text,
            Outcome::Order => &mut self.order,
            Outcome::AskedBack => &mut self.asked_back,
            Outcome::HandedOff => &mut self.handed_off,
        } += questions;
    }

    /// All questions.
    pub fn questions(&self) -> i64 {
        Outcome::ALL.iter().map(|outcome| self.of(*outcome)).sum()
    }

    /// Questions that were answered, by text or with an order.
    pub fn answered(&self) -> i64 {
        self.text + self.order
    }

    /// Answered questions as a share of all; nothing where there was no question.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    pub fn share_answered(&self) -> Option<f64> {
        (self.questions() > 0).then(|| self.answered() as f64 / self.questions() as f64)
    }
}

/// One day of the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayCounts {
    /// In the site's time zone, as `2026-11-22`.
    pub day: String,
    #[serde(flatten)]
    pub counts: Counts,
}

/// Why questions were handed off, and how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReasonCount {
    pub reason: HandoffReason,
    pub questions: i64,
    /// In the period before.
    pub before: i64,
}

/// How soon people replied to the tickets of a period for the first time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Replies {
    /// Tickets with a first reply.
    pub replied: i64,
    /// Tickets that are not closed and have none yet.
    pub waiting: i64,
    /// Half of the first replies came within so many minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median_minutes: Option<i64>,
    /// Nine in ten did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ninetieth_minutes: Option<i64>,
    /// How many tickets a reply was promised for by a time that is over, or that was kept.
    pub promised: i64,
    /// How many of them were replied to in time.
    pub kept: i64,
    /// How many first replies came within each of [`REPLY_STEPS`] and not within the one before;
    /// the last is of those that came later.
    pub steps: Vec<i64>,
}

/// The ends of the steps that first replies are counted in, in minutes.
pub const REPLY_STEPS: [i64; 5] = [15, 60, 240, 480, 1_440];

/// The figures of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Insights {
    /// The IANA name of the zone that days are counted in.
    pub zone: String,
    /// Oldest first; the last is today, as far as it has come.
    pub days: Vec<DayCounts>,
    pub total: Counts,
    /// Of the same number of days before.
    pub before: Counts,
    /// Most frequent first.
    pub reasons: Vec<ReasonCount>,
    pub replies: Replies,
    pub replies_before: Replies,
    /// Whether minutes to a reply count only while the desk is open.
    pub open_minutes: bool,
}

/// What shoppers asked in a period that no approved text answers now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unanswered {
    /// How many of the period's unanswered questions were looked at, newest first.
    pub looked_at: i64,
    /// How many were not, as there were too many.
    pub left_out: i64,
    /// How many of those looked at today's approved text would answer.
    pub answered_now: i64,
    /// Whether questions were compared by their meaning; else by their words.
    pub by_meaning: bool,
    /// Whether personal details are left out, as the asker may not read conversations.
    pub masked: bool,
    /// Most asked first.
    pub groups: Vec<QuestionGroup>,
    /// How many further questions are in groups that are not listed.
    pub unlisted: i64,
}

/// Questions that are alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionGroup {
    /// The question that is most like the others.
    pub question: String,
    /// How often it was asked, in these or similar words.
    pub times: i64,
    /// In how many conversations.
    pub conversations: i64,
    pub last_at: Timestamp,
    /// The languages of the conversations, most frequent first.
    pub locales: Vec<String>,
    pub examples: Vec<AskedExample>,
    /// The approved text that came nearest, if any did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<NearestText>,
    /// Questions without personal details, as they can be recognised: what a new text may start
    /// from.
    pub draft_questions: Vec<String>,
}

/// A question as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedExample {
    pub text: String,
    pub at: Timestamp,
    pub locale: String,
    /// Absent for those who may not read conversations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
}

/// An approved text that was not sure enough.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NearestText {
    pub answer: AnswerId,
    pub title: String,
    /// How sure it was, as a share.
    pub confidence: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_those_on_the_wire() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.as_str()), Some(outcome));
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.as_str());
        }
    }

    #[test]
    fn orders_are_answers_and_tickets_are_no_questions() {
        let mut counts = Counts { tickets: 9, ..Counts::default() };
        assert_eq!(counts.share_answered(), None);
        for (outcome, questions) in Outcome::ALL.into_iter().zip([3, 2, 1, 4]) {
            counts.add(outcome, questions);
            assert_eq!(counts.of(outcome), questions);
        }
        assert_eq!((counts.questions(), counts.answered()), (10, 5));
        assert_eq!(counts.share_answered(), Some(0.5));
    }
}
