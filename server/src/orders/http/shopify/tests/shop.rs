//! A shop on this machine that answers as Shopify does, and only what the contract allows.

use super::super::{FIND, ORDER, RECENT};
use super::schema::Schema;
use crate::orders::tests::fake::Fake;
use crate::orders::{OrderReader, OrdersConfig};
use axum::Router;
use axum::extract::{Json, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) const TOKEN: &str = "shpat_0123456789abcdef";

pub(super) fn found() -> Value {
    serde_json::from_str(include_str!("../contract/replies/find.json")).unwrap()
}

/// An order of three units that was delivered in two parcels.
pub(super) fn order() -> Value {
    serde_json::from_str(include_str!("../contract/replies/order.json")).unwrap()
}

/// What a search for an address gives, which compares loosely.
pub(super) fn listed() -> Value {
    serde_json::from_str(include_str!("../contract/replies/recent.json")).unwrap()
}

/// What the shop has, and how often it has no room.
pub(super) struct Shop {
    pub(super) found: Value,
    pub(super) order: Value,
    /// How many requests are throttled first.
    pub(super) throttled: usize,
    asked: AtomicUsize,
}

impl Shop {
    pub(super) fn new(order: Value) -> Self {
        Self { found: found(), order, throttled: 0, asked: AtomicUsize::new(0) }
    }

    pub(super) async fn serve(self) -> (Fake, Arc<Self>) {
        let schema = Schema::recorded();
        assert_eq!(schema.faults(FIND, &self.found), Vec::<String>::new());
        assert_eq!(schema.faults(ORDER, &self.order), Vec::<String>::new());
        let shop = Arc::new(self);
        let path = "/admin/api/2026-10/graphql.json";
        let routes = Router::new().route(path, post(answer)).with_state(shop.clone());
        (Fake::serve(routes).await, shop)
    }

    pub(super) fn times_asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn data(&self, query: &str, variables: &Value) -> Value {
        if query == FIND {
            let search = variables["search"].as_str().unwrap();
            // Shopify compares loosely; the exact comparison is ours.
            let hit = search.contains("1001") || search.contains("100");
            return if hit { self.found.clone() } else { json!({ "orders": { "nodes": [] } }) };
        }
        if query == RECENT {
            let hit = variables["search"] == "email:\"ada@example.com\"";
            return if hit { listed() } else { json!({ "orders": { "nodes": [] } }) };
        }
        assert_eq!(query, ORDER);
        let nothing = json!({ "order": null });
        let asked = &variables["id"];
        if self.order["order"]["id"] == *asked { self.order.clone() } else { nothing }
    }
}

async fn answer(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    Json(request): Json<Value>,
) -> Response {
    if headers.get("x-shopify-access-token").is_none_or(|token| token != TOKEN) {
        let errors = "[API] Invalid API key or access token";
        return (StatusCode::UNAUTHORIZED, Json(json!({ "errors": errors }))).into_response();
    }
    let cost = json!({ "cost": { "requestedQueryCost": 52, "actualQueryCost": 12, "throttleStatus":
        { "maximumAvailable": 2000.0, "currentlyAvailable": 42, "restoreRate": 100.0 } } });
    if shop.asked.fetch_add(1, Ordering::SeqCst) < shop.throttled {
        let errors = json!([{ "message": "Throttled", "extensions": { "code": "THROTTLED" } }]);
        return Json(json!({ "errors": errors, "extensions": cost })).into_response();
    }
    let data = shop.data(request["query"].as_str().unwrap(), &request["variables"]);
    Json(json!({ "data": data, "extensions": cost })).into_response()
}

pub(super) fn config(shop: &Fake) -> OrdersConfig {
    let toml = format!("url = {:?}\npreset = \"shopify\"\nkey = {TOKEN:?}", shop.url);
    toml::from_str(&toml).unwrap()
}

pub(super) fn reader(shop: &Fake) -> OrderReader {
    OrderReader::new(&config(shop)).unwrap()
}
