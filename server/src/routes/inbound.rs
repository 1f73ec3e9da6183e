//! Mails that the shop's mail server or provider hands in.

use crate::app::App;
use crate::error::Error;
use crate::extract::PathText;
use crate::handoff::inbound::{self, Shown};
use crate::orders::signing::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use crate::routes::site;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, Uri};
use std::sync::Arc;
use vouch_shared::problem::Problem;
use vouch_shared::reply::InboundTaken;

/// The largest mail, in bytes. Only its text is kept.
pub const MAX_MAIL_BYTES: usize = 20_000_000;

/// Takes a mail, as it came (RFC 5322). `Vouch-Timestamp` and `Vouch-Signature` show that whoever
/// hands it in knows the site's `inbound_key`.
#[utoipa::path(post, path = "/v1/inbound/{site}", params(("site" = String, Path)),
    request_body(content = String, content_type = "message/rfc822"),
    responses((status = 200, body = InboundTaken), (status = 403, body = Problem),
    (status = 404, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn take_mail(
    State(app): State<Arc<App>>,
    PathText(key): PathText,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<axum::Json<InboundTaken>, Error> {
    let site = site::find(&app, &key)?;
    let body = body.map_err(|_| Error::TooLarge { max_bytes: MAX_MAIL_BYTES })?;
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let shown = Shown {
        timestamp: text(TIMESTAMP_HEADER).unwrap_or_default(),
        signature: text(SIGNATURE_HEADER).unwrap_or_default(),
        path: uri.path_and_query().map_or("/", |path| path.as_str()),
    };
    inbound::check(&app, &site, shown, &body)?;
    let worker = app.clone();
    let taken = app.see_through(async move { inbound::take(&worker, site, &body).await });
    Ok(axum::Json(taken.await?))
}
