//! What an owner can have wrong in `[site.orders]`. No message holds the connection string.

use crate::orders::http::EndpointError;

/// Why a reader cannot be made from a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrdersError {
    #[error("orders.preset: there is no preset {name:?}; there are: {known}")]
    UnknownPreset { name: String, known: String },
    #[error("orders.preset: `{preset}` runs on {known}, but orders.url names {engine}")]
    WrongEngine { preset: String, engine: &'static str, known: String },
    #[error("orders.options.{name}: the preset has no such option; it has: {known}")]
    UnknownOption { name: String, known: String },
    #[error("orders.options.{name}: write {wanted}")]
    BadOption { name: String, wanted: &'static str },
    #[error("orders.allow_writable_role: say why the role may be one that can write")]
    NoReason,
    #[error(
        "orders.url: write it as sqlite:PATH, postgres://USER:PASSWORD@HOST/DATABASE, \
         mysql://… or mariadb://…"
    )]
    UnknownEngine,
    #[error(
        "orders.url: percent-encode the characters @ : / ? # in user name and password \
         (@ is %40, : is %3A, / is %2F, ? is %3F, # is %23)"
    )]
    AmbiguousUrl,
    #[error("orders.url: {0}")]
    BadUrl(String),
    #[error("orders.{0}: must be more than 0")]
    NotPositive(&'static str),
    #[error("orders.query.{0}: the query is empty")]
    EmptyQuery(&'static str),
    #[error(
        "orders.max_staleness_s and orders.query.freshness go together: the query tells how \
         recent the data is, the number how recent it must be"
    )]
    HalfFreshness,
    #[error("orders.tracking_hosts: {0:?} is not a host name such as \"track.example.com\"")]
    BadTrackingHost(String),
    #[error("orders.url: {0}")]
    Endpoint(#[from] EndpointError),
    #[error("orders.recent_url: {0}")]
    RecentEndpoint(EndpointError),
    #[error("orders.key: give the key that requests are signed with, or Shopify's access token")]
    MissingKey,
    #[error("orders.key: must have at least {0} characters; `openssl rand -hex 32` makes one")]
    ShortKey(usize),
    #[error("orders.key: an access token has no spaces, line ends or letters beyond ASCII")]
    UnusableKey,
    #[error("orders.api_version: {0:?} is not a version such as \"2026-10\"")]
    BadApiVersion(String),
    #[error("orders.ca_file: {0}")]
    BadCaFile(String),
    #[error("orders.{0}: has no meaning with the preset {1:?}; leave it out")]
    NotForPreset(&'static str, String),
    #[error("orders.verify_with.{0}: belongs into [site.orders], for both sources")]
    NotForSecond(&'static str),
    #[error("in orders.verify_with: {0}")]
    Second(Box<OrdersError>),
}
