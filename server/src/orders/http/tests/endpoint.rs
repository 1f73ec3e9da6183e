//! An owner's endpoint, built after the documentation and not with our own code.

use crate::orders::tests::fake::Fake;
use crate::orders::{OrderReader, OrdersConfig};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::routing::post;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::HashSet;
use std::sync::{Arc, Mutex};

pub(super) const KEY: &str = "0123456789abcdef0123456789abcdef";
pub(super) const OLD_KEY: &str = "fedcba9876543210fedcba9876543210";
const WINDOW_S: i64 = 300;

/// What an endpoint answers with and remembers.
pub(super) struct Shop {
    pub(super) orders: Vec<Value>,
    pub(super) keys: Vec<&'static str>,
    pub(super) read_until: Option<&'static str>,
    /// Whether it looks at signatures at all.
    pub(super) careful: bool,
    seen: Mutex<HashSet<String>>,
}

impl Shop {
    pub(super) fn new(orders: Vec<Value>) -> Self {
        let seen = Mutex::default();
        Self { orders, keys: vec![KEY], read_until: None, careful: true, seen }
    }

    pub(super) async fn serve(self) -> Fake {
        let shop = Arc::new(self);
        let routes = Router::new()
            .route("/vouch/orders", post(answer))
            .route("/vouch/recent", post(list))
            .with_state(shop);
        Fake::serve(routes).await
    }

    /// The question, or the answer to one that is not to be answered.
    fn question(
        &self,
        (method, uri, headers): (Method, Uri, HeaderMap),
        body: &[u8],
        faults: fn(&Value) -> Vec<String>,
    ) -> Result<Value, StatusCode> {
        if self.careful && !self.accepts(&method, &uri, &headers, body) {
            return Err(StatusCode::UNAUTHORIZED);
        }
        let question: Value = serde_json::from_slice(body).unwrap();
        assert_eq!(faults(&question), Vec::<String>::new());
        let request = question["request_id"].as_str().unwrap().to_owned();
        let new = self.seen.lock().unwrap().insert(request);
        if new { Ok(question) } else { Err(StatusCode::CONFLICT) }
    }

    fn accepts(&self, method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> bool {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let (Some(timestamp), Some(signature)) =
            (header("vouch-timestamp"), header("vouch-signature"))
        else {
            return false;
        };
        let now = crate::clock::Clock::System.now().unix_timestamp();
        let recent = timestamp.parse().is_ok_and(|at: i64| (now - at).abs() <= WINDOW_S);
        let path = uri.path_and_query().unwrap().as_str();
        let fits = |key: &&str| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
            mac.update(format!("{timestamp}\n{method}\n{path}\n").as_bytes());
            mac.update(body);
            signature == format!("v1={}", hex(&mac.finalize().into_bytes()))
        };
        recent && self.keys.iter().any(fits)
    }
}

async fn answer(
    State(shop): State<Arc<Shop>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<axum::Json<Value>, StatusCode> {
    let question =
        shop.question((method, uri, headers), &body, super::messages::faults_of_request)?;
    let of_number = |order: &&Value| order["number"] == question["number"];
    let orders: Vec<&Value> = shop.orders.iter().filter(of_number).collect();
    let mut answer = json!({ "orders": orders });
    if let Some(read_until) = shop.read_until {
        answer["read_until"] = read_until.into();
    }
    Ok(axum::Json(answer))
}

/// The orders of an address, compared loosely: all that begin like it.
async fn list(
    State(shop): State<Arc<Shop>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<axum::Json<Value>, StatusCode> {
    let question =
        shop.question((method, uri, headers), &body, super::recent::faults_of_request)?;
    let asked = question["email"].as_str().unwrap();
    let name = asked.split('@').next().unwrap();
    let of = |order: &&Value| order["email"].as_str().unwrap().to_lowercase().starts_with(name);
    let listed = |order: &Value| {
        json!({ "number": order["number"], "email": order["email"], "state": order["state"],
            "placed_at": order["placed_at"] })
    };
    let orders: Vec<Value> = shop.orders.iter().filter(of).map(listed).collect();
    Ok(axum::Json(json!({ "orders": orders })))
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()
}

/// An order of Ada's that was delivered in two parcels.
pub(super) fn delivered() -> Value {
    json!({
        "id": 7, "number": "1001", "email": "Ada@example.com", "postcode": "SW1A 1AA",
        "state": "delivered", "store_state": "Zugestellt",
        "placed_at": "2026-11-01T10:00:00Z", "paid_at": "2026-11-01T10:05:00+00:00",
        "packed_at": null, "shipped_at": "2026-11-03T09:00:00Z",
        "delivered_at": "2026-11-05T11:00:00Z",
        "total_minor": 3400, "lines_minor": 3000, "shipping_minor": 500, "discount_minor": 100,
        "items": [
            {"line_id": "a", "name": "Rain jacket", "quantity": 2, "shipped": 2, "returned": 0,
             "unit_minor": 1000},
            {"line_id": "b", "name": "Wool socks", "quantity": 1, "shipped": 1, "returned": 0,
             "unit_minor": 1000}
        ],
        "parcels": [
            {"parcel_id": 1, "carrier": "Bring", "tracking_number": "TR1",
             "tracking_url": "https://tracking.bring.com/t/TR1",
             "shipped_at": "2026-11-02T15:00:00Z", "delivered_at": "2026-11-04T11:00:00Z",
             "items": [{"line_id": "a", "quantity": 2}]},
            {"parcel_id": 2, "order_id": 7, "carrier": "Bring", "tracking_number": "TR2",
             "shipped_at": "2026-11-03T09:00:00Z", "delivered_at": "2026-11-05T11:00:00Z"}
        ]
    })
}

pub(super) fn config(url: &str) -> OrdersConfig {
    let toml = format!("url = {url:?}\npreset = \"http\"\nkey = {KEY:?}\ntimeout_ms = 400");
    toml::from_str(&toml).unwrap()
}

pub(super) fn reader(shop: &Fake) -> OrderReader {
    OrderReader::new(&config(&format!("{}/vouch/orders", shop.url))).unwrap()
}
