//! What a widget learns before it opens.

use crate::app::App;
use crate::auth::token::sha256_hex;
use crate::config::{Logo, Resume};
use crate::conversation::session::Visitor;
use crate::error::Error;
use crate::extract::PathText;
use crate::setup::seen;
use crate::sites::OpenSite;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;
use vouch_shared::conversation::MAX_TEXT_CHARS;
use vouch_shared::id::SiteKey;
use vouch_shared::problem::Problem;
use vouch_shared::site::SiteConfig;

/// The page's language.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct ConfigQuery {
    /// BCP 47; the site's own where absent or unknown.
    pub locale: Option<String>,
}

/// The site of a URL, or "not found".
pub fn find(app: &App, key: &str) -> Result<Arc<OpenSite>, Error> {
    app.sites.find(key).ok_or(Error::NotFound("no site has this key; check `data-site`"))
}

/// Where the logo is; another picture has another address.
fn logo_url(app: &App, site: &SiteKey, logo: &Logo) -> String {
    let version = &sha256_hex(&logo.bytes)[..16];
    format!("{}/v1/sites/{site}/logo?v={version}", app.config.server.public_url)
}

/// Texts, look, quick replies and keys of a site.
#[utoipa::path(get, path = "/v1/sites/{site}/config", params(("site" = String, Path), ConfigQuery),
    responses((status = 200, body = SiteConfig), (status = 404, body = Problem)))]
pub async fn show_config(
    State(app): State<Arc<App>>,
    PathText(site): PathText,
    headers: HeaderMap,
    query: Result<Query<ConfigQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Error> {
    let Query(query) = query.map_err(|error| Error::invalid("locale", error.body_text()))?;
    let site = find(&app, &site)?;
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    seen::note(&app, &site.key, origin);
    let visitor = Visitor::new(&app, site.clone(), query.locale.as_deref());
    let texts = visitor.texts();
    let shop = [("shop", site.name.as_str())];
    let config = SiteConfig {
        site: site.key.clone(),
        name: site.name.clone(),
        locale: texts.locale().to_owned(),
        direction: texts.direction().to_owned(),
        theme: site.theme.clone(),
        accent: site.accent.clone(),
        logo: site.logo.as_ref().map(|logo| logo_url(&app, &site.key, logo)),
        resume_across_visits: site.resume == Resume::Visits,
        max_text_chars: MAX_TEXT_CHARS,
        quick_replies: visitor.quick_replies(),
        expected_by: visitor.expected_by(app.clock.now()),
        texts: texts.for_widget(&shop),
        keys: visitor.keys()?.set.clone(),
    };
    // Never from a cache: a widget that meets an unknown key asks again.
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(config)).into_response())
}
