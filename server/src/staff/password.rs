//! Passwords: argon2id with the parameters that OWASP advises (19 MiB, two passes, one lane), which
//! are the crate's own. <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>

use crate::clock::random_bytes;
use anyhow::Context as _;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use std::sync::OnceLock;

/// NIST SP 800-63B asks for at least 8 and says not to ask for a mix of characters; a desk that
/// shoppers' data lies on deserves a few more.
pub const MIN_CHARS: usize = 10;
/// Enough for any passphrase, and a bound on the work.
pub const MAX_CHARS: usize = 200;

/// Hashes a password. Takes some ten milliseconds, which another thread spends.
pub async fn hash(password: String) -> anyhow::Result<String> {
    tokio::task::spawn_blocking(move || hash_now(&password)).await?
}

/// Whether a password is the one that was hashed. Without a hash the same work is done for
/// nothing, so that nobody learns from the time whether an account exists.
pub async fn fits(password: String, stored: Option<String>) -> anyhow::Result<bool> {
    tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let stored = stored.map_or_else(nobodys, Ok)?;
        let hash = PasswordHash::new(&stored).context("a stored password hash is damaged")?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await?
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    let salt: [u8; 16] = random_bytes();
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .context("a password cannot be hashed")?;
    Ok(hash.to_string())
}

/// A hash that no password fits, made once.
fn nobodys() -> anyhow::Result<String> {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODYS.get() {
        return Ok(hash.clone());
    }
    let hash = hash_now(&crate::clock::new_token())?;
    Ok(NOBODYS.get_or_init(|| hash).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_password_fits() {
        let stored = hash("correct horse battery".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(fits("correct horse battery".into(), Some(stored.clone())).await.unwrap());
        assert!(!fits("correct horse".into(), Some(stored)).await.unwrap());
        assert!(!fits("correct horse battery".into(), None).await.unwrap());
    }
}
