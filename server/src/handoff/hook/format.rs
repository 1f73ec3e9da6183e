//! What each system takes, as its makers document it.

use crate::config::Format;
use crate::handoff::announcement::{Announcement, Event};
use serde_json::{Value, json};

/// The version of our own format.
const VERSION: u32 = 1;
/// Freshdesk's numbers: open, of low priority, from a chat.
const FRESHDESK: [u32; 3] = [2, 1, 7];

/// The path behind the target's address, and the body.
pub(super) fn request(format: Format, id: &str, told: &Announcement) -> (String, Value) {
    match format {
        Format::Vouch | Format::Chatwoot => (String::new(), own(id, told)),
        Format::Zendesk => ("/api/v2/tickets.json".to_owned(), zendesk(told)),
        Format::Freshdesk => ("/api/v2/tickets".to_owned(), freshdesk(told)),
        Format::Slack => (String::new(), json!({"text": slack(told)})),
    }
}

/// Our own: the announcement with its id.
fn own(id: &str, told: &Announcement) -> Value {
    let mut body = serde_json::to_value(told).expect("an announcement is JSON");
    body["version"] = VERSION.into();
    body["id"] = id.into();
    body
}

/// <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#create-ticket>
fn zendesk(told: &Announcement) -> Value {
    json!({"ticket": {
        "subject": subject(told),
        "comment": {"body": told.text},
        "requester": {"name": name(told), "email": told.shopper.email},
        "external_id": external_id(told),
        "tags": tags(told),
    }})
}

/// <https://developers.freshdesk.com/api/#create_ticket>
fn freshdesk(told: &Announcement) -> Value {
    let [status, priority, source] = FRESHDESK;
    json!({
        "name": name(told),
        "email": told.shopper.email,
        "subject": subject(told),
        "description": html(&told.text),
        "status": status,
        "priority": priority,
        "source": source,
        "tags": tags(told),
    })
}

/// One text in Slack's own marks.
fn slack(told: &Announcement) -> String {
    let what = match told.event {
        Event::Accepted => "New ticket",
        Event::StaffReply => "Answered",
        Event::ShopperMessage => "The shopper writes",
        Event::Closed => "Closed",
    };
    let who = told.staff.as_deref().unwrap_or_else(|| name(told));
    let quoted = told.text.lines().map(|line| format!("> {}", escaped(line)));
    let head = format!("*{what} {}* ({}) {}", told.ticket, escaped(&told.shop), escaped(who));
    std::iter::once(head).chain(quoted).collect::<Vec<_>>().join("\n")
}

/// How the ticket is known to us.
pub(super) fn external_id(told: &Announcement) -> String {
    format!("{}/{}", told.site, told.ticket)
}

/// A name is required where the form did not ask for one.
pub(super) fn name(told: &Announcement) -> &str {
    if told.shopper.name.is_empty() { &told.shopper.email } else { &told.shopper.name }
}

fn subject(told: &Announcement) -> String {
    let first = told.text.lines().next().unwrap_or_default();
    let short: String = first.chars().take(100).collect();
    format!("[{}] {short}", told.ticket)
}

fn tags(told: &Announcement) -> [String; 2] {
    ["vouch".to_owned(), format!("vouch_{}", told.reason)]
}

/// Text as it stands, for a field that takes HTML.
fn html(text: &str) -> String {
    let lines = text.lines().map(|line| escaped(line).replace('"', "&quot;"));
    format!("<p>{}</p>", lines.collect::<Vec<_>>().join("<br>"))
}

/// What Slack and HTML both have escaped.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handoff::announcement::{Person, Quoted};

    fn told() -> Announcement {
        Announcement {
            event: Event::Accepted,
            at: "2026-11-22T10:00:00.000Z".into(),
            site: "pk_a".into(),
            shop: "Fell & Ward".into(),
            ticket: "V-1042".into(),
            conversation: "c1".into(),
            reason: "low_confidence".into(),
            locale: "en".into(),
            shopper: Person { name: String::new(), email: "ann@mail.example".into() },
            text: "Is <this> \"right\"?\n<!channel> & so on".into(),
            inserted: vec![Quoted { title: "Returns".into(), text: Some("30 days".into()) }],
            staff: Some("Sam".into()),
            reply: Some("r1".into()),
            merged_into: None,
        }
    }

    /// Bodies as the makers' documents show them, with every field that they require.
    #[test]
    fn bodies_are_those_that_the_makers_document() {
        let (path, body) = request(Format::Zendesk, "m1", &told());
        assert_eq!(path, "/api/v2/tickets.json");
        let expected = json!({"ticket": {
            "subject": "[V-1042] Is <this> \"right\"?",
            "comment": {"body": "Is <this> \"right\"?\n<!channel> & so on"},
            "requester": {"name": "ann@mail.example", "email": "ann@mail.example"},
            "external_id": "pk_a/V-1042",
            "tags": ["vouch", "vouch_low_confidence"],
        }});
        assert_eq!(body, expected);
        let (path, body) = request(Format::Freshdesk, "m1", &told());
        assert_eq!(path, "/api/v2/tickets");
        let expected = json!({
            "name": "ann@mail.example",
            "email": "ann@mail.example",
            "subject": "[V-1042] Is <this> \"right\"?",
            "description": "<p>Is &lt;this&gt; &quot;right&quot;?<br>&lt;!channel&gt; &amp; so on</p>",
            "status": 2, "priority": 1, "source": 7,
            "tags": ["vouch", "vouch_low_confidence"],
        });
        assert_eq!(body, expected);
        let (path, body) = request(Format::Slack, "m1", &told());
        assert_eq!(path, "");
        let text = "*New ticket V-1042* (Fell &amp; Ward) Sam\n\
                    > Is &lt;this&gt; \"right\"?\n> &lt;!channel&gt; &amp; so on";
        assert_eq!(body, json!({ "text": text }));
    }

    #[test]
    fn our_own_carries_its_id_and_what_happened() {
        let (_, body) = request(Format::Vouch, "m1", &told());
        assert_eq!((&body["version"], &body["id"]), (&json!(1), &json!("m1")));
        assert_eq!(body["event"], "ticket.accepted");
        assert_eq!(body["shopper"]["email"], "ann@mail.example");
        let docs = include_str!("../../../../docs/delivery.md");
        for field in body.as_object().unwrap().keys() {
            assert!(docs.contains(&format!("`{field}`")), "docs/delivery.md lacks `{field}`");
        }
    }
}
