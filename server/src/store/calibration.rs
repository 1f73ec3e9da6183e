//! Calibrations: rows are added, the newest of a site and language counts.

use super::{Error, Store};
use sqlx::FromRow;
use std::collections::BTreeMap;
use vouch_shared::id::SiteKey;

/// A stored calibration.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CalibrationRow {
    pub locale: String,
    pub version: i64,
    pub cases: String,
    pub risk: String,
    pub configured_risk: String,
    pub proven: i64,
    pub knowledge_version: i64,
    pub author: Option<String>,
    pub created_at: String,
}

/// Adds a calibration behind the newest of its site and language; its own `version` is not read.
/// Gives the version that it got.
pub async fn insert(store: &Store, site: &SiteKey, row: &CalibrationRow) -> Result<i64, Error> {
    let sql = "INSERT INTO calibration (site, locale, version, cases, risk, configured_risk, \
               proven, knowledge_version, author, created_at) \
               SELECT $1, $2, COALESCE(MAX(c.version), 0) + 1, $3, $4, $5, $6, $7, $8, $9 \
               FROM calibration c WHERE c.site = $1 AND c.locale = $2 RETURNING version";
    Ok(sqlx::query_scalar(sql)
        .bind(site.as_str())
        .bind(&row.locale)
        .bind(&row.cases)
        .bind(&row.risk)
        .bind(&row.configured_risk)
        .bind(row.proven)
        .bind(row.knowledge_version)
        .bind(row.author.as_deref())
        .bind(&row.created_at)
        .fetch_one(store.pool())
        .await?)
}

/// A site's newest calibration of each language.
pub async fn newest(store: &Store, site: &SiteKey) -> Result<Vec<CalibrationRow>, Error> {
    let sql = "SELECT locale, version, cases, risk, configured_risk, proven, knowledge_version, \
               author, created_at FROM calibration c WHERE site = $1 AND version = \
               (SELECT MAX(n.version) FROM calibration n WHERE n.site = c.site \
               AND n.locale = c.locale) ORDER BY locale";
    Ok(sqlx::query_as(sql).bind(site.as_str()).fetch_all(store.pool()).await?)
}

/// How many calibrations each site has had, in all its languages.
pub async fn counts(store: &Store) -> Result<BTreeMap<String, i64>, Error> {
    let sql = "SELECT site, COUNT(*) FROM calibration GROUP BY site ORDER BY site";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(store.pool()).await?;
    Ok(rows.into_iter().collect())
}
