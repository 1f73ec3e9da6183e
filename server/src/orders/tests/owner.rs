//! What an owner is told about a configuration and a store.

use super::store::{NOW, Store};
use crate::orders::{OrderNumber, OrderReader, OrdersConfig, OrdersError, Report};

/// What is wrong, one line each.
async fn wrong(store: &Store, number: Option<&str>) -> String {
    let number = number.map(|number| OrderNumber::parse(number).unwrap());
    let report = store.reader().check(number.as_ref(), NOW).await;
    let lines = report.findings.iter().filter(|finding| !finding.ok);
    let lines: Vec<String> = lines.map(|f| format!("{}: {}", f.subject, f.detail)).collect();
    assert_eq!(report.is_ok(), lines.is_empty());
    lines.join("\n")
}

fn detail<'r>(report: &'r Report, subject: &str) -> &'r str {
    let finding = report.findings.iter().find(|finding| finding.subject == subject);
    &finding.unwrap_or_else(|| panic!("no finding for {subject}: {report:?}")).detail
}

#[tokio::test]
async fn a_good_store_is_good() {
    let store = Store::new().await;
    assert_eq!(wrong(&store, None).await, "");
    assert_eq!(wrong(&store, Some("delivered")).await, "");
    let number = OrderNumber::parse("delivered").unwrap();
    let report = store.reader().check(Some(&number), NOW).await;
    assert_eq!(detail(&report, "order.total_minor"), "BigInt; INTEGER");
    assert_eq!(detail(&report, "money_sums"), "holds");
    let shown = format!("{report:?}");
    assert!(!shown.contains("ada@") && !shown.contains("Rain jacket"), "{shown}");
}

#[tokio::test]
async fn missing_columns_are_named() {
    let mut store = Store::new().await;
    store.config.query.order =
        "SELECT id, number, email, postcode, placed_at, total_minor FROM orders WHERE number = $1"
            .into();
    store.config.query.parcels = "SELECT order_id, carrier FROM parcels WHERE order_id = $1".into();
    let wrong = wrong(&store, None).await;
    assert_eq!(
        wrong,
        "order.state: the query does not give this column; TEXT\n\
         parcels.parcel_id: the query does not give this column; TEXT or INTEGER"
    );
    let report = store.reader().check(None, NOW).await;
    assert!(detail(&report, "order.paid_at").starts_with("not given"));
}

#[tokio::test]
async fn wrong_types_are_explained_with_the_cast() {
    let mut store = Store::new().await;
    store.run("CREATE TABLE dated (order_id INTEGER, line_id INTEGER, name BLOB, quantity REAL, shipped BOOLEAN, returned INTEGER)").await;
    store.config.query.items = "SELECT * FROM dated WHERE order_id = $1".into();
    let wrong = wrong(&store, None).await;
    let lines: Vec<&str> = wrong.lines().collect();
    assert_eq!(lines.len(), 3, "{wrong}");
    assert_eq!(lines[0], "items.name: is Blob, but must be TEXT; write CAST(name AS TEXT)");
    assert!(lines[1].contains("is Double, but must be INTEGER; write CAST(quantity AS BIGINT)"));
    assert!(lines[2].contains("items.shipped: must be INTEGER; write CAST(shipped AS BIGINT)"));
}

#[tokio::test]
async fn broken_queries_and_missing_orders_are_told() {
    let mut store = Store::new().await;
    assert_eq!(wrong(&store, Some("nope")).await, "read: no order NOPE");
    store.run("UPDATE orders SET state = 'lost' WHERE number = 'PAID'").await;
    assert_eq!(wrong(&store, Some("paid")).await, "known_state: unknown state \"lost\"");
    store.config.query.items = "SELECT * FROM itms WHERE order_id = $1".into();
    assert_eq!(wrong(&store, None).await, "items: the query does not run: no such table: itms");
}

#[tokio::test]
async fn configurations_that_cannot_work_are_refused() {
    let store = Store::new().await;
    let refusal = |change: &dyn Fn(&mut OrdersConfig)| {
        let mut config = store.config.clone();
        change(&mut config);
        OrderReader::new(&config).unwrap_err()
    };
    let error = refusal(&|config| config.preset = "medsa".into()).to_string();
    assert!(error.contains("no preset \"medsa\"; there are: ") && error.contains(", medusa, "));
    let error = refusal(&|config| config.preset = "medusa".into()).to_string();
    assert_eq!(error, "orders.preset: `medusa` runs on postgres, but orders.url names sqlite");
    let option = |config: &mut OrdersConfig, value: toml::Value| {
        config.options.insert("prefix".into(), value);
    };
    let error = refusal(&|config| option(config, "x".into())).to_string();
    assert_eq!(error, "orders.options.prefix: the preset has no such option; it has: none");
    assert_eq!(
        refusal(&|config| config.allow_writable_role = Some(" ".into())),
        OrdersError::NoReason
    );
    assert_eq!(refusal(&|config| config.timeout_ms = 0), OrdersError::NotPositive("timeout_ms"));
    let error = refusal(&|config| config.query.items = " ".into());
    assert_eq!(error, OrdersError::EmptyQuery("items"));
    let error = refusal(&|config| config.max_staleness_s = Some(9));
    assert_eq!(error, OrdersError::HalfFreshness);
    let error = refusal(&|config| config.query.freshness = Some("SELECT 1".into()));
    assert_eq!(error, OrdersError::HalfFreshness);
    let error = refusal(&|config| config.tracking_hosts = vec!["https://x.example".into()]);
    assert_eq!(error, OrdersError::BadTrackingHost("https://x.example".into()));
}
