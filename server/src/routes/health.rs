//! For operators: is it alive, is it ready, how is it doing.

use crate::app::App;
use crate::routes::asset;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Whether the server can do its work, with a word on each part.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Readiness {
    pub ready: bool,
    pub parts: BTreeMap<String, String>,
}

/// The process runs.
#[utoipa::path(get, path = "/healthz", responses((status = 200, body = String)))]
pub async fn show_health() -> &'static str {
    "ok"
}

/// The database answers and every site can sign. Missing knowledge, a missing widget, a missing
/// encoder and a stop are told, but shoppers can still reach a person, so the server counts as
/// ready.
#[utoipa::path(get, path = "/readyz",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness)))]
pub async fn show_readiness(State(app): State<Arc<App>>) -> (StatusCode, Json<Readiness>) {
    let mut parts = BTreeMap::new();
    let database = app.store.ping().await.is_ok();
    let word = |good: bool, bad: &str| if good { "ok".to_owned() } else { bad.to_owned() };
    parts.insert("database".to_owned(), word(database, "does not answer"));
    parts.insert("widget".to_owned(), word(asset::is_complete(), "not built into this binary"));
    let encoder = app.library.weights().problem();
    parts.insert("encoder".to_owned(), encoder.unwrap_or("ok").to_owned());
    parts.insert("answers".to_owned(), word(!app.stop.is_active(), "stopped by an operator"));
    let mut signing = true;
    for site in app.sites.all().iter() {
        let keys = app.keys.site(&site.key);
        let now = app.clock.now();
        let can_sign = keys.as_ref().is_some_and(|keys| keys.signer(now).is_some());
        let in_a_month = keys.is_some_and(|keys| keys.is_good_for_a_month(now));
        signing &= can_sign;
        let state = match (can_sign, in_a_month) {
            (true, true) => "ok",
            (true, false) => "run out within a month; run `vouch key rotate`",
            (false, _) => "no valid signing key",
        };
        parts.insert(format!("keys {}", site.key), state.to_owned());
        let knows = app.library.find(site, &site.locale).map(|knowledge| {
            let (count, version) = (knowledge.sections.len(), knowledge.version);
            format!("{count} answers, version {version}, {}", knowledge.engine().name())
        });
        let knows =
            knows.unwrap_or_else(|| "nothing published; every question is handed off".to_owned());
        parts.insert(format!("knowledge {}", site.key), knows);
    }
    let ready = database && signing;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, parts }))
}

static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();

/// Starts counting; later calls change nothing.
pub fn install_metrics() {
    METRICS.get_or_init(|| {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        // Somebody else's recorder is only in place in tests of other crates.
        let _ = metrics::set_global_recorder(recorder);
        handle
    });
}

/// Drops what nobody scraped, so that memory stays bounded.
pub fn tidy_metrics() {
    if let Some(handle) = METRICS.get() {
        handle.run_upkeep();
    }
}

/// Counters in the Prometheus text format.
pub async fn show_metrics() -> String {
    METRICS.get().map(PrometheusHandle::render).unwrap_or_default()
}
