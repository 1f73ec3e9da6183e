//! What shoppers asked that no approved text answers: the period's unanswered questions, put to
//! today's texts once more, and what is still open in groups.

use super::cluster::{central, groups};
use super::examples::{Wording, wordings};
use super::likeness::{Compared, compare};
use super::period::Period;
use crate::app::App;
use crate::error::Error;
use crate::guard::StaffOnSite;
use crate::knowledge::library::Library;
use crate::sites::OpenSite;
use crate::store;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::Semaphore;
use vouch_engine::decision::{Candidate, Decision, Outcome};
use vouch_engine::embedder::Embedder;
use vouch_engine::knowledge::Target;
use vouch_shared::id::Timestamp;
use vouch_shared::insight::{NearestText, QuestionGroup, Unanswered};
use vouch_shared::staff::Permission;

/// The most questions that are read, newest first.
const MOST_QUESTIONS: usize = 2_000;
/// The most wordings that are compared: 400 of them make 80,000 pairs.
const MOST_WORDINGS: usize = 400;
/// The most groups that are listed.
const MOST_GROUPS: usize = 25;
/// The most examples of a group.
const MOST_EXAMPLES: usize = 5;
/// Whoever may not read conversations sees what so many of them have in common.
const FEWEST_CONVERSATIONS: i64 = 3;

/// One at a time: comparing takes a processor for a moment, and shoppers come first.
static TURN: Semaphore = Semaphore::const_new(1);

/// What no text of the site answers, as the member may see it.
pub async fn unanswered(staff: &StaffOnSite, days: Option<u16>) -> Result<Unanswered, Error> {
    let (app, site) = (staff.app.clone(), staff.site.clone());
    let period = Period::of(&site, days, app.clock.now())?;
    let (from, until) = period.own();
    let span = (from.as_str(), until.as_str());
    let all = store::insight::count_unanswered(&app.store, &site.key, span).await?;
    let rows = store::insight::unanswered(&app.store, &site.key, span, MOST_QUESTIONS).await?;
    let whole = staff.member.may(Permission::ReadConversations, &site.key);
    let _turn = TURN.acquire().await.map_err(|error| Error::Internal(error.into()))?;
    let found = tokio::task::spawn_blocking(move || {
        let wordings = wordings(rows, MOST_WORDINGS)?;
        Ok(summary(&app, &site, wordings, (all, whole)))
    });
    found.await.map_err(|error| Error::Internal(error.into()))?
}

/// A wording that today's texts do not answer either.
struct Open {
    wording: Wording,
    nearest: Option<NearestText>,
}

fn summary(
    app: &App,
    site: &OpenSite,
    wordings: Vec<Wording>,
    (all, whole): (i64, bool),
) -> Unanswered {
    let looked_at: i64 = wordings.iter().map(Wording::times).sum();
    let open = still_open(&app.library, site, wordings);
    let still: i64 = open.iter().map(|open| open.wording.times()).sum();
    let embedder = app.library.weights().embedder().map(Arc::as_ref);
    let mut groups = in_groups(open, embedder, whole);
    groups.retain(|group| whole || group.conversations >= FEWEST_CONVERSATIONS);
    groups.truncate(MOST_GROUPS);
    let listed: i64 = groups.iter().map(|group| group.times).sum();
    Unanswered {
        looked_at,
        left_out: (all - looked_at).max(0),
        answered_now: looked_at - still,
        by_meaning: embedder.is_some(),
        masked: !whole,
        groups,
        unlisted: still - listed,
    }
}

/// The wordings that today's texts leave open, in the order of their text: what is grouped must not
/// depend on who asked first.
fn still_open(library: &Library, site: &OpenSite, wordings: Vec<Wording>) -> Vec<Open> {
    let asked = wordings.into_iter().filter_map(|wording| {
        let decided = library.decide(site, &wording.locale, wording.text.as_str().into());
        let Some((_, Decision { outcome, candidates, .. })) = decided else {
            return Some(Open { wording, nearest: None });
        };
        let nearest = candidates.into_iter().find_map(nearest);
        (outcome == Outcome::Abstain).then_some(Open { wording, nearest })
    });
    let mut open: Vec<Open> = asked.collect();
    open.sort_by(|a, b| {
        (&a.wording.text, &a.wording.locale).cmp(&(&b.wording.text, &b.wording.locale))
    });
    open
}

fn nearest(candidate: Candidate) -> Option<NearestText> {
    let Candidate { target: Target::Answer(answer), title, confidence } = candidate else {
        return None;
    };
    Some(NearestText { answer, title, confidence })
}

/// The groups, most asked first, then those asked last.
fn in_groups(open: Vec<Open>, embedder: Option<&Embedder>, whole: bool) -> Vec<QuestionGroup> {
    let texts: Vec<&str> = open.iter().map(|open| open.wording.text.as_str()).collect();
    let weights: Vec<f32> = open.iter().map(|open| weight(open.wording.asked.len())).collect();
    let Compared { alike, least } = compare(&texts, embedder);
    let found = groups(alike.clone(), &weights, least);
    let members = found.iter().map(|group| central(&alike, &weights, group));
    let shown = members.filter_map(|members| {
        let members: Vec<&Open> = members.into_iter().map(|member| &open[member]).collect();
        group(&members, whole)
    });
    let mut shown: Vec<QuestionGroup> = shown.collect();
    shown.sort_by(|a, b| {
        (b.times, &b.last_at.0, &a.question).cmp(&(a.times, &a.last_at.0, &b.question))
    });
    shown
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand questions")]
fn weight(times: usize) -> f32 {
    times as f32
}

/// A group from its members, of which the first is most like the others.
fn group(members: &[&Open], whole: bool) -> Option<QuestionGroup> {
    let first = members.first()?;
    let asked = members.iter().flat_map(|member| &member.wording.asked);
    let conversations: BTreeSet<&str> = asked.clone().map(|(_, id)| id.as_str()).collect();
    let last_at = asked.map(|(at, _)| at.clone()).max().unwrap_or_default();
    let examples = members.iter().filter_map(|member| member.wording.example(whole));
    let mut draft_questions: Vec<String> =
        members.iter().filter_map(|member| member.wording.draft()).collect();
    draft_questions.truncate(MOST_EXAMPLES);
    Some(QuestionGroup {
        question: first.wording.shown(whole),
        times: members.iter().map(|member| member.wording.times()).sum(),
        conversations: i64::try_from(conversations.len()).unwrap_or(i64::MAX),
        last_at: Timestamp(last_at),
        locales: locales(members),
        examples: examples.take(MOST_EXAMPLES).collect(),
        nearest: first.nearest.clone(),
        draft_questions,
    })
}

/// The languages of a group, most frequent first.
fn locales(members: &[&Open]) -> Vec<String> {
    let mut times: BTreeMap<&str, i64> = BTreeMap::new();
    for member in members {
        *times.entry(&member.wording.locale).or_default() += member.wording.times();
    }
    let mut sorted: Vec<(&str, i64)> = times.into_iter().collect();
    sorted.sort_by_key(|(locale, times)| (-times, *locale));
    sorted.into_iter().map(|(locale, _)| locale.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str, locale: &str, conversations: &[&str]) -> Open {
        let at = |place: usize| format!("2026-11-22T10:00:0{place}.000Z");
        let asked = conversations.iter().enumerate().map(|(n, id)| (at(n), (*id).to_owned()));
        let wording =
            Wording { text: text.to_owned(), locale: locale.to_owned(), asked: asked.collect() };
        Open { wording, nearest: None }
    }

    #[test]
    fn a_group_tells_how_often_and_by_whom_it_was_asked() {
        let open = vec![
            asked("Can you repair broken zips?", "en", &["a"]),
            asked("Do you have a shop in Bergen?", "en", &["d", "e", "f", "g"]),
            asked("Do you repair broken zips?", "en", &["b", "c"]),
            asked("Do you repair broken zips, as of FW-100012?", "nb", &["a"]),
        ];
        let groups = in_groups(open, None, true);
        assert_eq!(groups.iter().map(|group| group.times).collect::<Vec<_>>(), [4, 4]);
        let zips = groups.iter().find(|group| group.question.contains("zip")).unwrap();
        assert_eq!((zips.conversations, zips.examples.len()), (3, 3));
        assert_eq!(zips.locales, ["en", "nb"]);
        assert_eq!(zips.draft_questions.len(), 2, "the one with a number is no example");
        assert_eq!(zips.last_at.as_str(), "2026-11-22T10:00:01.000Z");
    }
}
