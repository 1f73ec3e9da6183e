//! Reading the audit log: page by page, and whole as JSON lines or CSV.

use super::audit::Actor;
use super::member::Member;
use crate::app::App;
use crate::error::Error;
use crate::store;
use crate::store::audit::{AuditFilter, AuditRow};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vouch_shared::audit::{AuditEntry, AuditPage};
use vouch_shared::id::{SiteKey, Timestamp};
use vouch_shared::staff::Permission;

const PAGE: usize = 100;
/// How many entries are read at once for a file.
const BATCH: i64 = 1_000;

/// What is asked for, as it came; see [`filter`].
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub actor: Option<String>,
    pub action: Option<String>,
    /// The first moment, as RFC 3339.
    pub from: Option<String>,
    /// The moment after the last.
    pub until: Option<String>,
    pub before: Option<String>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    JsonLines,
    Csv,
}

/// The filter of what a member asks for on a site. Entries of no site, such as sign-ins, are those
/// of the site's staff, or of everybody for whoever reads the log of every site.
pub fn filter(member: &Member, site: &SiteKey, asked: Asked) -> Result<AuditFilter, Error> {
    let moment = |field: &str, text: Option<String>| {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(String::new()) };
        let moment = OffsetDateTime::parse(&text, &Rfc3339).map_err(|_| {
            Error::invalid(field, "write it as a moment such as 2026-11-22T10:00:00Z")
        })?;
        Ok::<_, Error>(crate::clock::timestamp(moment).0)
    };
    let everywhere = member.role_everywhere();
    Ok(AuditFilter {
        site: site.0.clone(),
        everybody: everywhere.is_some_and(|role| role.may(Permission::ReadAudit)),
        actor: asked.actor.unwrap_or_default().trim().to_lowercase(),
        action: asked.action.unwrap_or_default().trim().to_owned(),
        from: moment("from", asked.from)?,
        until: moment("until", asked.until)?,
        before: asked.before.unwrap_or_default(),
    })
}

/// A part of the log, newest first.
pub async fn page(app: &App, filter: &AuditFilter) -> Result<AuditPage, Error> {
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = store::audit::list(&app.store, filter, most).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let more = rows.last().filter(|_| has_more).map(|row| row.id.clone());
    Ok(AuditPage { entries: rows.into_iter().map(entry).collect(), more })
}

/// Notes that somebody took the log away.
pub async fn note_export(app: &App, member: &Member, site: &SiteKey) -> Result<(), Error> {
    let actor = Actor { who: &member.email, site: Some(site), now: app.clock.now() };
    let entry = actor.did("audit.export", site.as_str(), &serde_json::json!({}));
    Ok(store::audit::record(&app.store, &entry).await?)
}

/// The next lines of a file, or nothing at its end. `filter` is moved on.
pub async fn lines(
    app: &App,
    filter: &mut AuditFilter,
    format: Format,
) -> Result<Option<String>, Error> {
    let rows = store::audit::list(&app.store, filter, BATCH).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    filter.before.clone_from(&last.id);
    let line = |row: &AuditRow| match format {
        Format::JsonLines => json_line(row),
        Format::Csv => csv_line(row),
    };
    Ok(Some(rows.iter().map(line).collect()))
}

/// The line above all others of a CSV file.
pub const CSV_HEAD: &str = "id,at,actor,site,action,subject,detail\r\n";

fn entry(row: AuditRow) -> AuditEntry {
    let AuditRow { id, at, actor, site, action, subject, detail } = row;
    AuditEntry { id, at: Timestamp(at), actor, site, action, subject, detail }
}

fn json_line(row: &AuditRow) -> String {
    let detail: serde_json::Value = serde_json::from_str(&row.detail).unwrap_or_default();
    let mut line = serde_json::json!(row);
    line["detail"] = detail;
    format!("{line}\n")
}

/// RFC 4180, with every field quoted.
fn csv_line(row: &AuditRow) -> String {
    let AuditRow { id, at, actor, site, action, subject, detail } = row;
    let fields = [id, at, actor, site, action, subject, detail].map(|field| csv_field(field));
    fields.join(",") + "\r\n"
}

/// A field that no spreadsheet takes for a formula, whatever somebody chose to be called: OWASP's
/// advice on "CSV injection".
fn csv_field(text: &str) -> String {
    let is_risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let guard = if is_risky { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula_or_ends_early() {
        for (text, expected) in [
            ("ann@shop.example", "\"ann@shop.example\""),
            ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""),
            ("@sum(a1)", "\"'@sum(a1)\""),
            ("＝1", "\"'＝1\""),
            ("a \"b\", c\r\nd", "\"a \"\"b\"\", c\r\nd\""),
        ] {
            assert_eq!(csv_field(text), expected);
        }
    }
}
