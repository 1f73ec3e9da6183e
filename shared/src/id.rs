//! Ids and other strings that must not be mixed up with each other.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

ids! {
    /// The public key word of a site, as in `data-site`, for example `pk_demo`.
    SiteKey;
    /// One conversation between a shopper and Vouch.
    ConversationId;
    /// One turn, named by the client so that a repeated request is recognised.
    TurnId;
    /// One card.
    CardId;
    /// One hand-off, named by the client so that a repeated request is recognised.
    HandoffId;
    /// The number of a ticket as people say it, for example `V-1042`.
    TicketNumber;
    /// An approved answer: `document/section` for policy text.
    AnswerId;
    /// A moment in UTC, written as in RFC 3339 with milliseconds.
    Timestamp;
}

/// The longest id a client may choose, in characters.
pub const MAX_CLIENT_ID_CHARS: usize = 64;

/// Whether a client may name a turn or a hand-off so: letters, digits, `-` and `_`.
pub fn is_client_id(text: &str) -> bool {
    (1..=MAX_CLIENT_ID_CHARS).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn client_ids_are_short_and_plain() {
        for good in ["a", "0192-ab_C", &"x".repeat(64)] {
            assert!(is_client_id(good), "{good}");
        }
        for bad in ["", "a b", "é", "a/b", "a\n", &"x".repeat(65)] {
            assert!(!is_client_id(bad), "{bad}");
        }
    }
}
