//! The schemas that owners are given describe what is really sent and read.

use super::endpoint::delivered;
use crate::orders::OrderNumber;
use crate::orders::http::message::{OfNumber, Question, Reply, VERSION, records};
use crate::orders::reading::Asker;
use proptest::prelude::*;
use serde_json::{Value, json};
use vouch_shared::order::OrderState;

const REQUEST: &str = include_str!("../../../../../docs/schemas/orders-request-v1.json");
const RESPONSE: &str = include_str!("../../../../../docs/schemas/orders-response-v1.json");

/// What is wrong with a request.
pub(super) fn faults_of_request(message: &Value) -> Vec<String> {
    faults(REQUEST, message)
}

pub(super) fn faults(schema: &str, message: &Value) -> Vec<String> {
    let schema = serde_json::from_str(schema).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema).unwrap();
    validator.iter_errors(message).map(|fault| fault.to_string()).collect()
}

fn answer(order: Value) -> Value {
    json!({ "orders": [order] })
}

/// Whether the answer holds an order that can be read.
fn is_read(answer: &Value) -> bool {
    let reply = Reply::parse(&serde_json::to_vec(answer).unwrap());
    reply.is_ok_and(|reply| matches!(reply.reading(Asker::Owner).records, Some(Ok(_))))
}

#[test]
fn requests_are_as_described() {
    let number = OrderNumber::parse("#1001").unwrap();
    let about = OfNumber::new(&number);
    let question = Question { version: VERSION, request_id: "0191".to_owned(), about };
    let sent = serde_json::to_value(&question).unwrap();
    assert_eq!(faults_of_request(&sent), Vec::<String>::new());
    // The body in the documentation's example, which is signed as it stands.
    let body = serde_json::to_string(&question).unwrap();
    assert_eq!(body, r#"{"version":1,"request_id":"0191","number":"1001"}"#);
    assert!(!faults_of_request(&json!({ "version": 2, "number": "1001" })).is_empty());
}

#[test]
fn answers_are_read_as_described() {
    let changed = |pointer: &str, value: Value| {
        let mut order = delivered();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        order.pointer_mut(parent).unwrap()[name] = value;
        answer(order)
    };
    for (answer, good) in [
        (answer(delivered()), true),
        (changed("/something_new", json!({ "a": [1] })), true),
        (changed("/items/0/something_new", json!(1)), true),
        (changed("/id", json!("gid://7")), true),
        (changed("/paid_at", json!(null)), true),
        (changed("/total_minor", json!(null)), true),
        (changed("/items/0/order_id", json!(null)), true),
        (changed("/id", json!(1.5)), false),
        (changed("/id", json!(null)), false),
        (changed("/number", json!("")), false),
        (changed("/number", json!(" ")), false),
        (changed("/number", json!(1001)), false),
        (changed("/paid_at", json!("yesterday")), false),
        (changed("/placed_at", json!(null)), false),
        (changed("/total_minor", json!("3400")), false),
        (changed("/total_minor", json!(34.5)), false),
        (changed("/items", json!(null)), false),
        (changed("/items/0/quantity", json!(-1)), false),
        (changed("/items/0/quantity", json!(5_000_000_000_i64)), false),
        (changed("/items/0/name", json!("x".repeat(1_001))), false),
        (changed("/parcels/0/items", json!(null)), true),
        (changed("/parcels/0/items", json!([])), true),
        (changed("/parcels/0/items", json!([{"line_id": 1, "quantity": 1}])), true),
        (changed("/parcels/0/items", json!([{"line_id": 1}])), false),
        (changed("/parcels/0/items", json!([{"line_id": null, "quantity": 1}])), false),
        (changed("/parcels/0/items/0/quantity", json!("2")), false),
        (changed("/parcels/0/items", json!({})), false),
        (changed("/parcels/0/carrier", json!(null)), false),
        (changed("/parcels", json!(vec![delivered()["parcels"][0].clone(); 201])), false),
        (json!({ "orders": vec![delivered(); 11] }), false),
        (json!({ "orders": null }), false),
        (json!({}), false),
        (json!([]), false),
    ] {
        assert_eq!(faults(RESPONSE, &answer).is_empty(), good, "schema: {answer}");
        assert_eq!(is_read(&answer), good, "{answer}");
    }
    assert_eq!(faults(RESPONSE, &json!({ "orders": [] })), Vec::<String>::new());
}

/// An unknown state is no fault of the form: it is told as a failed check, by its own name.
#[test]
fn the_schema_lists_our_states() {
    let schema: Value = serde_json::from_str(RESPONSE).unwrap();
    let listed = schema.pointer("/$defs/order/properties/state/enum").unwrap();
    assert_eq!(*listed, json!(OrderState::ALL.map(OrderState::as_str)));
}

#[test]
fn what_cannot_be_read_is_named_by_its_path() {
    let mut order = delivered();
    order["parcels"][1]["shipped_at"] = json!("soon");
    let error = records(&order).unwrap_err();
    assert!(error.contains("parcels[1].shipped_at") && error.contains("no time"), "{error}");
    let error = Reply::parse(br#"{"orders": {}}"#).unwrap_err();
    assert!(error.contains("orders: "), "{error}");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("2026-11-01T10:00:00Z")),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_answer_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Reply::parse(&bytes);
    }

    /// Any member of an order may be anything; a value that is read fits the schema.
    #[test]
    fn what_is_read_fits_the_schema(at in 0_usize..24, value in any_json()) {
        let mut order = delivered();
        let names: Vec<String> = order.as_object().unwrap().keys().cloned().collect();
        let name = names[at % names.len()].clone();
        order[&name] = value;
        let answer = answer(order);
        let unknown_state = name == "state";
        if is_read(&answer) && !unknown_state && name != "email" && name != "postcode" {
            prop_assert_eq!(faults(RESPONSE, &answer), Vec::<String>::new());
        }
    }
}
