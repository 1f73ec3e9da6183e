//! Set-up links: the way to a first password, and to another one for whoever forgot theirs. The
//! token stands behind the `#`, which browsers neither send nor log.

use super::account::{self, AccountError};
use super::audit::Actor;
use super::session::{self, From, SignedIn};
use super::{password, second_step};
use crate::app::App;
use crate::auth::token;
use crate::clock::{new_token, timestamp};
use crate::error::Error;
use crate::mail::Mail;
use crate::store::staff_link::NewLink;
use crate::store::{self, Store};
use serde_json::json;
use time::Duration;
use vouch_shared::account::SetUpLink;
use vouch_shared::id::Timestamp;

/// How long a link works.
pub const LIFE: Duration = Duration::hours(48);

const GONE: &str = "this link was used, replaced by a newer one, or is older than two days; ask an \
                    owner, or `vouch user link`, for another";

/// A link that was just made.
pub struct Link {
    pub url: String,
    pub expires_at: Timestamp,
}

/// Makes a link for a known member. Earlier ones end.
pub async fn create(
    store: &Store,
    public_url: &str,
    email: &str,
    actor: &Actor<'_>,
) -> Result<Link, AccountError> {
    let email = account::known(store, email).await?;
    let (token, expires_at) = (new_token(), timestamp(actor.now + LIFE));
    let token_hash = token::hash(&token);
    let new = NewLink { token_hash: &token_hash, email: &email, expires_at: expires_at.as_str() };
    let entry = actor.did("staff.link", &email, &json!({"expires_at": expires_at}));
    store::staff_link::replace(store, &new, &entry).await?;
    Ok(Link { url: format!("{public_url}/console/welcome#{token}"), expires_at })
}

/// The same, mailed where the server can.
pub async fn invite(app: &App, email: &str, actor: &Actor<'_>) -> Result<SetUpLink, AccountError> {
    let Link { url, expires_at } =
        create(&app.store, &app.config.server.public_url, email, actor).await?;
    let mailed = app.mailer.is_some();
    if mailed {
        let text = format!(
            "Hello,\n\nchoose a password here to work in the Vouch console:\n\n{url}\n\n\
             The link works once, and for two days. If you did not expect it, ignore this mail.\n"
        );
        let subject = "Your link to the Vouch console".to_owned();
        app.send_mail(Mail { to: email.to_owned(), subject, text, ..Mail::default() });
    }
    Ok(SetUpLink { url, expires_at, mailed })
}

/// Whose link it is.
pub async fn owner(app: &App, token: &str) -> Result<store::staff::StaffRow, Error> {
    let now = app.clock.timestamp();
    let email = store::staff_link::owner(&app.store, &token::hash(token), now.as_str()).await?;
    let row = match email {
        Some(email) => store::staff::find(&app.store, &email).await?,
        None => None,
    };
    row.ok_or(Error::NotFound(GONE))
}

/// Uses a link up for a password, and signs its owner in; not so where signing in takes a second
/// step, which a link must not be a way around.
pub async fn redeem(
    app: &App,
    (token, password): (&str, String),
    from: From,
) -> Result<Option<(String, SignedIn)>, Error> {
    let row = owner(app, token).await?;
    account::check_length(&password)?;
    let hash = password::hash(password).await?;
    let actor = Actor { who: &row.email, site: None, now: app.clock.now() };
    let entry = actor.did("staff.password", &row.email, &json!({"by": "link"}));
    let now = timestamp(actor.now);
    let link = (&*token::hash(token), now.as_str());
    if !store::staff_link::redeem(&app.store, link, &hash, &entry).await? {
        return Err(Error::NotFound(GONE));
    }
    if second_step::is_on(app, &row.email).await? {
        return Ok(None);
    }
    session::start(app, row, from).await.map(Some)
}
