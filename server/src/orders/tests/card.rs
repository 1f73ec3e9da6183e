//! What a verified order looks like on a card.

use super::store::{Store, outcome};
use crate::orders::Lookup;
use vouch_shared::order::Order;

async fn card(store: &Store, number: &str) -> Order {
    let lookup = store.look_up(number).await;
    let Lookup::Verified(order) = lookup else { panic!("{number}: {}", outcome(&lookup)) };
    let locale = std::fs::read_to_string("../shared/locales/en.json").unwrap();
    let texts: serde_json::Value = serde_json::from_str(&locale).unwrap();
    order.to_card(&|key| {
        let text = texts[key].as_str();
        text.unwrap_or_else(|| panic!("{key} is not in the locale file")).to_owned()
    })
}

/// `+` before a step that is done, `-` before one that is to come.
async fn steps(number: &str) -> String {
    let card = card(&Store::new().await, number).await;
    let step = |step: &vouch_shared::order::OrderStep| {
        assert_eq!(step.done, step.at.is_some());
        format!("{}{}", if step.done { '+' } else { '-' }, step.label)
    };
    card.steps.iter().map(step).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn an_order_is_shown_as_it_is_recorded() {
    let mut store = Store::new().await;
    store.run("UPDATE orders SET number = 'partly_shipped' WHERE id = 4").await;
    store.config.query.order = "SELECT * FROM orders WHERE upper(number) = $1".into();
    let card = card(&store, "Partly_Shipped").await;
    assert_eq!(
        serde_json::to_value(&card).unwrap(),
        serde_json::json!({
            "number": "partly_shipped",
            "state": "partly_shipped",
            "state_label": "Partly sent",
            "state_text": "Part of your order is on its way; the rest has not left yet.",
            "placed_at": "2026-11-01T10:00:00.000Z",
            "steps": [
                {"label": "Order placed", "at": "2026-11-01T10:00:00.000Z", "done": true},
                {"label": "Paid", "at": "2026-11-01T10:05:00.000Z", "done": true},
                {"label": "Packed", "at": "2026-11-02T09:00:00.000Z", "done": true},
                {"label": "Sent", "done": false},
                {"label": "Delivered", "done": false},
            ],
            "items": [
                {"name": "Rain jacket", "quantity": 2, "shipped": 1, "returned": 0},
                {"name": "Wool socks", "quantity": 1, "shipped": 0, "returned": 0},
            ],
            "parcels": [{
                "carrier": "Bring",
                "tracking_number": "TR4",
                "tracking_url": "https://tracking.bring.com/t/TR4",
                "shipped_at": "2026-11-02T15:00:00.000Z",
                "expected_at": "2026-11-05T12:00:00.000Z",
            }],
            "read_at": "2026-11-10T12:00:00.000Z",
        })
    );
}

#[tokio::test]
async fn steps_tell_what_happened_and_what_is_to_come() {
    for (number, expected) in [
        ("UNPAID", "+Order placed -Paid -Packed -Sent -Delivered"),
        ("PAID", "+Order placed +Paid -Packed -Sent -Delivered"),
        ("SHIPPED", "+Order placed +Paid +Packed +Sent -Delivered"),
        ("DELAYED", "+Order placed +Paid -Packed -Sent -Delivered"),
        ("DELIVERED", "+Order placed +Paid +Packed +Sent +Delivered"),
        ("PARTLY_RETURNED", "+Order placed +Paid +Packed +Sent +Delivered"),
        ("RETURNED", "+Order placed +Paid +Packed +Sent +Delivered +Returned"),
        ("CANCELLED", "+Order placed +Paid +Cancelled +Refunded"),
        ("REFUNDED", "+Order placed +Paid +Refunded"),
    ] {
        assert_eq!(steps(number).await, expected, "{number}");
    }
}

#[tokio::test]
async fn a_step_without_a_time_is_not_guessed() {
    let store = Store::new().await;
    store.run("UPDATE orders SET paid_at = NULL, packed_at = NULL WHERE id = 5").await;
    let labels: Vec<String> =
        card(&store, "SHIPPED").await.steps.into_iter().map(|step| step.label).collect();
    assert_eq!(labels, ["Order placed", "Sent", "Delivered"]);
}

/// A store that does not keep a time gives no column for it: then it is neither asked for nor
/// shown, and a step that the state says is done is not shown as still to come.
#[tokio::test]
async fn times_that_a_store_does_not_keep() {
    let mut store = Store::new().await;
    store.config.query.order = "SELECT id, number, email, postcode, state, placed_at, shipped_at, \
         delivered_at FROM orders WHERE number = $1"
        .into();
    for (number, expected) in [
        ("UNPAID", "+Order placed -Paid -Packed -Sent -Delivered"),
        ("PAID", "+Order placed -Packed -Sent -Delivered"),
        ("PACKED", "+Order placed -Sent -Delivered"),
        ("SHIPPED", "+Order placed +Sent -Delivered"),
        ("CANCELLED", "+Order placed"),
        ("REFUNDED", "+Order placed"),
    ] {
        let card = card(&store, number).await;
        let step = |step: &vouch_shared::order::OrderStep| {
            format!("{}{}", if step.done { '+' } else { '-' }, step.label)
        };
        assert_eq!(card.steps.iter().map(step).collect::<Vec<_>>().join(" "), expected);
    }
    store.config.query.order =
        "SELECT id, number, email, postcode, state, placed_at FROM orders WHERE number = $1".into();
    assert_eq!(outcome(&store.look_up("DELIVERED").await), "state_agrees_with_times");
}

/// Counts that a store does not keep follow the state, where the state leaves no doubt.
#[tokio::test]
async fn counts_that_a_store_does_not_keep() {
    let mut store = Store::new().await;
    store.config.query.items =
        "SELECT order_id, line_id, name, quantity FROM items WHERE order_id = $1".into();
    for (number, shipped, returned) in
        [("PACKED", 0, 0), ("SHIPPED", 3, 0), ("DELIVERED", 3, 0), ("RETURNED", 3, 3)]
    {
        let items = card(&store, number).await.items;
        let sum = |part: fn(&vouch_shared::order::OrderItem) -> u32| items.iter().map(part).sum();
        let counts: (u32, u32) = (sum(|item| item.shipped), sum(|item| item.returned));
        assert_eq!(counts, (shipped, returned), "{number}");
    }
    for number in ["PARTLY_SHIPPED", "PARTLY_RETURNED"] {
        assert_eq!(outcome(&store.look_up(number).await), "readable_values");
    }
    // What was refunded had been sent or not, and so may part of what is delayed.
    let shipped = async |store: &Store| {
        let items = card(store, "REFUNDED").await.items;
        items.iter().map(|item| item.shipped).sum::<u32>()
    };
    assert_eq!((shipped(&store).await, outcome(&store.look_up("DELAYED").await)), (0, "verified"));
    store
        .run(
            "INSERT INTO parcels (order_id, parcel_id, carrier, shipped_at)
               VALUES (6, 1, 'Bring', '2026-11-02T15:00:00Z'), (11, 1, 'Bring', '2026-11-02T15:00:00Z')",
        )
        .await;
    assert_eq!(shipped(&store).await, 3);
    assert_eq!(outcome(&store.look_up("DELAYED").await), "readable_values");
}

#[tokio::test]
async fn states_of_the_owners_own() {
    let mut store = Store::new().await;
    store.run("UPDATE orders SET state = 'in the van' WHERE number = 'SHIPPED'").await;
    assert_eq!(outcome(&store.look_up("SHIPPED").await), "known_state");
    store.config.states.insert("in the van".into(), vouch_shared::order::OrderState::Shipped);
    assert_eq!(card(&store, "SHIPPED").await.state, vouch_shared::order::OrderState::Shipped);
    assert_eq!(outcome(&store.look_up("PAID").await), "verified", "ours are known as well");
}
