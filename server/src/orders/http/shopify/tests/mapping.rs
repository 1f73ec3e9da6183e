//! What becomes of Shopify's orders, through the connector and every check.

use super::shop::{Shop, order, reader};
use crate::orders::tests::store::{NOW, outcome, with_email};
use crate::orders::{Claim, Email, Lookup, OrderNumber, Proof};
use serde_json::{Value, json};
use vouch_shared::order::{OrderState, Parcel};

/// The delivered order, changed at some places.
fn changed(changes: &[(&str, Value)]) -> Value {
    let mut order = order();
    for (pointer, value) in changes {
        let pointer = format!("/order{pointer}");
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = order.pointer_mut(parent).unwrap();
        match name.parse::<usize>() {
            Ok(at) => parent[at] = value.clone(),
            Err(_) => parent[name] = value.clone(),
        }
    }
    order
}

async fn look_up(order: Value) -> Lookup {
    let (shop, _) = Shop::new(order).serve().await;
    reader(&shop).look_up(&with_email("1001", "ada@example.com"), NOW).await
}

fn refund(restock: &str, line: u32, quantity: u32, of_return: Value) -> Value {
    json!([{
        "createdAt": "2026-11-08T10:00:00Z", "return": of_return,
        "refundLineItems": { "pageInfo": { "hasNextPage": false }, "nodes": [
            { "quantity": quantity, "restockType": restock,
              "lineItem": { "id": format!("gid://shopify/LineItem/{line}") } }
        ] }
    }])
}

fn returned(processed: &[(u32, u32)], closed_at: Value) -> Value {
    let line = |(line, units): &(u32, u32)| {
        let id = format!("gid://shopify/LineItem/{line}");
        json!({ "processedQuantity": units, "fulfillmentLineItem": { "lineItem": { "id": id } } })
    };
    let lines: Vec<Value> = processed.iter().map(line).collect();
    let lines = json!({ "pageInfo": { "hasNextPage": false }, "nodes": lines });
    let one = json!({ "closedAt": closed_at, "returnLineItems": lines });
    json!({ "pageInfo": { "hasNextPage": false }, "nodes": [one] })
}

const FULFILLMENTS: &str = "/fulfillments";

fn unsent() -> Vec<(&'static str, Value)> {
    vec![
        ("/displayFulfillmentStatus", json!("UNFULFILLED")),
        (FULFILLMENTS, json!([])),
        ("/lineItems/nodes/0/unfulfilledQuantity", json!(2)),
        ("/lineItems/nodes/1/unfulfilledQuantity", json!(1)),
    ]
}

fn with(mut changes: Vec<(&'static str, Value)>, more: &[(&'static str, Value)]) -> Value {
    changes.extend(more.iter().cloned());
    changed(&changes)
}

#[tokio::test]
async fn orders_are_shown_in_the_state_they_are_in() {
    use OrderState::{
        Cancelled, Delayed, Delivered, Paid, PartlyReturned, PartlyShipped, Refunded, Returned,
        Shipped, Unpaid,
    };
    let closed = json!("2026-11-08T10:00:00Z");
    let now = json!("2026-11-03T10:00:00Z");
    for (order, state) in [
        (order(), Delivered),
        (changed(&[("/fulfillments/2/deliveredAt", json!(null))]), Shipped),
        (
            changed(&[
                ("/fulfillments/2/deliveredAt", json!(null)),
                ("/fulfillments/2/displayStatus", json!("DELAYED")),
            ]),
            Delayed,
        ),
        (
            changed(&[
                ("/displayFulfillmentStatus", json!("PARTIALLY_FULFILLED")),
                ("/fulfillments/2/status", json!("CANCELLED")),
                ("/lineItems/nodes/1/unfulfilledQuantity", json!(1)),
            ]),
            PartlyShipped,
        ),
        (with(unsent(), &[]), Paid),
        (with(unsent(), &[("/displayFinancialStatus", json!("PENDING"))]), Unpaid),
        (
            with(
                unsent(),
                &[
                    ("/cancelledAt", now.clone()),
                    ("/lineItems/nodes/0/unfulfilledQuantity", json!(0)),
                    ("/lineItems/nodes/1/unfulfilledQuantity", json!(0)),
                ],
            ),
            Cancelled,
        ),
        (
            with(
                unsent(),
                &[
                    ("/displayFinancialStatus", json!("REFUNDED")),
                    ("/lineItems/nodes/0/unfulfilledQuantity", json!(0)),
                    ("/lineItems/nodes/1/unfulfilledQuantity", json!(0)),
                    ("/refunds", refund("CANCEL", 1, 2, json!(null))),
                    ("/totalRefundedSet/shopMoney/amount", json!("34.00")),
                ],
            ),
            Refunded,
        ),
        (changed(&[("/returns", returned(&[(1, 1)], json!(null)))]), PartlyReturned),
        (changed(&[("/returns", returned(&[(1, 2), (2, 1)], closed.clone()))]), Returned),
        (changed(&[("/refunds", refund("RETURN", 1, 1, json!(null)))]), PartlyReturned),
        // The return counts the units; its refund does not count them again.
        (
            changed(&[
                ("/returns", returned(&[(1, 1)], closed.clone())),
                ("/refunds", refund("RETURN", 1, 1, json!({ "id": "gid://shopify/Return/1" }))),
            ]),
            PartlyReturned,
        ),
        // Asked for, but nothing came back yet.
        (changed(&[("/returns", returned(&[(1, 0)], json!(null)))]), Delivered),
    ] {
        let lookup = look_up(order).await;
        let Lookup::Verified(order) = lookup else { panic!("{state:?}: {lookup:?}") };
        assert_eq!(order.state(), state);
    }
}

#[tokio::test]
async fn units_and_parcels_are_counted_from_what_was_fulfilled() {
    let Lookup::Verified(order) = look_up(order()).await else { panic!() };
    let card = order.to_card(&|key| key.to_owned());
    let items: Vec<_> =
        card.items.iter().map(|i| (&*i.name, i.quantity, i.shipped, i.returned)).collect();
    assert_eq!(items, [("Rain jacket - M", 2, 2, 0), ("Wool socks", 1, 1, 0)]);
    let parcels: Vec<_> =
        card.parcels.iter().map(|p| (&*p.carrier, p.tracking_number.as_deref())).collect();
    assert_eq!(parcels, [("Bring", Some("TR1")), ("—", Some("TR2"))]);
    assert_eq!(
        held(&card.parcels),
        [Some(vec![("Rain jacket - M", 2)]), Some(vec![("Wool socks", 1)])]
    );
    let paid = card.steps.iter().find(|step| step.label == "step.paid").unwrap();
    assert_eq!(paid.at.as_ref().unwrap().as_str(), "2026-11-02T09:05:00.000Z");

    // One of two jackets was taken out before the other left.
    let removed = changed(&[
        ("/fulfillments/1/fulfillmentLineItems/nodes/0/quantity", json!(1)),
        ("/lineItems/nodes/0/currentQuantity", json!(1)),
    ]);
    let Lookup::Verified(order) = look_up(removed).await else { panic!() };
    let jacket = &order.to_card(&|key| key.to_owned()).items[0];
    assert_eq!((jacket.quantity, jacket.shipped), (1, 1));
}

/// What parcels hold, as the card tells.
fn held(parcels: &[Parcel]) -> Vec<Option<Vec<(&str, u32)>>> {
    parcels
        .iter()
        .map(|parcel| {
            let items = parcel.items.as_ref()?;
            Some(items.iter().map(|item| (&*item.name, item.quantity)).collect())
        })
        .collect()
}

/// Nor is a line told that needs no shipping, though it was fulfilled with the others.
#[tokio::test]
async fn which_of_several_parcels_holds_what_is_not_guessed() {
    let tracking = |number: &str| json!({ "company": "Bring", "number": number, "url": null });
    let line = |at: u32| json!({ "quantity": 1, "lineItem": { "id": format!("gid://shopify/LineItem/{at}") } });
    let order = changed(&[
        ("/fulfillments/1/trackingInfo", json!([tracking("A"), tracking("B")])),
        ("/fulfillments/2/fulfillmentLineItems/nodes", json!([line(2), line(3)])),
    ]);
    let lookup = look_up(order).await;
    let Lookup::Verified(order) = lookup else { panic!("{lookup:?}") };
    let card = order.to_card(&|key| key.to_owned());
    assert_eq!(held(&card.parcels), [None, None, Some(vec![("Wool socks", 1)])]);
}

#[tokio::test]
async fn address_and_amounts_need_the_stronger_proof() {
    let (shop, _) = Shop::new(order()).serve().await;
    let email = Email::parse("ada@example.com").unwrap();
    let number = OrderNumber::parse("1001").unwrap();
    for (proof, shown) in [(Proof::Email(email.clone()), false), (Proof::Identity(email), true)] {
        let claim = Claim { number: number.clone(), proof };
        let lookup = reader(&shop).look_up(&claim, NOW).await;
        let Lookup::Verified(order) = lookup else { panic!("{lookup:?}") };
        let card = serde_json::to_string(&order.to_card(&|key| key.to_owned())).unwrap();
        for part in ["12 St James", "34.00", "EUR"] {
            assert_eq!(card.contains(part), shown, "{part}: {card}");
        }
    }
}

#[tokio::test]
async fn what_has_no_word_of_ours_or_cannot_be_read_whole_needs_a_person() {
    let many = |name: &str, count: usize| vec![changed(&[])["order"][name][0].clone(); count];
    for (order, check) in [
        (with(unsent(), &[("/displayFinancialStatus", json!("AUTHORIZED"))]), "known_state"),
        (with(unsent(), &[("/displayFinancialStatus", json!(null))]), "known_state"),
        (changed(&[("/displayFulfillmentStatus", json!("RESTOCKED"))]), "known_state"),
        (changed(&[("/fulfillments", json!(many("fulfillments", 8)))]), "readable_values"),
        (changed(&[("/transactions", json!(many("transactions", 20)))]), "readable_values"),
        (changed(&[("/lineItems/pageInfo/hasNextPage", json!(true))]), "readable_values"),
        (changed(&[("/totalPriceSet/shopMoney/amount", json!("34.005"))]), "readable_values"),
        (changed(&[("/createdAt", json!("long ago"))]), "readable_values"),
        (changed(&[("/updatedAt", json!("2026-11-06T00:00:00Z"))]), "readable_values"),
        (changed(&[("/name", json!("#1002"))]), "number_as_asked"),
        (changed(&[("/cancelledAt", json!("2026-11-06T00:00:00Z"))]), "state_agrees_with_times"),
        (
            changed(&[("/fulfillments/1/trackingInfo/0/url", json!("http://evil.example"))]),
            "tracking_links_are_safe",
        ),
        (changed(&[("/totalRefundedSet/shopMoney/amount", json!("34.01"))]), "money_sums"),
        (changed(&[("/fulfillments/2/status", json!("ERROR"))]), "readable_values"),
    ] {
        let lookup = look_up(order).await;
        assert_eq!(outcome(&lookup), check, "{lookup:?}");
    }
}
