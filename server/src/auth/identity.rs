//! Who the shop says a shopper is: a JWT (RFC 7519) that the shop's back end signed with a key that
//! only it and this site share (HS256), or with one whose public half stands here (ES256).

use crate::auth::token::sha256_hex;
use crate::config::IdentitySettings;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;
use std::fmt;
use time::OffsetDateTime;
use vouch_shared::id::SiteKey;

/// How far the shop's clock may be off, in seconds.
const CLOCK_TOLERANCE_S: f64 = 60.0;
/// The longest token, in bytes. It travels in a header.
const MAX_TOKEN_BYTES: usize = 4_096;
/// The shortest secret, in bytes: as many as HS256 gives out (RFC 7518 section 3.2).
const MIN_SECRET_BYTES: usize = 32;

/// Whom a token names.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    subject: String,
    email: Option<String>,
}

/// Why a token does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    #[error("it is not a JWT of at most {MAX_TOKEN_BYTES} bytes that we can read")]
    Malformed,
    #[error("it is signed neither by HS256 nor by ES256, or wants what we do not know")]
    Algorithm,
    #[error("none of the site's keys fits its signature")]
    Signature,
    #[error("it has no `exp`, or neither `sub` nor `email`")]
    Incomplete,
    #[error("its `aud` names another site")]
    Audience,
    #[error("its `nbf` is still to come; is a clock wrong?")]
    TooEarly,
    #[error("its `exp` has passed")]
    Expired(Identity),
}

/// The keys that a site's identity tokens may be signed with.
pub struct IdentityKeys {
    secrets: Vec<Hmac<Sha256>>,
    public_keys: Vec<VerifyingKey>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Claims {
    sub: Option<Value>,
    email: Option<String>,
    email_verified: Option<bool>,
    exp: Option<f64>,
    nbf: Option<f64>,
    aud: Option<Value>,
}

impl Identity {
    /// A hash that tells this person from others, for a conversation to be bound to.
    pub fn hash(&self, site: &SiteKey) -> String {
        sha256_hex(format!("{site}\n{}", self.subject).as_bytes())
    }

    /// The e-mail address that the shop vouches for.
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }
}

/// Who it is stays out of logs.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(***)")
    }
}

impl IdentityKeys {
    /// Reads a site's keys. The error says what is wrong with which, without quoting it.
    pub fn new(settings: &IdentitySettings) -> Result<Self, String> {
        let secret = |secret: &crate::secret::Secret| {
            let bytes = secret.expose().as_bytes();
            if bytes.len() < MIN_SECRET_BYTES {
                return Err(format!("secrets: each needs at least {MIN_SECRET_BYTES} bytes"));
            }
            Hmac::new_from_slice(bytes).map_err(|error| format!("secrets: {error}"))
        };
        let public_key = |pem: &String| {
            pem.trim().parse().map_err(|_| {
                "public_keys: each is a P-256 key in PEM, as `openssl ec -pubout` writes it"
                    .to_owned()
            })
        };
        let keys = Self {
            secrets: settings.secrets.iter().map(secret).collect::<Result<_, _>>()?,
            public_keys: settings.public_keys.iter().map(public_key).collect::<Result<_, _>>()?,
        };
        if keys.secrets.is_empty() && keys.public_keys.is_empty() {
            return Err("give `secrets` or `public_keys`".to_owned());
        }
        Ok(keys)
    }

    /// Whom a token names, if it is signed for this site and in force.
    pub fn verify(
        &self,
        token: &str,
        site: &SiteKey,
        now: OffsetDateTime,
    ) -> Result<Identity, IdentityError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(IdentityError::Malformed);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(IdentityError::Malformed)?;
        let (header, payload) = message.split_once('.').ok_or(IdentityError::Malformed)?;
        let header: Header = read(header)?;
        if header.crit.is_some() {
            return Err(IdentityError::Algorithm);
        }
        let signature = decode(signature)?;
        // The algorithm picks among keys that were made for it: a public key is never a secret.
        let signed = match header.alg.as_str() {
            "HS256" => self.secrets.iter().any(|key| {
                key.clone().chain_update(message.as_bytes()).verify_slice(&signature).is_ok()
            }),
            "ES256" => Signature::from_slice(&signature).is_ok_and(|signature| {
                let fits = |key: &VerifyingKey| key.verify(message.as_bytes(), &signature).is_ok();
                self.public_keys.iter().any(fits)
            }),
            _ => return Err(IdentityError::Algorithm),
        };
        if !signed {
            return Err(IdentityError::Signature);
        }
        read::<Claims>(payload)?.identity(site, now)
    }
}

impl Claims {
    fn identity(self, site: &SiteKey, now: OffsetDateTime) -> Result<Identity, IdentityError> {
        let exp = self.exp.ok_or(IdentityError::Incomplete)?;
        let email = self.email.map(|email| email.trim().to_owned()).filter(|it| !it.is_empty());
        let subject = match self.sub {
            Some(Value::String(text)) if !text.is_empty() => text,
            Some(Value::Number(number)) => number.to_string(),
            None => email.clone().ok_or(IdentityError::Incomplete)?,
            Some(_) => return Err(IdentityError::Malformed),
        };
        let email = email.or_else(|| Some(subject.clone()).filter(|text| text.contains('@')));
        if !self.aud.is_none_or(|aud| names(&aud, site)) {
            return Err(IdentityError::Audience);
        }
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are exact in an f64")]
        let now = now.unix_timestamp() as f64;
        if self.nbf.is_some_and(|nbf| nbf > now + CLOCK_TOLERANCE_S) {
            return Err(IdentityError::TooEarly);
        }
        // An address that somebody merely typed in at the shop opens nobody's orders.
        let email = email.filter(|_| self.email_verified != Some(false));
        let identity = Identity { subject, email };
        if exp + CLOCK_TOLERANCE_S < now {
            return Err(IdentityError::Expired(identity));
        }
        Ok(identity)
    }
}

/// `aud` is a text or a list of texts (RFC 7519 section 4.1.3).
fn names(aud: &Value, site: &SiteKey) -> bool {
    let is_site = |value: &Value| value.as_str() == Some(site.as_str());
    is_site(aud) || aud.as_array().is_some_and(|list| list.iter().any(is_site))
}

fn read<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, IdentityError> {
    serde_json::from_slice(&decode(part)?).map_err(|_| IdentityError::Malformed)
}

fn decode(part: &str) -> Result<Vec<u8>, IdentityError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| IdentityError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::Signer as _;
    use serde_json::json;
    use time::macros::datetime;

    const SECRET: &str = "a secret of at least thirty-two bytes";
    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

    /// Public half of the key that is 1.
    const PEM: &str = "-----BEGIN PUBLIC KEY-----\n\
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n\
        6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n\
        -----END PUBLIC KEY-----\n";

    fn keys() -> IdentityKeys {
        let secrets = vec![Secret::new("another secret, the one before this"), Secret::new(SECRET)];
        IdentityKeys::new(&IdentitySettings { secrets, public_keys: vec![PEM.to_owned()] }).unwrap()
    }

    fn message(header: &Value, claims: &Value) -> String {
        [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".")
    }

    fn with_secret(secret: &[u8], header: &Value, claims: &Value) -> String {
        let message = message(header, claims);
        let mac = Hmac::<Sha256>::new_from_slice(secret).unwrap().chain_update(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }

    fn hs256(claims: &Value) -> String {
        with_secret(SECRET.as_bytes(), &json!({"alg": "HS256", "typ": "JWT"}), claims)
    }

    fn verify(token: &str) -> Result<Identity, IdentityError> {
        keys().verify(token, &"pk_a".into(), NOW)
    }

    fn in_s(seconds: i64) -> i64 {
        NOW.unix_timestamp() + seconds
    }

    #[test]
    fn a_signed_token_names_somebody() {
        let claims = json!({"sub": "42", "email": " Ada@example.com", "exp": in_s(60)});
        let identity = verify(&hs256(&claims)).unwrap();
        assert_eq!(identity.email(), Some("Ada@example.com"));
        let number = json!({"sub": 42, "exp": in_s(60), "aud": ["x", "pk_a"]});
        let same = verify(&hs256(&number)).unwrap();
        assert_eq!(
            (same.email(), same.hash(&"pk_a".into())),
            (None, identity.hash(&"pk_a".into()))
        );
        assert_ne!(same.hash(&"pk_a".into()), same.hash(&"pk_b".into()));

        let mut one = [0; 32];
        one[31] = 1;
        let key = SigningKey::from_slice(&one).unwrap();
        let message = message(&json!({"alg": "ES256"}), &claims);
        let signature: Signature = key.sign(message.as_bytes());
        let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()));
        assert_eq!(verify(&token), Ok(identity));
    }

    #[test]
    fn every_flaw_is_told_apart_for_the_owner() {
        use IdentityError::{Algorithm, Audience, Incomplete, Malformed, Signature, TooEarly};
        let good = json!({"sub": "42", "exp": in_s(60)});
        let hs = json!({"alg": "HS256"});
        for (token, error) in [
            (with_secret(b"some other secret of enough bytes", &hs, &good), Signature),
            // A public key is no secret, whatever the header says.
            (with_secret(PEM.as_bytes(), &hs, &good), Signature),
            (with_secret(SECRET.as_bytes(), &json!({"alg": "ES256"}), &good), Signature),
            (with_secret(SECRET.as_bytes(), &json!({"alg": "none"}), &good), Algorithm),
            (
                with_secret(SECRET.as_bytes(), &json!({"alg": "HS256", "crit": ["b64"]}), &good),
                Algorithm,
            ),
            (format!("{}.", message(&hs, &good)), Signature),
            (hs256(&json!({"sub": "42"})), Incomplete),
            (hs256(&json!({"exp": in_s(60)})), Incomplete),
            (hs256(&json!({"sub": ["42"], "exp": in_s(60)})), Malformed),
            (hs256(&json!({"sub": "42", "exp": "soon"})), Malformed),
            (hs256(&json!({"sub": "42", "exp": in_s(60), "aud": "pk_b"})), Audience),
            (hs256(&json!({"sub": "42", "exp": in_s(60), "nbf": in_s(61)})), TooEarly),
            (String::new(), Malformed),
            ("a.b.c".to_owned(), Malformed),
            ("a".repeat(MAX_TOKEN_BYTES + 1), Malformed),
        ] {
            assert_eq!(verify(&token), Err(error), "{token}");
        }
        let token = hs256(&good);
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert!(verify(&String::from_utf8(bytes).unwrap()).is_err(), "byte {at}");
        }
    }

    #[test]
    fn clocks_may_be_off_a_little() {
        for (exp, valid) in [(in_s(1), true), (in_s(-60), true), (in_s(-61), false)] {
            let outcome = verify(&hs256(&json!({"sub": "42", "exp": exp})));
            assert_eq!(outcome.is_ok(), valid, "{exp}");
            assert!(valid || matches!(outcome, Err(IdentityError::Expired(_))));
        }
        let soon = json!({"sub": "42", "exp": in_s(99), "nbf": in_s(60)});
        assert!(verify(&hs256(&soon)).is_ok());
    }

    #[test]
    fn an_address_that_nobody_checked_is_no_proof() {
        let claims =
            json!({"sub": "42", "email": "a@b.c", "email_verified": false, "exp": in_s(9)});
        assert_eq!(verify(&hs256(&claims)).unwrap().email(), None);
        let claims = json!({"sub": "a@b.c", "exp": in_s(9)});
        assert_eq!(verify(&hs256(&claims)).unwrap().email(), Some("a@b.c"));
    }

    /// As `docs/orders-identity.md` has them: Python's and Node's own libraries made these.
    #[test]
    fn the_documented_examples_sign_what_we_read() {
        let secrets = vec![Secret::new("fellward-demo-identity-secret-0123456789")];
        let keys = IdentityKeys::new(&IdentitySettings { secrets, public_keys: Vec::new() });
        let keys = keys.unwrap_or_else(|error| panic!("{error}"));
        for token in [
            "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.\
             eyJzdWIiOiAiNyIsICJlbWFpbCI6ICJncmFjZS5hc2h3b3J0aEBtYWlsLmV4YW1wbGUiLCAiZXhwIjogMTc5NTM0MjA4MX0.\
             3NX2ug1Vgjc5AqfkGKn9mbkM7M2RKhb8X2fL8Rt8N7M",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\
             eyJzdWIiOiI3IiwiZW1haWwiOiJncmFjZS5hc2h3b3J0aEBtYWlsLmV4YW1wbGUiLCJleHAiOjE3OTUzNDIwODJ9.\
             S_h2IGOBAgc5N-1MIxuk4CVTwj2QcXfsd3HSwkPc1fU",
        ] {
            let identity = keys.verify(token, &"pk_a".into(), datetime!(2026-11-22 10:00 UTC));
            assert_eq!(identity.unwrap().email(), Some("grace.ashworth@mail.example"));
        }
    }

    #[test]
    fn keys_that_cannot_hold_are_refused_without_being_quoted() {
        let settings = |secrets: &[&str], public_keys: &[&str]| IdentitySettings {
            secrets: secrets.iter().map(|text| Secret::new(*text)).collect(),
            public_keys: public_keys.iter().map(ToString::to_string).collect(),
        };
        for (secrets, public_keys) in [(&["hunter2"][..], &[][..]), (&[], &["hunter2"]), (&[], &[])]
        {
            let error = IdentityKeys::new(&settings(secrets, public_keys)).err().unwrap();
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
