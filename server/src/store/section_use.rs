//! In which turns a section's version was shown, and what shoppers said of it: an index of the
//! ledger, written in the ledger's own transaction.

use super::{Error, Store};
use sqlx::AnyConnection;
use std::collections::BTreeMap;
use vouch_shared::card::PolicyEvidence;
use vouch_shared::id::SiteKey;
use vouch_shared::knowledge::VersionId;

/// A section that a card showed.
#[derive(Clone, Debug)]
pub struct Shown {
    pub card: String,
    pub evidence: PolicyEvidence,
}

/// Notes that a card showed a section.
pub async fn insert(
    connection: &mut AnyConnection,
    (site, conversation): (&str, &str),
    shown: &Shown,
    at: &str,
) -> Result<(), Error> {
    let sql = "INSERT INTO section_use (site, document, locale, version, section, card, \
               conversation, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
               ON CONFLICT (card, document, section) DO NOTHING";
    let PolicyEvidence { document, section, locale, version, .. } = &shown.evidence;
    sqlx::query(sql)
        .bind(site)
        .bind(document)
        .bind(locale)
        .bind(i64::from(*version))
        .bind(section)
        .bind(&shown.card)
        .bind(conversation)
        .bind(at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes what a shopper said of a card.
pub async fn judge(
    connection: &mut AnyConnection,
    conversation: &str,
    card: &str,
    verdict: &str,
) -> Result<(), Error> {
    let sql = "UPDATE section_use SET verdict = $3 WHERE card = $2 AND conversation = $1";
    sqlx::query(sql).bind(conversation).bind(card).bind(verdict).execute(connection).await?;
    Ok(())
}

/// In how many answers each section of a version was shown, and how many of them were complained
/// about.
pub async fn of_version(
    store: &Store,
    site: &SiteKey,
    id: &VersionId,
) -> Result<BTreeMap<String, (i64, i64)>, Error> {
    let sql = "SELECT section, COUNT(*), CAST(SUM(CASE WHEN verdict IN ('wrong', 'not_helpful') \
               THEN 1 ELSE 0 END) AS BIGINT) FROM section_use WHERE site = $1 AND document = $2 \
               AND locale = $3 AND version = $4 GROUP BY section";
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(sql)
        .bind(site.as_str())
        .bind(&id.document)
        .bind(&id.locale)
        .bind(id.version)
        .fetch_all(store.pool())
        .await?;
    Ok(rows.into_iter().map(|(section, uses, complaints)| (section, (uses, complaints))).collect())
}
