//! Both queries and the answers that tests use keep to the recorded contract.

use super::super::{FIND, ORDER, RECENT};
use super::schema::Schema;
use super::shop::{found, listed, order};
use serde_json::json;

/// What Shopify lets one query cost.
const MOST_POINTS: u64 = 1_000;

#[test]
fn the_queries_use_only_what_the_schema_has_and_are_cheap_enough() {
    let schema = Schema::recorded();
    let costs = [FIND, ORDER, RECENT].map(|query| schema.cost(query));
    assert!(costs.iter().all(|cost| *cost <= MOST_POINTS), "{costs:?}");
    let docs = include_str!("../../../../../../docs/connectors-shopify.md").replace('\n', " ");
    for told in [
        format!("at most {} and {} points", costs[0], costs[1]),
        format!("costs at most {} points", costs[2]),
    ] {
        assert!(docs.contains(&told), "docs/connectors-shopify.md lacks {told:?}");
    }
}

#[test]
#[should_panic(expected = "Order has no field shippedAt")]
fn a_field_that_the_schema_lacks_is_found() {
    Schema::recorded().cost("query A($id: ID!) { order(id: $id) { id shippedAt } }");
}

#[test]
fn the_answers_are_what_the_schema_allows() {
    let schema = Schema::recorded();
    assert_eq!(schema.faults(FIND, &found()), Vec::<String>::new());
    assert_eq!(schema.faults(ORDER, &order()), Vec::<String>::new());
    assert_eq!(schema.faults(RECENT, &listed()), Vec::<String>::new());
    let mut strange = order();
    strange["order"]["displayFulfillmentStatus"] = json!("SHIPPED");
    strange["order"]["fulfillments"][0]["trackingInfo"] = json!(null);
    strange["order"].as_object_mut().unwrap().remove("createdAt");
    let faults = schema.faults(ORDER, &strange).join("\n");
    for part in ["SHIPPED", "trackingInfo is null", "createdAt is missing"] {
        assert!(faults.contains(part), "{faults}");
    }
}
