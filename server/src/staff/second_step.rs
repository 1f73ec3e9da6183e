//! The second step of signing in, for whoever switched it on: a code of their authenticator, or one
//! of ten recovery codes. Each code works once.

use super::audit::Actor;
use super::totp::{self, Secret};
use crate::app::App;
use crate::auth::token::keyed_hash;
use crate::clock::{random_bytes, unix_ms};
use crate::error::Error;
use crate::store;
use data_encoding::BASE32_NOPAD;
use serde_json::json;
use vouch_shared::account::{Account, TotpSecret};

const RECOVERY_CODES: usize = 10;
/// 80 random bits: nobody guesses one, so a quick hash will do.
const RECOVERY_BYTES: usize = 10;

const IN_FORCE: Error = Error::Conflict {
    kind: "totp-on",
    detail: "the second step is on already; switch it off before you set up another",
};

/// What came of the second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    /// A code is asked for and none was given.
    Missing,
    Wrong,
}

/// Whether signing in asks the member for a code.
pub async fn is_on(app: &App, email: &str) -> Result<bool, Error> {
    let row = store::totp::find(&app.store, email).await?;
    Ok(row.is_some_and(|row| row.confirmed == 1))
}

/// What a member may know of it.
pub async fn account(app: &App, email: &str) -> Result<Account, Error> {
    let left = store::totp::recovery_left(&app.store, email).await?;
    let recovery_codes = u32::try_from(left).unwrap_or_default();
    Ok(Account { totp: is_on(app, email).await?, recovery_codes })
}

/// Whether the code lets the member in. It is used up then.
pub async fn check(app: &App, email: &str, code: Option<&str>) -> Result<Verdict, Error> {
    let row = store::totp::find(&app.store, email).await?;
    let Some(row) = row.filter(|row| row.confirmed == 1) else { return Ok(Verdict::Passed) };
    let Some(code) = code.map(plain).filter(|code| !code.is_empty()) else {
        return Ok(Verdict::Missing);
    };
    let secret = Secret::open(&app.config.server.data_dir, &row.seed)?;
    let passed = match secret.step_of(&code, unix_ms(app.clock.now()) / 1_000) {
        Some(step) => store::totp::use_step(&app.store, email, step).await?,
        None => store::totp::use_recovery(&app.store, email, &hash(email, &code)).await?,
    };
    Ok(if passed { Verdict::Passed } else { Verdict::Wrong })
}

/// Makes a secret for an authenticator. It asks nothing of anybody before [`confirm`].
pub async fn begin(app: &App, email: &str) -> Result<TotpSecret, Error> {
    let seed = totp::new_seed();
    if !store::totp::begin(&app.store, email, &seed).await? {
        return Err(IN_FORCE);
    }
    let secret = Secret::open(&app.config.server.data_dir, &seed)?;
    let (uri, svg) = (secret.uri(email), secret.svg(email)?);
    Ok(TotpSecret { secret: secret.text(), uri, svg })
}

/// Switches the second step on once the authenticator shows the right code. Gives the recovery
/// codes, of which only hashes are kept.
pub async fn confirm(app: &App, email: &str, code: &str) -> Result<Vec<String>, Error> {
    let missing = Error::NotFound("no secret was made; begin again");
    let row = store::totp::find(&app.store, email).await?.ok_or(missing)?;
    if row.confirmed == 1 {
        return Err(IN_FORCE);
    }
    let now = app.clock.now();
    let secret = Secret::open(&app.config.server.data_dir, &row.seed)?;
    let step = secret.step_of(&plain(code), unix_ms(now) / 1_000).ok_or_else(|| {
        let words = "this is not the code that your authenticator shows now; is its clock right?";
        Error::invalid("code", words)
    })?;
    let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| new_code()).collect();
    let hashes: Vec<_> = codes.iter().map(|code| hash(email, &plain(code))).collect();
    let entry = Actor { who: email, site: None, now }.did("staff.totp_on", email, &json!({}));
    if store::totp::confirm(&app.store, (&row, step), &hashes, &entry).await? {
        Ok(codes)
    } else {
        Err(IN_FORCE)
    }
}

/// Switches the second step off.
pub async fn switch_off(app: &App, email: &str, actor: &Actor<'_>) -> Result<(), Error> {
    let entry = actor.did("staff.totp_off", email, &json!({}));
    if store::totp::remove(&app.store, email, &entry).await? {
        Ok(())
    } else {
        Err(Error::NotFound("the second step is not on"))
    }
}

/// As in `k3dz-…`: four groups of four.
fn new_code() -> String {
    let text = BASE32_NOPAD.encode(&random_bytes::<RECOVERY_BYTES>()).to_lowercase();
    let groups: Vec<_> = (0..text.len()).step_by(4).map(|at| &text[at..at + 4]).collect();
    groups.join("-")
}

/// A code however it was typed.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn hash(email: &str, code: &str) -> String {
    keyed_hash(code, email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_are_read_however_they_are_typed() {
        let code = new_code();
        assert_eq!((code.len(), code.matches('-').count()), (19, 3), "{code}");
        assert_eq!(plain(&code.to_uppercase().replace('-', " ")), code.replace('-', ""));
        assert_ne!(code, new_code());
        assert_ne!(hash("a@x.example", &code), hash("b@x.example", &code));
    }
}
