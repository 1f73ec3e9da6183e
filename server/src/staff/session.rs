//! Staff sessions: a random token in a cookie, of which the database keeps the hash. A session
//! ends a while after it was last used, and in any case after some days.

use super::attempt::Attempt;
use super::audit::Actor;
use super::member::Member;
use super::second_step::{self, Verdict};
use super::{browser, password};
use crate::app::App;
use crate::auth::token;
use crate::clock::{new_id, new_token, timestamp};
use crate::error::Error;
use crate::knowledge::workflow::person;
use crate::store;
use crate::store::staff::StaffRow;
use crate::store::staff_session::SessionRow;
use serde_json::json;
use std::net::IpAddr;
use subtle::ConstantTimeEq as _;
use time::{Duration, OffsetDateTime};
use vouch_shared::account::Session;
use vouch_shared::id::Timestamp;
use vouch_shared::staff::SignIn;

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

/// Signs somebody in: the cookie's token, and who they are. Every failure is the same to whoever
/// does not know the password, in words and in time, whether or not there is such an account.
pub async fn open(app: &App, request: SignIn, from: From) -> Result<(String, SignedIn), Error> {
    let SignIn { email, password, code } = request;
    if password.chars().count() > password::MAX_CHARS {
        return Err(Error::WrongPassword);
    }
    let attempt = Attempt::begin(app, &person(&email), from.address).await?;
    let row = store::staff::find(&app.store, &person(&email)).await?;
    let stored = row.as_ref().and_then(|row| row.password.clone());
    let fits = password::fits(password, stored).await?;
    let known = row.as_ref().map(|row| row.email.clone());
    let Some(row) = row.filter(|_| fits) else {
        note_failure(app, known.as_deref(), "password", &from).await?;
        return Err(Error::WrongPassword);
    };
    match second_step::check(app, &row.email, code.as_deref()).await? {
        Verdict::Passed => {}
        Verdict::Missing => {
            attempt.take_back().await?;
            return Err(Error::CodeNeeded);
        }
        Verdict::Wrong => {
            note_failure(app, Some(&row.email), "code", &from).await?;
            return Err(Error::WrongCode);
        }
    }
    attempt.succeed().await?;
    metrics::counter!("vouch_sign_ins", "outcome" => "in").increment(1);
    start(app, row, from).await
}

/// Starts a session of a member who has shown who they are.
pub async fn start(app: &App, row: StaffRow, from: From) -> Result<(String, SignedIn), Error> {
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
    let actor = Actor { who: &row.email, site: None, now };
    let entry = actor.did("session.open", &session.id, &json!({"address": session.address}));
    store::staff_session::insert(&app.store, &session, &token::hash(&token), &entry).await?;
    let signed_in = signed_in(app, row, (session.id, &token)).await?;
    Ok((token, signed_in))
}

/// What was typed for an address of nobody is not kept: it may be a password.
async fn note_failure(app: &App, known: Option<&str>, why: &str, from: &From) -> Result<(), Error> {
    metrics::counter!("vouch_sign_ins", "outcome" => "refused").increment(1);
    let actor = Actor { who: known.unwrap_or("unknown"), site: None, now: app.clock.now() };
    let detail = json!({"why": why, "address": from.address.to_string()});
    let entry = actor.did("session.refuse", known.unwrap_or_default(), &detail);
    Ok(store::audit::record(&app.store, &entry).await?)
}

/// Asks a member who is signed in for their password again, before something that matters.
pub async fn prove(
    app: &App,
    signed_in: &SignedIn,
    password: String,
    from: &From,
) -> Result<(), Error> {
    let email = &signed_in.member.email;
    if password.chars().count() > password::MAX_CHARS {
        return Err(Error::WrongPassword);
    }
    let attempt = Attempt::begin(app, email, from.address).await?;
    let row = store::staff::find(&app.store, email).await?;
    if !password::fits(password, row.and_then(|row| row.password)).await? {
        note_failure(app, Some(email), "password", from).await?;
        return Err(Error::WrongPassword);
    }
    attempt.succeed().await
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

/// A member's sessions, the last used first.
pub async fn list(app: &App, signed_in: &SignedIn) -> Result<Vec<Session>, Error> {
    let now = app.clock.timestamp();
    let rows =
        store::staff_session::list(&app.store, &signed_in.member.email, now.as_str()).await?;
    let session = |row: SessionRow| Session {
        browser: browser::name(&row.agent),
        this: row.id == signed_in.session,
        id: row.id,
        address: row.address,
        since: Timestamp(row.created_at),
        seen_at: Timestamp(row.seen_at),
    };
    Ok(rows.into_iter().map(session).collect())
}

/// Ends a session of the member who asks; false when they have none of that id.
pub async fn end(app: &App, signed_in: &SignedIn, id: &str) -> Result<bool, Error> {
    let email = &*signed_in.member.email;
    let actor = Actor { who: email, site: None, now: app.clock.now() };
    let entry = actor.did("session.end", id, &json!({}));
    Ok(store::staff_session::delete(&app.store, (email, id), &entry).await?)
}

/// Ends all sessions of the member who asks, but the one that asks.
pub async fn end_others(app: &App, signed_in: &SignedIn) -> Result<(), Error> {
    let email = &*signed_in.member.email;
    let actor = Actor { who: email, site: None, now: app.clock.now() };
    let entry = actor.did("session.end_others", email, &json!({}));
    Ok(store::staff_session::end_others(&app.store, (email, &signed_in.session), &entry).await?)
}

/// A while after now, but never longer than a session may last.
fn expiry(session: &SessionRow, now: OffsetDateTime) -> String {
    let format = &time::format_description::well_known::Rfc3339;
    let latest = OffsetDateTime::parse(&session.created_at, format).map_or(now, |at| at + LONGEST);
    timestamp((now + IDLE).min(latest)).0
}

async fn signed_in(
    app: &App,
    row: StaffRow,
    (session, token): (String, &str),
) -> Result<SignedIn, Error> {
    let roles = store::staff::roles(&app.store, &row.email).await?;
    let csrf = token::keyed_hash(token, "csrf");
    Ok(SignedIn { member: Member::new(row, &roles), session, csrf })
}
