//! What an owner can have wrong in `[site.orders]`. No message holds the connection string.

/// Why a reader cannot be made from a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrdersError {
    #[error("orders.preset: there is no preset {0:?}; the only one is \"custom\"")]
    UnknownPreset(String),
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
}
