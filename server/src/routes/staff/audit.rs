//! The audit log: read, and exported whole.

use crate::error::Error;
use crate::guard::StaffOnSite;
use crate::staff::audit_log::{self, Asked, CSV_HEAD, Format};
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde::Deserialize;
use vouch_shared::audit::AuditPage;
use vouch_shared::problem::Problem;

#[derive(Debug, Default, Deserialize)]
pub struct AuditQuery {
    actor: Option<String>,
    action: Option<String>,
    from: Option<String>,
    until: Option<String>,
    before: Option<String>,
    format: Option<String>,
}

impl AuditQuery {
    fn asked(self) -> Asked {
        let Self { actor, action, from, until, before, .. } = self;
        Asked { actor, action, from, until, before }
    }

    fn format(&self) -> Result<Format, Error> {
        match self.format.as_deref() {
            None | Some("jsonl") => Ok(Format::JsonLines),
            Some("csv") => Ok(Format::Csv),
            Some(_) => Err(Error::invalid("format", "there are `jsonl` and `csv`")),
        }
    }
}

type Asking = Result<Query<AuditQuery>, QueryRejection>;

fn read(query: Asking) -> Result<AuditQuery, Error> {
    let unreadable = |_| Error::invalid("", "the query of this address cannot be read");
    query.map(|Query(query)| query).map_err(unreadable)
}

/// What staff did, newest first.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/audit",
    params(("site" = String, Path), ("actor" = Option<String>, Query),
        ("action" = Option<String>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query), ("before" = Option<String>, Query)),
    responses((status = 200, body = AuditPage), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn list_entries(
    staff: StaffOnSite,
    query: Asking,
) -> Result<axum::Json<AuditPage>, Error> {
    let filter = audit_log::filter(&staff.member, staff.site_key(), read(query)?.asked())?;
    Ok(axum::Json(audit_log::page(&staff.app, &filter).await?))
}

/// The same as a file: JSON lines, or CSV with `format=csv`. It is written as it is read, so its
/// length is no matter.
#[utoipa::path(get, path = "/v1/staff/sites/{site}/audit/export",
    params(("site" = String, Path), ("actor" = Option<String>, Query),
        ("action" = Option<String>, Query), ("from" = Option<String>, Query),
        ("until" = Option<String>, Query), ("format" = Option<String>, Query)),
    responses((status = 200, body = String, content_type = "application/x-ndjson"),
        (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn export_entries(staff: StaffOnSite, query: Asking) -> Result<Response, Error> {
    let query = read(query)?;
    let format = query.format()?;
    let filter = audit_log::filter(&staff.member, staff.site_key(), query.asked())?;
    audit_log::note_export(&staff.app, &staff.member, staff.site_key()).await?;
    let (media_type, file, head) = match format {
        Format::JsonLines => ("application/x-ndjson", "audit.jsonl", ""),
        Format::Csv => ("text/csv; charset=utf-8", "audit.csv", CSV_HEAD),
    };
    let lines =
        stream::unfold((staff.app, filter, head), move |(app, mut filter, head)| async move {
            // A failure in the middle cuts the file off, which the client sees as an error.
            let next = audit_log::lines(&app, &mut filter, format).await.transpose();
            let next = match next {
                None if head.is_empty() => return None,
                None => Ok(head.to_owned()),
                Some(lines) => lines.map(|lines| format!("{head}{lines}")),
            };
            Some((next.map(Bytes::from), (app, filter, "")))
        });
    let disposition = format!("attachment; filename=\"{file}\"");
    let headers =
        [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(lines)).into_response())
}
