//! What the inbox shows, as its address says it: every list is a link.

use vouch_shared::ticket::Queue;

/// A list of the inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) queue: Queue,
    pub(crate) reason: String,
    pub(crate) locale: String,
    pub(crate) tag: String,
    pub(crate) priority: String,
    pub(crate) text: String,
}

impl Filter {
    /// `query` gives what the address says under a name.
    pub(crate) fn of(query: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| query(name).unwrap_or_default();
        Self {
            queue: Queue::parse(&text("queue")).unwrap_or_default(),
            reason: text("reason"),
            locale: text("locale"),
            tag: text("tag"),
            priority: text("priority"),
            text: text("q"),
        }
    }

    /// The part of the address after `?`.
    pub(crate) fn query(&self) -> String {
        let fields = [
            ("queue", self.queue.as_str()),
            ("reason", &self.reason),
            ("locale", &self.locale),
            ("tag", &self.tag),
            ("priority", &self.priority),
            ("q", &self.text),
        ];
        let given = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = given.map(|(name, value)| {
            format!("{name}={}", String::from(js_sys::encode_uri_component(value)))
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    pub(crate) fn address(&self) -> String {
        format!("/console/inbox?{}", self.query())
    }
}

/// A queue's name for people.
pub(crate) fn queue_name(queue: Queue) -> &'static str {
    match queue {
        Queue::Open => "Open",
        Queue::Mine => "Mine",
        Queue::Unassigned => "Unassigned",
        Queue::Waiting => "Waiting",
        Queue::Snoozed => "Snoozed",
        Queue::Overdue => "Overdue",
        Queue::Mentions => "Mentions",
        Queue::Closed => "Closed",
        Queue::All => "All",
    }
}

/// A hand-over's reason for people.
pub(crate) fn reason_name(reason: &str) -> String {
    match reason {
        "low_confidence" => "Not sure enough".to_owned(),
        "no_knowledge" => "No text".to_owned(),
        "asked_for_person" => "Asked for a person".to_owned(),
        "stopped" => "Answers stopped".to_owned(),
        "order_check_failed" => "Order check failed".to_owned(),
        "orders_unavailable" => "Orders unavailable".to_owned(),
        "too_many_attempts" => "Too many tries".to_owned(),
        "not_logged" => "Not logged".to_owned(),
        other => other.to_owned(),
    }
}
