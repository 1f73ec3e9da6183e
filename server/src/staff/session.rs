//! Staff sessions: a random token in a cookie, of which the database keeps the hash. A session
//! ends a while after it was last used, and in any case after some days.

use super::member::Member;
use super::password;
use crate::app::App;
use crate::auth::token;
use crate::clock::{new_id, new_token, timestamp};
use crate::error::Error;
use crate::knowledge::workflow::person;
use crate::store;
use crate::store::staff_session::SessionRow;
use std::net::IpAddr;
use subtle::ConstantTimeEq as _;
use time::{Duration, OffsetDateTime};

/// How long a session lasts without use.
const IDLE: Duration = Duration::hours(12);
/// How long a session lasts at most.
const LONGEST: Duration = Duration::days(7);
/// How stale the note of the last use may be; writing on every request would be waste.
const TOUCH_EVERY: Duration = Duration::minutes(1);
/// The longest name of a browser that is kept, in characters.
const AGENT_CHARS: usize = 200;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub member: Member,
    /// The session's public id.
    pub session: String,
    csrf: String,
}

impl SignedIn {
    /// What every request that changes something repeats: other sites' pages cannot know it.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// Whether a request repeats it, compared in constant time.
    pub fn is_csrf(&self, shown: &str) -> bool {
        self.csrf.as_bytes().ct_eq(shown.as_bytes()).into()
    }
}

/// Where somebody signs in from.
#[derive(Clone, Debug)]
pub struct From {
    pub address: IpAddr,
    pub agent: String,
}

/// Signs somebody in: the cookie's token, and who they are.
pub async fn open(
    app: &App,
    (email, password): (&str, String),
    from: From,
) -> Result<(String, SignedIn), Error> {
    if password.chars().count() > password::MAX_CHARS {
        return Err(Error::WrongPassword);
    }
    let row = store::staff::find(&app.store, &person(email)).await?;
    let stored = row.as_ref().and_then(|row| row.password.clone());
    let fits = password::fits(password, stored).await?;
    let row = row.filter(|_| fits).ok_or(Error::WrongPassword)?;
    let now = app.clock.now();
    let (token, at) = (new_token(), timestamp(now).0);
    let session = SessionRow {
        id: new_id(now),
        email: row.email.clone(),
        created_at: at.clone(),
        seen_at: at,
        expires_at: timestamp(now + IDLE).0,
        address: from.address.to_string(),
        agent: from.agent.chars().take(AGENT_CHARS).collect(),
    };
    store::staff_session::insert(&app.store, &session, &token::hash(&token)).await?;
    let signed_in = signed_in(app, row, (session.id, &token)).await?;
    Ok((token, signed_in))
}

/// Whoever the token belongs to, if its session still runs.
pub async fn find(app: &App, token: &str) -> Result<Option<SignedIn>, Error> {
    let now = app.clock.now();
    let at = timestamp(now).0;
    let found = store::staff_session::find(&app.store, &token::hash(token), &at).await?;
    let Some(session) = found else { return Ok(None) };
    let Some(row) = store::staff::find(&app.store, &session.email).await? else { return Ok(None) };
    if session.seen_at < timestamp(now - TOUCH_EVERY).0 {
        let expires = expiry(&session, now);
        store::staff_session::touch(&app.store, &session.id, &at, &expires).await?;
    }
    Ok(Some(signed_in(app, row, (session.id, token)).await?))
}

/// Ends a session of a member.
pub async fn end(app: &App, email: &str, id: &str) -> Result<bool, Error> {
    Ok(store::staff_session::delete(&app.store, email, id).await?)
}

/// A while after now, but never longer than a session may last.
fn expiry(session: &SessionRow, now: OffsetDateTime) -> String {
    let format = &time::format_description::well_known::Rfc3339;
    let latest = OffsetDateTime::parse(&session.created_at, format).map_or(now, |at| at + LONGEST);
    timestamp((now + IDLE).min(latest)).0
}

async fn signed_in(
    app: &App,
    row: store::staff::StaffRow,
    (session, token): (String, &str),
) -> Result<SignedIn, Error> {
    let roles = store::staff::roles(&app.store, &row.email).await?;
    let csrf = token::keyed_hash(token, "csrf");
    Ok(SignedIn { member: Member::new(row, &roles), session, csrf })
}
