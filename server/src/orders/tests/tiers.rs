//! What each proof opens: a number with an address shows no address lines and no amounts, a signed
//! identity or a mailed code does.

use super::store::{NOW, Store, outcome, with_email, with_postcode};
use crate::orders::{Claim, Email, Lookup, Mailbox, Proof};
use serde_json::{Value, json};

const RECENT: &str = "SELECT number, placed_at, state, email FROM orders \
    WHERE lower(email) LIKE $1 ORDER BY placed_at DESC";

fn ada() -> Email {
    Email::parse("ada@example.com").unwrap()
}

fn claim(number: &str, proof: Proof) -> Claim {
    Claim { proof, ..with_email(number, "nobody@example.com") }
}

async fn card(store: &Store, claim: &Claim) -> Value {
    let lookup = store.reader().look_up(claim, NOW).await;
    let Lookup::Verified(order) = lookup else { panic!("{}", outcome(&lookup)) };
    serde_json::to_value(order.to_card(&str::to_owned)).unwrap()
}

async fn store() -> Store {
    let store = Store::new().await;
    let address = "ALTER TABLE orders ADD COLUMN delivery_address TEXT; \
        UPDATE orders SET delivery_address = 'Ada Lovelace' || char(10) || ' 12 St James Square ' \
        || char(10) || char(10) || 'SW1A 1AA London'";
    store.run(address).await;
    store
}

#[tokio::test]
async fn only_the_stronger_proofs_open_address_and_amounts() {
    let store = store().await;
    let mailbox = Proof::Mailbox(Mailbox::of("secret", &ada()));
    for proof in [Proof::Identity(ada()), mailbox] {
        let card = card(&store, &claim("CANCELLED", proof)).await;
        assert_eq!(
            card["details"],
            json!({
                "address": ["Ada Lovelace", "12 St James Square", "SW1A 1AA London"],
                "amounts": {"currency": "EUR", "lines": "30.00", "shipping": "5.00",
                    "discount": "1.00", "total": "34.00", "refunded": "34.00"},
            })
        );
    }
    for weak in [with_email("CANCELLED", "ada@example.com"), with_postcode("CANCELLED", "SW1A1AA")]
    {
        let text = card(&store, &weak).await.to_string();
        for private in ["details", "Lovelace", "James", "London", "SW1A", "EUR", "34.00", "3400"] {
            assert!(!text.contains(private), "{private} is in {text}");
        }
    }
}

#[tokio::test]
async fn an_identity_or_mailbox_of_somebody_else_opens_nothing() {
    let store = store().await;
    let eve = Email::parse("eve@example.com").unwrap();
    for proof in [Proof::Identity(eve.clone()), Proof::Mailbox(Mailbox::of("secret", &eve))] {
        let lookup = store.reader().look_up(&claim("PAID", proof), NOW).await;
        assert_eq!(outcome(&lookup), "no match");
    }
    store.run("UPDATE orders SET email = NULL WHERE number = 'PAID'").await;
    for proof in [Proof::Identity(ada()), Proof::Mailbox(Mailbox::of("secret", &ada()))] {
        let lookup = store.reader().look_up(&claim("PAID", proof), NOW).await;
        assert_eq!(outcome(&lookup), "no match");
    }
}

#[tokio::test]
async fn amounts_need_a_currency_and_a_total() {
    let store = store().await;
    let own = claim("PAID", Proof::Identity(ada()));
    for change in ["currency = NULL", "currency = 'euro'", "currency = 'EUR', total_minor = NULL"] {
        store.run(&format!("UPDATE orders SET {change}, delivery_address = NULL")).await;
        assert_eq!(card(&store, &own).await["details"], json!({"address": []}), "{change}");
    }
}

#[tokio::test]
async fn a_code_goes_to_the_orders_own_address_only() {
    let store = Store::new().await;
    let reader = store.reader();
    let right = reader.mailbox(&with_postcode("PAID", "SW1A 1AA")).await.unwrap();
    assert_eq!(right, Some(ada()));
    for wrong in [with_postcode("PAID", "SW1A 1AB"), with_postcode("NONE", "SW1A 1AA")] {
        assert_eq!(reader.mailbox(&wrong).await, Ok(None));
    }
    store.run("UPDATE orders SET email = 'none' WHERE number = 'PAID'").await;
    assert_eq!(store.reader().mailbox(&with_postcode("PAID", "SW1A 1AA")).await, Ok(None));
}

#[tokio::test]
async fn the_orders_of_an_address_are_listed_where_the_store_can_be_asked() {
    let mut store = Store::new().await;
    assert!(store.reader().recent(&ada(), NOW).await.unwrap().is_none());
    store.config.query.recent = Some(RECENT.to_owned());
    store.run("UPDATE orders SET email = 'eve@example.com' WHERE id > 2").await;
    store.run("UPDATE orders SET placed_at = '2026-11-03T10:00:00Z' WHERE id = 2").await;
    let list = async |email: &str| {
        let recent = store.reader().recent(&Email::parse(email).unwrap(), NOW).await;
        serde_json::to_value(recent.unwrap().unwrap().to_card(&str::to_owned)).unwrap()
    };
    assert_eq!(
        list("ADA@example.com").await,
        json!([
            {"number": "PAID", "placed_at": "2026-11-03T10:00:00.000Z", "state_label": "state.paid"},
            {"number": "UNPAID", "placed_at": "2026-11-01T10:00:00.000Z",
                "state_label": "state.unpaid"},
        ])
    );
    // The query compares by a pattern; the list does not.
    assert_eq!(list("%@example.com").await, json!([]));
    assert_eq!(list("zoe@example.com").await, json!([]));
}

#[tokio::test]
async fn a_list_that_fails_keeps_no_order_from_being_read() {
    let mut store = Store::new().await;
    store.config.query.recent = Some("SELECT number FROM no_such_table WHERE $1 = $1".to_owned());
    let reader = store.reader();
    let mut errors = Vec::new();
    for _ in 0..8 {
        errors.push(reader.recent(&ada(), NOW).await.err().unwrap());
    }
    assert!(errors[0].contains("no_such_table"), "{errors:?}");
    assert!(errors[7].contains("not asked"), "{errors:?}");
    let order = reader.look_up(&with_email("PAID", "ada@example.com"), NOW).await;
    assert_eq!(outcome(&order), "verified");
}
