//! Setting a site up: what an owner sees and changes of it in the console.

use crate::card::ChoiceOption;
use crate::id::{AnswerId, SiteKey, Timestamp};
use serde::{Deserialize, Serialize};

/// A site to add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSite {
    /// The public key word, such as `pk_myshop`.
    pub site: SiteKey,
    pub name: String,
    /// The shop's origin, such as `https://shop.example`.
    pub origin: String,
}

/// What an owner may change without touching a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SiteSettings {
    /// Of the stored settings; a change that was made on others is refused.
    pub version: String,
    pub name: String,
    pub origins: Vec<String>,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    /// `#rrggbb`; empty for Vouch's own.
    pub accent: String,
    /// A picture for the chat's header as a `data:` URI; empty for none.
    pub logo: String,
    /// `right` or `left`.
    pub position: String,
    /// Approved text to greet with; Vouch's own words where there is none.
    pub greeting: Option<AnswerId>,
    /// Answers to offer at the start.
    pub quick_replies: Vec<AnswerId>,
}

/// A site as its set-up shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteSetup {
    pub site: SiteKey,
    pub settings: SiteSettings,
    /// The script tag to paste into the shop's pages.
    pub tag: String,
    /// What the pages' content security policy has to allow, if they have one.
    pub policy: String,
    /// Where the tag was seen.
    pub seen: Vec<SeenPage>,
    /// Published answers, to greet with and to offer.
    pub answers: Vec<ChoiceOption>,
    /// Where orders come from, if they do.
    pub orders: Option<OrdersSummary>,
}

/// A page's origin at which a widget asked for this site's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenPage {
    pub origin: String,
    /// The last time.
    pub at: Timestamp,
    /// Whether it is one of the site's origins.
    pub allowed: bool,
}

/// Where a site's orders come from, without anything secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrdersSummary {
    pub preset: String,
    /// The kind of address, such as `postgres`; never the address itself.
    pub place: String,
}

/// A connection to orders, to try or to keep.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrdersConnection {
    pub preset: String,
    /// The connection string. It is written once and never shown again.
    pub url: String,
    /// For `http` and `shopify`: what requests are signed with, or the access token.
    #[serde(default)]
    pub key: Option<String>,
    /// For `shopify`, such as `2026-10`.
    #[serde(default)]
    pub api_version: Option<String>,
    /// Why the role may be one that can write; without a reason it may not.
    #[serde(default)]
    pub allow_writable_role: Option<String>,
    /// An order to read, to see what the checks make of it.
    #[serde(default)]
    pub number: Option<String>,
}

/// What trying a connection found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrdersFindings {
    /// Whether nothing is wrong.
    pub good: bool,
    pub findings: Vec<OrdersFinding>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrdersFinding {
    pub subject: String,
    pub ok: bool,
    /// Nothing is wrong, but somebody should look at it.
    pub warning: bool,
    pub detail: String,
}
