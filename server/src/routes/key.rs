//! Public keys, current and past.

use crate::app::App;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use vouch_shared::id::SiteKey;
use vouch_shared::key::Jwk;

/// All keys as a JWK set (RFC 7517), and each site's list as its root key signed it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Jwks {
    /// Root and signing keys of all sites.
    pub keys: Vec<Jwk>,
    /// Compact JWS of the key list, by site.
    pub lists: BTreeMap<SiteKey, String>,
}

/// Root and signing keys, and the signed lists of them.
#[utoipa::path(get, path = "/.well-known/jwks.json", responses((status = 200, body = Jwks)))]
pub async fn show_jwks(State(app): State<Arc<App>>) -> Json<Jwks> {
    let sites = app.keys.all();
    let signing = |keys: &crate::auth::site_key::SiteKeys| -> Vec<Jwk> {
        keys.list.keys.iter().map(|key| key.jwk.clone()).collect()
    };
    let keys =
        sites.values().flat_map(|keys| std::iter::once(keys.set.root.clone()).chain(signing(keys)));
    let lists = sites.iter().map(|(site, keys)| (site.clone(), keys.set.list.clone()));
    Json(Jwks { keys: keys.collect(), lists: lists.collect() })
}
