//! A page with the real tag on it, for the console's preview. It shows nothing that the shop's own
//! pages do not show, so anybody may see it; only this server's pages may frame it.

use crate::app::App;
use crate::error::Error;
use crate::extract::PathText;
use crate::routes::site;
use anyhow::Context as _;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, html};
use serde::Deserialize;
use std::sync::Arc;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    connect-src 'self'; img-src 'self' data:; style-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'self'";

/// The look to try; each part as the tag's attribute takes it, empty for the site's own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Look {
    accent: String,
    theme: String,
    position: String,
}

/// Shows the page.
pub async fn show_preview(
    State(app): State<Arc<App>>,
    PathText(key): PathText,
    look: Result<Query<Look>, QueryRejection>,
) -> Result<Response, Error> {
    let site = site::find(&app, &key)?;
    let keys = app.keys.site(&site.key).context("the site has no keys; run `vouch key create`")?;
    let Query(look) = look.unwrap_or_default();
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let page = html! {
        (DOCTYPE)
        html lang=(site.locale) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (site.name) }
                script async src="/embed.js" data-site=(site.key) data-key=(keys.set.root.kid)
                    data-accent=[given(&look.accent)] data-theme=[given(&look.theme)]
                    data-position=[given(&look.position)] data-open {}
            }
            body {}
        }
    };
    let mut response = page.into_string().into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
