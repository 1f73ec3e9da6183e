//! A store that hangs is left alone after a while, is found again when it is back, and is no other
//! site's trouble.

use super::fake::Fake;
use super::store::{NOW, Store, outcome, with_email};
use crate::orders::{Lookup, OrderReader, OrdersConfig};
use axum::Router;
use axum::routing::post;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_millis(200);

fn config(fake: &Fake) -> OrdersConfig {
    let toml = format!(
        "url = {:?}\npreset = \"http\"\nkey = \"0123456789abcdef0123456789abcdef\"\n\
         timeout_ms = {}",
        format!("{}/orders", fake.url),
        LIMIT.as_millis()
    );
    toml::from_str(&toml).unwrap()
}

/// How long a look-up took, and why it came to nothing.
async fn failure(reader: &OrderReader) -> (Duration, String) {
    let begun = Instant::now();
    let lookup = reader.look_up(&with_email("1001", "ada@example.com"), NOW).await;
    let Lookup::Unavailable { detail } = lookup else { panic!("{lookup:?}") };
    (begun.elapsed(), detail)
}

/// An endpoint that hangs as long as it is told to, and counts who asked.
async fn sometimes_hanging() -> (Fake, Arc<AtomicBool>, Arc<AtomicUsize>) {
    let (hangs, asked) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicUsize::new(0)));
    let (hanging, count) = (hangs.clone(), asked.clone());
    let route = post(async move || {
        count.fetch_add(1, Ordering::SeqCst);
        if hanging.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
        axum::Json(json!({ "orders": [] }))
    });
    (Fake::serve(Router::new().route("/orders", route)).await, hangs, asked)
}

#[tokio::test]
async fn a_hanging_store_is_left_alone_and_found_again() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let (fake, hangs, asked) = sometimes_hanging().await;
    let site = vouch_shared::id::SiteKey::from("pk_slow");
    let reader = OrderReader::new(&config(&fake)).unwrap().for_site(&site);
    for _ in 0..5 {
        let (taken, detail) = failure(&reader).await;
        assert!(taken >= LIMIT && taken < LIMIT * 4, "{taken:?}");
        assert!(detail.starts_with("no answer within 200 ms"), "{detail}");
    }
    let (taken, detail) = failure(&reader).await;
    assert!(taken < LIMIT / 2, "{taken:?}");
    assert!(detail.contains("not asked") && detail.contains("in 1 s"), "{detail}");
    assert_eq!(asked.load(Ordering::SeqCst), 5);
    let figures = recorder.handle().render();
    let open = r#"vouch_orders_circuit_open{site="pk_slow",source="http"} 1"#;
    assert!(figures.contains(open), "{figures}");

    hangs.store(false, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(1_050)).await;
    let claim = with_email("1001", "ada@example.com");
    assert_eq!(outcome(&reader.look_up(&claim, NOW).await), "no match");
    assert_eq!(outcome(&reader.look_up(&claim, NOW).await), "no match");
    assert_eq!(asked.load(Ordering::SeqCst), 7);
    let figures = recorder.handle().render();
    for line in [
        r#"vouch_orders_circuit_open{site="pk_slow",source="http"} 0"#,
        r#"vouch_order_read_seconds_count{site="pk_slow",source="http",outcome="failed"} 5"#,
        r#"vouch_order_read_seconds_count{site="pk_slow",source="http",outcome="not_asked"} 1"#,
        r#"vouch_order_read_seconds_count{site="pk_slow",source="http",outcome="read"} 2"#,
    ] {
        assert!(figures.contains(line), "{line} is not in\n{figures}");
    }
}

#[tokio::test]
async fn more_shoppers_than_connections_are_all_answered_in_time() {
    let reader = OrderReader::new(&config(&Fake::silent().await)).unwrap();
    let begun = Instant::now();
    let claim = with_email("1001", "ada@example.com");
    let lookups = (0..20).map(|_| reader.look_up(&claim, NOW));
    for lookup in futures_util::future::join_all(lookups).await {
        assert_eq!(outcome(&lookup), "unavailable");
    }
    assert!(begun.elapsed() < LIMIT * 4, "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_sites_store_keeps_its_time() {
    let slow = OrderReader::new(&config(&Fake::silent().await)).unwrap();
    let store = Store::new().await;
    let healthy = store.reader();
    let claim = with_email("PAID", "ada@example.com");
    healthy.look_up(&claim, NOW).await;
    let stuck = futures_util::future::join_all((0..40).map(|_| slow.look_up(&claim, NOW)));
    let others = async {
        let mut longest = Duration::ZERO;
        for _ in 0..20 {
            let begun = Instant::now();
            assert_eq!(outcome(&healthy.look_up(&claim, NOW).await), "verified");
            longest = longest.max(begun.elapsed());
        }
        longest
    };
    let (stuck, longest) = tokio::join!(stuck, others);
    assert!(stuck.iter().all(|lookup| outcome(lookup) == "unavailable"));
    assert!(longest < LIMIT, "{longest:?}");
}

/// A database that takes connections and says nothing, like an endpoint that does.
#[tokio::test]
async fn a_hanging_database_is_left_alone_too() {
    let silent = Fake::silent().await;
    let host = silent.url.strip_prefix("http://").unwrap();
    let mut config = Store::new().await.config;
    config.url = crate::secret::Secret::new(format!("postgres://reader:hunter2@{host}/shop"));
    config.timeout_ms = 100;
    let reader = OrderReader::new(&config).unwrap();
    for _ in 0..5 {
        assert!(failure(&reader).await.1.starts_with("no answer within 100 ms"));
    }
    let (taken, detail) = failure(&reader).await;
    assert!(taken < Duration::from_millis(50) && detail.contains("not asked"), "{detail}");
    assert!(!detail.contains("hunter2"));
}
