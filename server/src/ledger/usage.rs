//! Which sections a turn showed, and what the shopper said of them: rows beside the ledger that
//! save editors from searching it.

use super::entry::Entry;
use crate::store;
use crate::store::section_use::{self, Shown};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sqlx::AnyConnection;
use vouch_shared::card::{Card, Evidence};
use vouch_shared::conversation::Verdict;

/// Notes what an entry says about sections.
pub(super) async fn note(
    connection: &mut AnyConnection,
    (site, conversation): (&str, &str),
    entry: &Entry,
) -> Result<(), store::Error> {
    match entry {
        Entry::Turn { at, cards, .. } => {
            for shown in cards.iter().filter_map(|card| shown(card)) {
                section_use::insert(connection, (site, conversation), &shown, at).await?;
            }
        }
        Entry::Feedback { card, verdict, .. } => {
            let verdict = name(*verdict);
            section_use::judge(connection, conversation, card.as_str(), verdict).await?;
        }
        _ => {}
    }
    Ok(())
}

/// The section that a signed card shows. Only our own cards come here, so the signature is not
/// checked again.
fn shown(jws: &str) -> Option<Shown> {
    let payload = URL_SAFE_NO_PAD.decode(jws.split('.').nth(1)?).ok()?;
    let card: Card = serde_json::from_slice(&payload).ok()?;
    let Evidence::Policy(evidence) = card.evidence else { return None };
    Some(Shown { card: card.id.0, evidence })
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Helpful => "helpful",
        Verdict::NotHelpful => "not_helpful",
        Verdict::Wrong => "wrong",
    }
}
