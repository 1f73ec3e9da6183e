//! Adding members and choosing passwords.

use super::password::{self, MAX_CHARS, MIN_CHARS};
use crate::knowledge::workflow::person;
use crate::store::staff::RoleRow;
use crate::store::{self, Store};
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
    #[error("choose a password of {MIN_CHARS} to {MAX_CHARS} characters; several words are best")]
    PasswordLength,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// Somebody to add.
#[derive(Clone, Debug)]
pub struct NewMember<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub role: Role,
    /// A site's key, or [`store::staff::EVERY_SITE`].
    pub site: &'a str,
}

/// Adds a member with a role. Gives the address as the account is known by.
pub async fn add(store: &Store, new: &NewMember<'_>, at: &str) -> Result<String, AccountError> {
    let (email, name) = (person(new.email), new.name.trim());
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(AccountError::NotAnAddress(email));
    }
    if name.is_empty() {
        return Err(AccountError::NoName);
    }
    match store::staff::insert(store, &email, name, at).await {
        Err(store::Error::Conflict) => return Err(AccountError::Known(email)),
        done => done?,
    }
    set_role(store, &email, new.site, new.role).await?;
    Ok(email)
}

/// Gives a known member a role on a site, instead of the one that they had there.
pub async fn set_role(
    store: &Store,
    email: &str,
    site: &str,
    role: Role,
) -> Result<(), AccountError> {
    let email = known(store, email).await?;
    let row = RoleRow { email, site: site.to_owned(), role: role.as_str().to_owned() };
    Ok(store::staff::set_role(store, &row).await?)
}

/// Replaces a member's password.
pub async fn set_password(
    store: &Store,
    email: &str,
    password: String,
) -> Result<(), AccountError> {
    let email = known(store, email).await?;
    if !(MIN_CHARS..=MAX_CHARS).contains(&password.chars().count()) {
        return Err(AccountError::PasswordLength);
    }
    let hash = password::hash(password).await?;
    Ok(store::staff::set_password(store, &email, &hash).await?)
}

async fn known(store: &Store, email: &str) -> Result<String, AccountError> {
    let email = person(email);
    let found = store::staff::find(store, &email).await?;
    Ok(found.ok_or(AccountError::Unknown(email))?.email)
}
