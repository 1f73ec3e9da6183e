//! Shopify's envelope around data: errors, and how long to wait when the shop is asked too much.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

/// The longest part of Shopify's own words that staff are shown, in characters.
const MAX_MESSAGE_CHARS: usize = 300;

/// What came of a query.
#[derive(Debug)]
pub(super) enum Outcome<T> {
    Data(T),
    /// Asked too much; there is room again after this time.
    Throttled(Duration),
}

#[derive(Debug, Deserialize)]
struct Envelope {
    #[serde(default)]
    data: Value,
    /// A list, or a text where the token is refused.
    #[serde(default)]
    errors: Value,
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Extensions {
    cost: Option<Cost>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cost {
    requested_query_cost: f64,
    throttle_status: ThrottleStatus,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ThrottleStatus {
    currently_available: f64,
    restore_rate: f64,
}

/// Reads an answer. Partial data beside an error is no answer.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<Outcome<T>, String> {
    let envelope: Envelope = serde_json::from_slice(body)
        .map_err(|error| format!("the answer is no GraphQL: {error}"))?;
    let errors = messages(&envelope.errors);
    if errors.iter().any(|(code, _)| *code == "THROTTLED") {
        return Ok(Outcome::Throttled(wait(envelope.extensions.cost.as_ref())));
    }
    if let Some((code, message)) = errors.first() {
        let message: String = message.chars().take(MAX_MESSAGE_CHARS).collect();
        return Err(match *code {
            "" => format!("Shopify says: {message}"),
            code => format!("Shopify says {code}: {message}"),
        });
    }
    let data = serde_path_to_error::deserialize(envelope.data)
        .map_err(|error| format!("the answer is not as documented: {error}"))?;
    Ok(Outcome::Data(data))
}

/// Code and message of each error.
fn messages(errors: &Value) -> Vec<(&str, &str)> {
    fn part<'v>(error: &'v Value, path: &str) -> &'v str {
        error.pointer(path).and_then(Value::as_str).unwrap_or_default()
    }
    match errors {
        Value::Null => Vec::new(),
        Value::Array(errors) => errors
            .iter()
            .map(|error| (part(error, "/extensions/code"), part(error, "/message")))
            .collect(),
        other => vec![("", other.as_str().unwrap_or("an error without a message"))],
    }
}

/// Until the bucket holds what the query costs; a second where Shopify does not tell.
fn wait(cost: Option<&Cost>) -> Duration {
    let seconds = cost.map(|cost| {
        let missing = cost.requested_query_cost - cost.throttle_status.currently_available;
        missing / cost.throttle_status.restore_rate
    });
    seconds
        .filter(|seconds| seconds.is_finite())
        .and_then(|seconds| Duration::try_from_secs_f64(seconds.max(0.0)).ok())
        .unwrap_or(Duration::from_secs(1))
}

#[cfg(test)]
mod tests {
    use super::super::order::OrderData;
    use super::*;

    fn refused(body: &str) -> String {
        read::<OrderData>(body.as_bytes()).unwrap_err()
    }

    #[test]
    fn an_error_is_told_with_its_code() {
        let denied = r#"{"errors": [{"message": "Access denied for email field.",
            "extensions": {"code": "ACCESS_DENIED"}}], "data": {"order": null}}"#;
        assert_eq!(refused(denied), "Shopify says ACCESS_DENIED: Access denied for email field.");
        let text = r#"{"errors": "Not Found"}"#;
        assert_eq!(refused(text), "Shopify says: Not Found");
        let long = format!(r#"{{"errors": [{{"message": "{}"}}]}}"#, "x".repeat(10_000));
        assert!(refused(&long).len() < 400);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for body in ["", "[]", "<html>", r#"{"data": {"order": {"id": 7}}}"#, r#"{"data": null}"#] {
            assert!(!refused(body).is_empty(), "{body}");
        }
        let wrong = r#"{"data": {"order": {"id": 7}}}"#;
        assert!(refused(wrong).contains("order.id"), "{}", refused(wrong));
    }

    #[test]
    fn a_throttled_query_says_when_there_is_room() {
        for (cost, wait_ms) in [
            (
                r#""requestedQueryCost": 152, "throttleStatus":
                {"maximumAvailable": 2000, "currentlyAvailable": 52, "restoreRate": 100}"#,
                1_000,
            ),
            (
                r#""requestedQueryCost": 10, "throttleStatus":
                {"maximumAvailable": 2000, "currentlyAvailable": 52, "restoreRate": 100}"#,
                0,
            ),
            (
                r#""requestedQueryCost": 10, "throttleStatus":
                {"maximumAvailable": 0, "currentlyAvailable": 0, "restoreRate": 0}"#,
                1_000,
            ),
        ] {
            let body = format!(
                r#"{{"errors": [{{"message": "Throttled", "extensions": {{"code": "THROTTLED"}}}}],
                "extensions": {{"cost": {{{cost}}}}}}}"#
            );
            let Outcome::Throttled(wait) = read::<OrderData>(body.as_bytes()).unwrap() else {
                panic!("{body}")
            };
            assert_eq!(wait, Duration::from_millis(wait_ms));
        }
    }
}
