//! Where tickets and replies are announced, and how often that is tried.

use crate::secret::Secret;
use serde::Deserialize;

/// `[delivery]`: how patient the outbox is. The same for every target.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeliverySettings {
    /// The pause after the first failure; it doubles from there.
    pub first_retry_ms: u32,
    /// The longest pause between two tries.
    pub longest_retry_ms: u32,
    /// After so many tries a message is dead, and a person has to look.
    pub max_tries: u32,
    /// The same after so many hours.
    pub give_up_after_hours: u32,
}

impl Default for DeliverySettings {
    fn default() -> Self {
        Self {
            first_retry_ms: 5_000,
            longest_retry_ms: 3_600_000,
            max_tries: 100,
            give_up_after_hours: 72,
        }
    }
}

/// `[[site.handoff.target]]`: another system that tickets are announced to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetSettings {
    /// Tells it from others, in lists and logs.
    pub name: String,
    #[serde(default)]
    pub format: Format,
    /// For `zendesk` and `freshdesk` the account's address, for `chatwoot` that of the API inbox,
    /// for `slack` and `vouch` the whole address.
    pub url: Secret,
    /// What signs the requests, at least 32 bytes. Needed by `vouch`.
    #[serde(default)]
    pub key: Option<Secret>,
    /// The `Authorization` header, for `zendesk` and `freshdesk`.
    #[serde(default)]
    pub authorization: Option<Secret>,
    /// Why this address may lie in a private network. Without a reason it may not.
    #[serde(default)]
    pub private: Option<String>,
}

/// How a message is put for a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Our own, signed.
    #[default]
    Vouch,
    Zendesk,
    Freshdesk,
    Chatwoot,
    /// Slack's incoming webhooks, and those that take the same.
    Slack,
}
