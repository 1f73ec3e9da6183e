//! One storefront's settings.

use crate::config::{IdentitySettings, Logo, TargetSettings};
use crate::handoff::hours::Hours;
use crate::orders::OrdersConfig;
use crate::secret::Secret;
use serde::{Deserialize, Deserializer};
use time::{Duration, OffsetDateTime};
use vouch_shared::id::{AnswerId, SiteKey};

/// A storefront.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The public key word that the script tag names, for example `pk_demo`.
    pub key: SiteKey,
    /// The shop's name as shoppers know it.
    pub name: String,
    /// The pages that may talk to Vouch, as `https://shop.example`.
    #[serde(default)]
    pub origins: Vec<String>,
    /// The site's own language, BCP 47.
    #[serde(default = "default_locale")]
    pub locale: String,
    /// Wrong answers as a share of all questions that the owner accepts.
    #[serde(default = "default_risk")]
    pub risk: f64,
    /// `auto`, `light` or `dark`.
    #[serde(default = "default_theme")]
    pub theme: String,
    /// The shop's colour, `#rrggbb`; empty for Vouch's own.
    #[serde(default, deserialize_with = "unless_empty")]
    pub accent: Option<String>,
    /// A picture for the chat's header, as a `data:` URI.
    #[serde(default, deserialize_with = "super::logo::of_settings")]
    pub logo: Option<Logo>,
    /// The side of the page that the launcher is on; it goes into the script tag.
    #[serde(default)]
    pub position: Position,
    /// Approved text to greet with instead of Vouch's own words, by its answer id.
    #[serde(default, deserialize_with = "unless_empty")]
    pub greeting: Option<AnswerId>,
    /// Answers to offer at the start; `order` is the order form.
    #[serde(default)]
    pub quick_replies: Vec<AnswerId>,
    #[serde(default)]
    pub resume: Resume,
    #[serde(default)]
    pub orders: Option<OrdersConfig>,
    /// The keys by which the shop's own back end says who a shopper is.
    #[serde(default)]
    pub identity: Option<IdentitySettings>,
    #[serde(default)]
    pub handoff: HandoffSettings,
}

/// A side of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    #[default]
    Right,
    Left,
}

impl Position {
    /// As the script tag writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Left => "left",
        }
    }
}

/// How long a shopper's device remembers a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resume {
    /// Until the tab is closed.
    #[default]
    Tab,
    /// Across visits.
    Visits,
}

/// Where people are reached.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HandoffSettings {
    /// The address that the contact page shows; with `[smtp]`, tickets are mailed to it too.
    pub email: Option<String>,
    /// Where tickets and replies are announced, as `format = "vouch"` puts them.
    pub webhook: Option<Secret>,
    /// What signs the requests to `webhook`, at least 32 bytes.
    pub webhook_key: Option<Secret>,
    /// Why `webhook` may lie in a private network.
    pub webhook_private: Option<String>,
    /// Other systems that tickets are announced to.
    pub target: Vec<TargetSettings>,
    /// The mailbox for shoppers' answers: each ticket gets an address of its own under it,
    /// `support+V-1042.…@shop.example`.
    pub reply_to: Option<String>,
    /// What those addresses, and requests to `/v1/inbound`, are signed with; at least 32 bytes.
    pub inbound_key: Option<Secret>,
    /// How long a reply waits for an open widget before it goes by mail.
    pub mail_after_seconds: u32,
    /// The promised time to a first reply, counted while the desk is open.
    pub sla_minutes: Option<u32>,
    /// When people answer; always, where it is absent.
    pub hours: Option<Hours>,
}

impl Default for HandoffSettings {
    fn default() -> Self {
        Self {
            email: None,
            webhook: None,
            webhook_key: None,
            webhook_private: None,
            target: Vec::new(),
            reply_to: None,
            inbound_key: None,
            mail_after_seconds: 60,
            sla_minutes: None,
            hours: None,
        }
    }
}

impl HandoffSettings {
    /// When a first reply is due to somebody who wrote at that moment; nothing was promised where
    /// there is none.
    pub fn due_after(&self, at: OffsetDateTime) -> Option<OffsetDateTime> {
        let minutes = self.sla_minutes?;
        match &self.hours {
            Some(hours) => hours.add_open_minutes(at, minutes),
            None => at.checked_add(Duration::minutes(i64::from(minutes))),
        }
    }
}

/// A text, or nothing where it is empty: so a value of `vouch.toml` can be taken back.
fn unless_empty<'de, D: Deserializer<'de>, T: From<Text>>(input: D) -> Result<Option<T>, D::Error> {
    let text = Text::deserialize(input)?;
    Ok((!text.0.trim().is_empty()).then(|| T::from(text)))
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Text(String);

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl From<Text> for AnswerId {
    fn from(text: Text) -> Self {
        Self(text.0)
    }
}

fn default_locale() -> String {
    crate::texts::DEFAULT_LOCALE.to_owned()
}

fn default_risk() -> f64 {
    0.005
}

fn default_theme() -> String {
    "auto".to_owned()
}
