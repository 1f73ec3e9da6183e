//! The seeded database: the same every time, consistent, and readable through the queries of
//! `vouch.toml`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};
use std::collections::BTreeSet;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;
use vouch_shared::order::OrderState;
use vouch_shop::orders::{broken_orders, sample_orders, seed};

const NOW: OffsetDateTime = datetime!(2026-11-22 10:00:00 UTC);

struct Seeded {
    connection: SqliteConnection,
    _folder: TempDir,
}

async fn seeded() -> Seeded {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.sqlite");
    assert_eq!(seed(&file, NOW).await.unwrap().orders, 20_023);
    let options = SqliteConnectOptions::new().filename(&file).read_only(true);
    let connection = SqliteConnection::connect_with(&options).await.unwrap();
    Seeded { connection, _folder: folder }
}

impl Seeded {
    async fn rows(&mut self, sql: &str) -> Vec<SqliteRow> {
        let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
        query.fetch_all(&mut self.connection).await.unwrap()
    }

    /// The numbers of the orders that a query gives, broken ones left out.
    async fn offenders(&mut self, what: &str) -> Vec<String> {
        let sql = format!(
            "SELECT o.number FROM orders o WHERE o.number < 'FW-190000' AND ({what}) LIMIT 5"
        );
        self.rows(&sql).await.iter().map(|row| row.get(0)).collect()
    }

    /// The rows of one of the connector's queries.
    async fn ask(&mut self, name: &str, text: Option<&str>, id: i64) -> Vec<SqliteRow> {
        let sql = sqlx::query(AssertSqlSafe(query(name)));
        let bound = match text {
            Some(text) => sql.bind(text.to_owned()),
            None => sql.bind(id),
        };
        bound.fetch_all(&mut self.connection).await.unwrap()
    }
}

fn query(name: &str) -> String {
    let config: toml::Table = include_str!("../vouch.toml").parse().unwrap();
    let site = &config["site"].as_array().unwrap()[0];
    site["orders"]["query"][name].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_same_moment_gives_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two, later] = ["one", "two", "later"].map(|name| folder.path().join(name));
    for file in [&one, &two] {
        seed(file, NOW).await.unwrap();
    }
    seed(&later, NOW + time::Duration::days(1)).await.unwrap();
    let read = |file| std::fs::read(file).unwrap();
    assert!(read(&one) == read(&two));
    assert!(read(&one) != read(&later));
}

#[tokio::test]
async fn seeding_replaces_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.sqlite");
    std::fs::write(&file, "not a database").unwrap();
    seed(&file, NOW).await.unwrap();
    assert!(std::fs::read(&file).unwrap().starts_with(b"SQLite format 3"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn orders_are_consistent() {
    let mut shop = seeded().await;
    let line_sum = "(SELECT SUM(quantity * unit_minor) FROM order_lines WHERE order_id = o.id)";
    let refunds = "(SELECT COALESCE(SUM(amount_minor), 0) FROM refunds WHERE order_id = o.id)";
    let shipped = "(SELECT COALESCE(SUM(sl.quantity), 0) FROM shipment_lines sl JOIN shipments s \
                   ON s.id = sl.shipment_id WHERE s.order_id = o.id AND s.dispatched_at NOT NULL)";
    let ordered = "(SELECT SUM(quantity) FROM order_lines WHERE order_id = o.id)";
    let returned = "(SELECT COALESCE(SUM(rl.quantity), 0) FROM return_lines rl JOIN returns r \
                    ON r.id = rl.return_id WHERE r.order_id = o.id)";
    let rules = [
        format!("{line_sum} + shipping_minor - discount_minor <> grand_total_minor"),
        format!("{refunds} > grand_total_minor"),
        format!("status = 'money_back' AND {refunds} <> grand_total_minor"),
        format!("status = 'part_returned' AND {returned} NOT BETWEEN 1 AND {ordered} - 1"),
        format!("status = 'all_returned' AND {returned} <> {ordered}"),
        format!("status IN ('dispatched', 'complete') AND {shipped} <> {ordered}"),
        format!("status = 'part_dispatched' AND {shipped} NOT BETWEEN 1 AND {ordered} - 1"),
        format!("status IN ('processing', 'ready', 'cancelled') AND {shipped} <> 0"),
        "(SELECT amount_minor FROM payments WHERE order_id = o.id) <> grand_total_minor".into(),
        "status = 'held_up' AND promised_by > '2026-11-22T10:00:00Z'".into(),
        "updated_at > '2026-11-22T10:00:00Z' OR updated_at < created_at".into(),
        "EXISTS (SELECT 1 FROM shipments s JOIN payments p USING (order_id) WHERE \
         s.order_id = o.id AND (p.captured_at > s.label_created_at \
         OR s.label_created_at > s.dispatched_at OR s.dispatched_at > s.delivered_at \
         OR s.delivered_at > '2026-11-22T10:00:00Z'))"
            .into(),
        "EXISTS (SELECT 1 FROM returns r JOIN shipments s USING (order_id) WHERE \
         r.order_id = o.id AND (s.delivered_at > r.requested_at OR r.requested_at > r.received_at))"
            .into(),
    ];
    for rule in rules {
        assert_eq!(shop.offenders(&rule).await, Vec::<String>::new(), "{rule}");
    }
}

#[tokio::test]
async fn there_are_orders_of_every_kind() {
    let mut shop = seeded().await;
    let states = shop.rows("SELECT status FROM orders GROUP BY 1 HAVING COUNT(*) >= 300").await;
    assert_eq!(states.len(), OrderState::ALL.len());
    let currencies =
        shop.rows("SELECT currency FROM orders GROUP BY 1 HAVING COUNT(*) > 1000").await;
    assert_eq!(currencies.len(), 5);
    let parcels = shop.rows("SELECT 1 FROM shipments GROUP BY order_id HAVING COUNT(*) = 3").await;
    assert!(parcels.len() > 50, "{}", parcels.len());
    let discounts = shop.offenders("discount_minor > 0 AND shipping_minor > 0").await;
    assert!(!discounts.is_empty());
    let plan = shop.rows("EXPLAIN QUERY PLAN SELECT id FROM orders WHERE number = 'x'").await;
    assert!(plan[0].get::<String, _>("detail").contains("orders_by_number"));
}

#[tokio::test]
async fn samples_read_through_the_connector_are_in_their_state() {
    let mut shop = seeded().await;
    let mut states = BTreeSet::new();
    for sample in sample_orders() {
        let orders = shop.ask("order", Some(sample.number), 0).await;
        let [order] = &orders[..] else { panic!("{}: {} rows", sample.number, orders.len()) };
        let text = |column: &str| order.get::<Option<String>, _>(column).unwrap_or_default();
        assert_eq!(text("number"), sample.number);
        assert_eq!(text("email"), sample.email);
        assert_eq!(text("postcode"), sample.postcode);
        assert_eq!(text("state"), sample.state, "{}", sample.number);
        assert!(OrderState::parse(sample.state).is_some());
        let id = order.get::<i64, _>("id");
        let owners = [shop.ask("items", None, id).await, shop.ask("parcels", None, id).await];
        assert!(!owners[0].is_empty());
        assert!(owners.iter().flatten().all(|row| row.get::<i64, _>("order_id") == id));
        states.insert(sample.state);
    }
    assert_eq!(states.len(), OrderState::ALL.len());
}

#[tokio::test]
async fn two_samples_travel_in_several_parcels() {
    let mut shop = seeded().await;
    for (number, parcels) in [("FW-100012", 2), ("FW-100013", 3)] {
        let id = shop.ask("order", Some(number), 0).await[0].get("id");
        assert_eq!(shop.ask("parcels", None, id).await.len(), parcels, "{number}");
    }
}

#[tokio::test]
async fn broken_orders_are_broken_as_they_say() {
    let mut shop = seeded().await;
    let mut found = Vec::new();
    for broken in broken_orders() {
        let orders = shop.ask("order", Some(broken.number), 0).await;
        let (order, id) = (&orders[0], orders[0].get::<i64, _>("id"));
        let items = shop.ask("items", None, id).await;
        let parcels = shop.ask("parcels", None, id).await;
        let number = |column: &str| order.get::<i64, _>(column);
        let text = |column: &str| order.get::<Option<String>, _>(column);
        let total = number("lines_minor") + number("shipping_minor") - number("discount_minor");
        let any_parcel = |fits: fn(&SqliteRow) -> bool| parcels.iter().any(fits);
        let is_broken = match broken.fault {
            "delivered without a date" => text("delivered_at").is_none(),
            "a parcel of another order" => {
                parcels.iter().any(|parcel| parcel.get::<i64, _>("order_id") != id)
            }
            "two orders with the same number" => orders.len() == 2,
            "sums that do not add up" => total != number("total_minor"),
            "sent in the future" => text("shipped_at").is_some_and(|at| at.starts_with("2999")),
            "more returned than sent" => items
                .iter()
                .any(|item| item.get::<i64, _>("returned") > item.get::<i64, _>("shipped")),
            "a state that nobody knows" => OrderState::parse(&text("state").unwrap()).is_none(),
            "a tracking link to a stranger" => {
                any_parcel(|parcel| parcel.get::<String, _>("tracking_url").starts_with("http:"))
            }
            other => panic!("no test for {other:?}"),
        };
        assert!(is_broken, "{}: {}", broken.number, broken.fault);
        found.push(broken.number);
    }
    assert_eq!(found.len(), 8);
}
