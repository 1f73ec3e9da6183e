//! Adding members, giving them roles, and choosing passwords.

use super::audit::Actor;
use super::password::{self, MAX_CHARS, MIN_CHARS};
use super::session::SignedIn;
use crate::app::App;
use crate::clock::timestamp;
use crate::error::Error;
use crate::knowledge::workflow::person;
use crate::store::staff::{EVERY_SITE, RoleRow};
use crate::store::team::Changed;
use crate::store::{self, Store};
use serde_json::json;
use vouch_shared::staff::Role;

/// Why an account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("`{0}` is not an e-mail address")]
    NotAnAddress(String),
    #[error("a name is missing; shoppers read it beside a person's replies")]
    NoName,
    #[error("`{0}` is a staff member already")]
    Known(String),
    #[error("nobody is known as `{0}`; add them with `vouch user add {0} --name … --role …`")]
    Unknown(String),
    #[error("{LAST_OWNER}")]
    LastOwner,
    #[error("choose a password of {MIN_CHARS} to {MAX_CHARS} characters; several words are best")]
    PasswordLength,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

const LAST_OWNER: &str = "this would leave no owner; make somebody else an owner first";

impl From<AccountError> for Error {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::NotAnAddress(_) | AccountError::Known(_) => {
                Self::invalid("email", error.to_string())
            }
            AccountError::NoName => Self::invalid("name", error.to_string()),
            AccountError::Unknown(_) => Self::NotFound("there is no such staff member"),
            AccountError::LastOwner => Self::Conflict { kind: "last-owner", detail: LAST_OWNER },
            AccountError::PasswordLength => Self::invalid("password", error.to_string()),
            AccountError::Store(error) => error.into(),
            AccountError::Internal(error) => error.into(),
        }
    }
}

/// Somebody to add.
#[derive(Clone, Debug)]
pub struct NewMember<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: Role,
    /// A site's key, or [`EVERY_SITE`].
    pub site: &'a str,
}

/// Adds a member with a role, or gives a known one a role where they have none. Gives the address
/// as the account is known by.
pub async fn add(
    store: &Store,
    new: &NewMember<'_>,
    actor: &Actor<'_>,
) -> Result<String, AccountError> {
    let (email, name) = (person(new.email), new.name.trim());
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(AccountError::NotAnAddress(email));
    }
    if name.is_empty() {
        return Err(AccountError::NoName);
    }
    let roles = store::staff::roles(store, &email).await?;
    if roles.iter().any(|role| role.site == new.site || role.site == EVERY_SITE) {
        return Err(AccountError::Known(email));
    }
    store::staff::insert(store, &email, name, &timestamp(actor.now).0).await?;
    let role = RoleRow { email, site: new.site.to_owned(), role: new.role.as_str().to_owned() };
    let detail = json!({"role": new.role, "on": new.site});
    let entry = actor.did("staff.add", &role.email, &detail);
    done(store::team::set_role(store, &role, None, &entry).await?)?;
    Ok(role.email)
}

/// Gives a known member a role on a site, instead of the one that they had there. A role on every
/// site also takes the place of the one on `instead_of`.
pub async fn set_role(
    store: &Store,
    (email, site, role): (&str, &str, Role),
    instead_of: Option<&str>,
    actor: &Actor<'_>,
) -> Result<(), AccountError> {
    let email = known(store, email).await?;
    let row = RoleRow { email, site: site.to_owned(), role: role.as_str().to_owned() };
    let entry = actor.did("staff.role", &row.email, &json!({"role": role, "on": site}));
    done(store::team::set_role(store, &row, instead_of, &entry).await?)
}

/// Takes a member's role on a site, or on [`EVERY_SITE`]; with the last one goes all access.
pub async fn remove(
    store: &Store,
    (email, site): (&str, &str),
    actor: &Actor<'_>,
) -> Result<(), AccountError> {
    let email = known(store, email).await?;
    let entry = actor.did("staff.remove", &email, &json!({"on": site}));
    done(store::team::remove_role(store, (&email, site), &entry).await?)
}

/// Replaces a member's password, and ends their sessions but `keep`.
pub async fn set_password(
    store: &Store,
    (email, password): (&str, String),
    keep: Option<&str>,
    actor: &Actor<'_>,
) -> Result<(), AccountError> {
    let email = known(store, email).await?;
    check_length(&password)?;
    let hash = password::hash(password).await?;
    let entry = actor.did("staff.password", &email, &json!({"by": actor.who}));
    Ok(store::staff::set_password(store, (&email, &hash), keep, &entry).await?)
}

/// Replaces the password of whoever asks, and ends their other sessions.
pub async fn change_password(
    app: &App,
    signed_in: &SignedIn,
    password: String,
) -> Result<(), AccountError> {
    let email = &*signed_in.member.email;
    let actor = Actor { who: email, site: None, now: app.clock.now() };
    set_password(&app.store, (email, password), Some(&signed_in.session), &actor).await
}

pub(super) fn check_length(password: &str) -> Result<(), AccountError> {
    let fits = (MIN_CHARS..=MAX_CHARS).contains(&password.chars().count());
    if fits { Ok(()) } else { Err(AccountError::PasswordLength) }
}

pub(super) async fn known(store: &Store, email: &str) -> Result<String, AccountError> {
    let email = person(email);
    let found = store::staff::find(store, &email).await?;
    Ok(found.ok_or(AccountError::Unknown(email))?.email)
}

fn done(changed: Changed) -> Result<(), AccountError> {
    match changed {
        Changed::Done => Ok(()),
        Changed::LastOwner => Err(AccountError::LastOwner),
    }
}
