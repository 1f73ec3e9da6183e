//! One storefront's settings.

use crate::config::IdentitySettings;
use crate::handoff::hours::Hours;
use crate::orders::OrdersConfig;
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use vouch_shared::id::{AnswerId, SiteKey};

/// A storefront.
#[derive(Clone, Debug, Deserialize)]
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
    /// The shop's colour, `#rrggbb`.
    #[serde(default)]
    pub accent: Option<String>,
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
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HandoffSettings {
    /// The address that the contact page shows.
    pub email: Option<String>,
    /// Where tickets are announced, once the support desk delivers them.
    pub webhook: Option<String>,
    /// The promised time to a first reply, counted while the desk is open.
    pub sla_minutes: Option<u32>,
    /// When people answer; always, where it is absent.
    pub hours: Option<Hours>,
}

impl HandoffSettings {
    pub(super) fn has_delivery(&self) -> bool {
        self.webhook.is_some()
    }

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

fn default_locale() -> String {
    crate::texts::DEFAULT_LOCALE.to_owned()
}

fn default_risk() -> f64 {
    0.005
}

fn default_theme() -> String {
    "auto".to_owned()
}
