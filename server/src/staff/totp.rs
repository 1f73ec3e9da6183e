//! Codes of authenticators: RFC 6238 with SHA-1, 30 seconds and six digits, which is what every
//! authenticator knows. The secret itself is kept nowhere: it is made of a random seed in the
//! database and of a key in the data folder, so that neither alone gives a code.

use crate::clock::random_bytes;
use crate::store::create_private_folder;
use anyhow::{Context as _, ensure};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use qrcode::QrCode;
use qrcode::render::svg;
use sha1::Sha1;
use sha2::Sha256;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use subtle::ConstantTimeEq as _;

const STEP_S: i64 = 30;
/// How many steps a clock may be off, either way.
const SKEW: i64 = 1;
const SECRET_BYTES: usize = 20;
const KEY_BYTES: usize = 32;

/// What codes of one member are made with.
#[derive(Clone)]
pub struct Secret([u8; SECRET_BYTES]);

/// A new seed for a secret.
pub fn new_seed() -> String {
    BASE32_NOPAD.encode(&random_bytes::<SECRET_BYTES>())
}

impl Secret {
    /// The secret of a seed. The key is made when it is asked for first.
    pub fn open(data_dir: &Path, seed: &str) -> anyhow::Result<Self> {
        Ok(Self::derive(&key(data_dir)?, seed))
    }

    fn derive(key: &[u8], seed: &str) -> Self {
        let mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may be of any length");
        let mac = mac.chain_update(b"totp ").chain_update(seed.as_bytes()).finalize().into_bytes();
        let mut secret = [0; SECRET_BYTES];
        secret.copy_from_slice(&mac[..SECRET_BYTES]);
        Self(secret)
    }

    /// The step whose code that is, if it is near enough to now.
    pub fn step_of(&self, code: &str, now_s: i64) -> Option<i64> {
        let now = now_s.div_euclid(STEP_S);
        let fits = |step: &i64| self.code(*step).as_bytes().ct_eq(code.as_bytes()).into();
        (now - SKEW..=now + SKEW).find(fits)
    }

    /// RFC 4226 section 5.3.
    fn code(&self, step: i64) -> String {
        let mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("a key may be of any length");
        let mac = mac.chain_update(step.to_be_bytes()).finalize().into_bytes();
        let offset = usize::from(mac[19] & 15);
        let four = [mac[offset] & 0x7f, mac[offset + 1], mac[offset + 2], mac[offset + 3]];
        format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
    }

    /// For typing into an authenticator.
    pub fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// For an authenticator to read.
    pub fn uri(&self, email: &str) -> String {
        let account: String = email.bytes().map(percent).collect();
        format!("otpauth://totp/Vouch:{account}?secret={}&issuer=Vouch", self.text())
    }

    /// The same as a QR code, drawn as SVG.
    pub fn svg(&self, email: &str) -> anyhow::Result<String> {
        let code = QrCode::new(self.uri(email)).context("the address is too long for a QR code")?;
        Ok(code.render::<svg::Color<'_>>().min_dimensions(200, 200).build())
    }
}

fn percent(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    }
}

/// The data folder's part of all secrets. Servers that share the folder share it.
fn key(data_dir: &Path) -> anyhow::Result<Vec<u8>> {
    let folder = data_dir.join("keys");
    let file = folder.join("totp.key");
    if !file.exists() {
        create_private_folder(&folder)?;
        // Written whole under another name first: a server beside us must not read half of it.
        let draft = folder.join(format!("totp.{}", new_seed()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut written = options.open(&draft).context("the key for codes cannot be written")?;
        written.write_all(&random_bytes::<KEY_BYTES>())?;
        written.sync_all()?;
        // A link fails where another server was faster, and then its key is the one.
        let linked = fs::hard_link(&draft, &file);
        fs::remove_file(&draft)?;
        if !file.exists() {
            linked.context("the key for codes cannot be written")?;
        }
    }
    let key = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    ensure!(key.len() == KEY_BYTES, "{} is damaged; restore it from a back-up", file.display());
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238 appendix B, the last six of eight digits.
        let secret = Secret(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.step_of(code, seconds), Some(seconds / 30), "{code}");
            let nearby = [seconds - 30, seconds + 30].map(|at| secret.step_of(code, at).is_some());
            assert_eq!(nearby, [true, true]);
            let far = [seconds - 61, seconds + 61].map(|at| secret.step_of(code, at).is_some());
            assert_eq!(far, [false, false]);
        }
        assert_eq!(secret.step_of("28708", 59), None);
    }

    #[test]
    fn a_secret_needs_the_seed_and_the_folder() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let secret = Secret::open(one.path(), "SEED").unwrap().text();
        assert_eq!(secret, Secret::open(one.path(), "SEED").unwrap().text());
        assert_ne!(secret, Secret::open(one.path(), "DEED").unwrap().text());
        assert_ne!(secret, Secret::open(two.path(), "SEED").unwrap().text());
        assert_eq!(fs::read_dir(one.path().join("keys")).unwrap().count(), 1);
    }

    #[test]
    fn the_picture_holds_the_address() {
        let secret = Secret(*b"12345678901234567890");
        let uri = "otpauth://totp/Vouch:a%2Bb@x.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
                   &issuer=Vouch";
        assert_eq!(secret.uri("a+b@x.example"), uri);
        assert!(secret.svg("a+b@x.example").unwrap().contains("<svg "));
    }
}
