//! Who gets to see an order, and that refusals cannot be told apart.

use super::store::{NOW, Store, outcome, with_email, with_postcode};
use crate::orders::Lookup;
use crate::orders::claim::Claim;
use crate::orders::reading::Asker;
use crate::orders::sql::SqlStore;
use crate::orders::sql::read::Rows;
use vouch_shared::order::OrderState;

#[tokio::test]
async fn every_honest_state_is_shown() {
    let store = Store::new().await;
    let reader = store.reader();
    for state in OrderState::ALL {
        let lookup = reader.look_up(&with_email(state.as_str(), "ada@example.com"), NOW).await;
        let Lookup::Verified(order) = lookup else { panic!("{}: {lookup:?}", state.as_str()) };
        assert_eq!(order.state(), state);
        assert_eq!(order.source(), "custom:sqlite");
        assert_eq!(order.read_at(), NOW);
        let expected = ["one_row", "known_state", "state_agrees_with_times", "quantities_add_up"];
        assert!(expected.iter().all(|check| order.checks().contains(check)));
        assert!(!order.checks().contains(&"fresh_enough"), "nothing was checked there");
    }
}

#[tokio::test]
async fn only_the_right_proof_opens_an_order() {
    let store = Store::new().await;
    store.run("UPDATE orders SET email = NULL, postcode = '' WHERE number = 'PACKED'").await;
    let reader = store.reader();
    for (claim, expected) in [
        (with_email(" #Paid ", "ADA@example.com "), "verified"),
        (with_postcode("ＰＡＩＤ", "sw1a-1aa"), "verified"),
        (with_email("PAID", "bob@example.com"), "no match"),
        (with_postcode("PAID", "SW1A 1AB"), "no match"),
        (with_email("PACKED", "ada@example.com"), "no match"),
        (with_postcode("PACKED", "SW1A 1AA"), "no match"),
        (with_email("NO-SUCH", "ada@example.com"), "no match"),
        (with_email("PAID' OR '1'='1", "ada@example.com"), "no match"),
        (with_email("PAID'; DROP TABLE orders; --", "ada@example.com"), "no match"),
        (with_email("PA\u{0}ID", "ada@example.com"), "no match"),
        (with_email("%", "ada@example.com"), "no match"),
    ] {
        assert_eq!(outcome(&reader.look_up(&claim, NOW).await), expected, "{claim:?}");
    }
    assert_eq!(outcome(&store.look_up("PAID").await), "verified", "the table is still there");
}

#[tokio::test]
async fn a_wrong_proof_does_not_reveal_that_a_check_failed() {
    let store = Store::new().await;
    store.run("UPDATE orders SET state = 'lost' WHERE number = 'PAID'").await;
    store.run("INSERT INTO orders SELECT 99, number, 'bob@example.com', postcode, state, placed_at, paid_at, packed_at, shipped_at, delivered_at, returned_at, cancelled_at, refunded_at, expected_at, updated_at, currency, total_minor, lines_minor, shipping_minor, discount_minor, refunded_minor FROM orders WHERE number = 'PACKED'").await;
    let reader = store.reader();
    for (number, email, expected) in [
        ("PAID", "ada@example.com", "known_state"),
        ("PAID", "eve@example.com", "no match"),
        ("PACKED", "ada@example.com", "one_row"),
        ("PACKED", "bob@example.com", "one_row"),
        ("PACKED", "eve@example.com", "no match"),
    ] {
        let lookup = reader.look_up(&with_email(number, email), NOW).await;
        assert_eq!(outcome(&lookup), expected, "{number} {email}");
    }
}

/// The timing of refusals, shown by structure: the same queries in the same order, and the last
/// two with an id that matches nothing, so that they find nothing.
#[tokio::test]
async fn refusals_do_the_same_work() {
    let store = Store::new().await;
    let sql = SqlStore::new(&store.config).unwrap();
    let refusals = [
        with_email("NO-SUCH", "ada@example.com"),
        with_email("DELIVERED", "eve@example.com"),
        with_postcode("DELIVERED", "1234"),
        with_email("'; --", "ada@example.com"),
    ];
    let first = rows(&sql, &refusals[0]).await;
    assert_eq!(
        first.asked,
        ["probe", "order", "items", "parcels"],
        "the id's type is learned once"
    );
    for claim in &refusals {
        let rows = rows(&sql, claim).await;
        assert_eq!(rows.asked, ["order", "items", "parcels"], "{claim:?}");
        assert_eq!((rows.items.len(), rows.parcels.len()), (0, 0), "{claim:?}");
        assert_eq!(rows.proven, None);
    }
    let rows = rows(&sql, &with_email("DELIVERED", "ada@example.com")).await;
    assert_eq!(rows.asked, ["order", "items", "parcels"]);
    assert_eq!((rows.items.len(), rows.parcels.len()), (2, 1));
    assert_eq!(rows.proven, Some(0));
}

async fn rows(sql: &SqlStore, claim: &Claim) -> Rows {
    sql.rows(&claim.number, Asker::Shopper(&claim.proof)).await.unwrap()
}

#[tokio::test]
async fn text_ids_work_like_integer_ids() {
    let mut store = Store::new().await;
    store.config.query.order =
        "SELECT 'order-' || id AS id, number, email, postcode, state, placed_at, paid_at \
         FROM orders WHERE number = $1"
            .into();
    store.config.query.items =
        "SELECT 'order-' || order_id AS order_id, 'line-' || line_id AS line_id, name, quantity, \
         shipped, returned FROM items WHERE 'order-' || order_id = $1"
            .into();
    store.config.query.parcels =
        "SELECT order_id, parcel_id, carrier FROM parcels WHERE 'order-' || order_id = $1;".into();
    let lookup = store.look_up("PAID").await;
    let Lookup::Verified(order) = lookup else { panic!("{lookup:?}") };
    assert!(!order.checks().contains(&"money_sums"), "no amounts were given");
}

#[tokio::test]
async fn the_store_is_never_written_to() {
    let mut store = Store::new().await;
    store.config.query.items = "DELETE FROM items WHERE order_id = $1 RETURNING *".into();
    let Lookup::Unavailable { detail } = store.look_up("PAID").await else { panic!() };
    assert!(detail.contains("readonly"), "{detail}");
}
