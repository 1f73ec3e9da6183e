//! Who a shopper is, as far as the shop's signed identity says. A conversation belongs to the first
//! person that it named: to nobody else, and to nobody at all, does it open again.

use crate::app::App;
use crate::auth::identity::{Identity, IdentityError};
use crate::error::Error;
use crate::orders::Email;
use crate::sites::OpenSite;
use crate::store;
use subtle::ConstantTimeEq as _;
use vouch_shared::id::ConversationId;

/// Whom a request comes from.
#[derive(Clone, Debug)]
pub enum Shopper {
    /// The page says nothing.
    Unnamed,
    /// What the page says does not count (any more).
    Refused,
    /// The shop vouches for this person.
    Named(Identity),
}

impl Shopper {
    /// The address that the shop vouches for.
    pub fn email(&self) -> Option<Email> {
        match self {
            Self::Named(identity) => Email::parse(identity.email()?).ok(),
            Self::Unnamed | Self::Refused => None,
        }
    }

    /// Whether the page named somebody, believed or not.
    pub fn is_named(&self) -> bool {
        !matches!(self, Self::Unnamed)
    }

    /// Reads the token that came with a request for a conversation, and refuses it if somebody
    /// else was named there. `bound` is the hash of whom the conversation belongs to.
    pub async fn enter(
        app: &App,
        site: &OpenSite,
        conversation: &ConversationId,
        (bound, token): (Option<String>, Option<&str>),
    ) -> Result<Self, Error> {
        let (shopper, person) = read(app, site, token);
        match (bound, person) {
            (None, _) => {}
            (Some(bound), Some(person))
                if bool::from(bound.as_bytes().ct_eq(person.as_bytes())) =>
            {
                return Ok(shopper);
            }
            (Some(_), _) => return Err(Error::Unauthorized),
        }
        if let Self::Named(identity) = &shopper {
            let person = identity.hash(&site.key);
            store::conversation::bind(&app.store, &site.key, conversation.as_str(), &person)
                .await?;
        }
        Ok(shopper)
    }
}

/// Who is named, and the hash of whom: one whose token has just run out is still the same person.
fn read(app: &App, site: &OpenSite, token: Option<&str>) -> (Shopper, Option<String>) {
    let (Some(keys), Some(token)) = (&site.identity_keys, token) else {
        return (Shopper::Unnamed, None);
    };
    match keys.verify(token, &site.key, app.clock.now()) {
        Ok(identity) => {
            let person = identity.hash(&site.key);
            (Shopper::Named(identity), Some(person))
        }
        Err(error) => {
            metrics::counter!("vouch_identities_refused").increment(1);
            tracing::warn!(site.key = %site.key, %error, "an identity token was refused");
            let person = match &error {
                IdentityError::Expired(identity) => Some(identity.hash(&site.key)),
                _ => None,
            };
            (Shopper::Refused, person)
        }
    }
}
