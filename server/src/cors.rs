//! Which pages may talk to which site: a site's own origins and nobody else's.

use crate::app::App;
use crate::store;
use axum::http::{HeaderName, HeaderValue, Method, header, request::Parts};
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::{AllowOrigin, Any, CorsLayer};
use vouch_shared::conversation::IDENTITY_HEADER;
use vouch_shared::id::is_client_id;

/// For the API: the origins of the site that the request is about.
pub fn api(app: &Arc<App>) -> CorsLayer {
    let app = app.clone();
    let allowed = move |origin: HeaderValue, parts: &Parts| {
        let (app, path) = (app.clone(), parts.uri.path().to_owned());
        async move { is_allowed(&app, &path, &origin).await }
    };
    CorsLayer::new()
        .allow_origin(AllowOrigin::async_predicate(allowed))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static(IDENTITY_HEADER),
        ])
        .expose_headers([header::RETRY_AFTER, HeaderName::from_static("x-request-id")])
        .max_age(Duration::from_hours(2))
}

/// For scripts, the wasm and public keys: any page.
pub fn public() -> CorsLayer {
    CorsLayer::new().allow_origin(Any).allow_methods([Method::GET])
}

async fn is_allowed(app: &App, path: &str, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    if origin == app.config.server.public_url {
        return true;
    }
    let mut parts = path.trim_start_matches("/v1/").split('/');
    let site = match (parts.next(), parts.next()) {
        (Some("sites"), Some(site)) => app.sites.find(site),
        (Some("conversations"), Some(id)) if is_client_id(id) => {
            match store::conversation::find(&app.store, id).await {
                Ok(Some(row)) => app.sites.find(&row.site),
                _ => return listed_anywhere(app, origin),
            }
        }
        _ => None,
    };
    site.is_some_and(|site| site.origins.iter().any(|allowed| allowed == origin))
}

/// For a conversation that is not there, so that the page may read that it is not.
fn listed_anywhere(app: &App, origin: &str) -> bool {
    app.sites.all().iter().any(|site| site.origins.iter().any(|allowed| allowed == origin))
}
