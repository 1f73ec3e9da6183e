//! What a shopper says to get at an order, parsed once so that the rest compares like with like.

use crate::auth::token::keyed_hash;
use crate::text::is_invisible;
use std::fmt;
use subtle::{Choice, ConstantTimeEq as _};
use unicode_normalization::UnicodeNormalization;
use vouch_shared::conversation::OrderClaim;
use vouch_shared::handoff::MAX_EMAIL_CHARS;

/// The longest order number, in characters.
pub const MAX_NUMBER_CHARS: usize = 40;
/// The longest postcode, in characters.
pub const MAX_POSTCODE_CHARS: usize = 16;

/// An order number and its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub number: OrderNumber,
    pub proof: Proof,
}

/// What shows that the order is the shopper's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    Email(Email),
    Postcode(Postcode),
    /// The address of whom the shop's signed identity names.
    Identity(Email),
    /// The shopper had the code that was mailed there.
    Mailbox(Mailbox),
}

/// What a shopper asks for an order with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Something that only the store can tell whether it fits.
    Claim(Claim),
    /// The code that was mailed for an order.
    Code(OrderNumber, Code),
    /// Nothing but a number; the signed identity has to do.
    Number(OrderNumber),
}

/// An order number without `#`, spaces and invisible characters, in upper case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrderNumber(String);

/// An e-mail address in lower case, without spaces.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// A postcode in upper case, without spaces and dashes.
#[derive(Clone, PartialEq, Eq)]
pub struct Postcode(String);

/// The six digits of a mailed code.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// An e-mail address, known only by a hash that is keyed by a secret of the conversation.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox {
    secret: String,
    hash: String,
}

/// The field that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct ClaimError {
    /// `number`, `email`, `postcode` or `code`.
    pub field: &'static str,
    pub problem: ClaimProblem,
}

/// What is wrong with a field. None of these depends on what the store knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimProblem {
    #[error("Please fill this in.")]
    Missing,
    #[error("This is too long. Please check it.")]
    TooLong,
    #[error("This does not look right. Please check it.")]
    Malformed,
    #[error("Please give one of e-mail address, postcode and code, not several.")]
    Ambiguous,
}

impl Asked {
    /// Reads a claim: a number, and at most one of e-mail address, postcode and code.
    pub fn parse(claim: &OrderClaim) -> Result<Self, ClaimError> {
        let given = |field: &Option<String>| {
            field.clone().filter(|text| !squeeze(text, MAX_EMAIL_CHARS + 1).is_empty())
        };
        let number = OrderNumber::parse(&claim.number)?;
        match (given(&claim.email), given(&claim.postcode), given(&claim.code)) {
            (Some(email), None, None) => {
                let proof = Proof::Email(Email::parse(&email)?);
                Ok(Self::Claim(Claim { number, proof }))
            }
            (None, Some(postcode), None) => {
                let proof = Proof::Postcode(Postcode::parse(&postcode)?);
                Ok(Self::Claim(Claim { number, proof }))
            }
            (None, None, Some(code)) => Ok(Self::Code(number, Code::parse(&code)?)),
            (None, None, None) => Ok(Self::Number(number)),
            (_, Some(_), _) => Err(error("postcode", ClaimProblem::Ambiguous)),
            (_, None, Some(_)) => Err(error("code", ClaimProblem::Ambiguous)),
        }
    }
}

impl ClaimError {
    /// A number alone, without a signed identity.
    pub fn no_proof() -> Self {
        error("email", ClaimProblem::Missing)
    }
}

impl OrderNumber {
    /// Text that no order number holds, such as SQL or control characters, makes a number that
    /// matches nothing: it is looked up like any other.
    pub fn parse(text: &str) -> Result<Self, ClaimError> {
        let number = normalise_number(text);
        if number.is_empty() {
            return Err(error("number", ClaimProblem::Missing));
        }
        if number.chars().count() > MAX_NUMBER_CHARS {
            return Err(error("number", ClaimProblem::TooLong));
        }
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
        Ok(if number.chars().all(plain) { Self(number) } else { Self("?".to_owned()) })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Email {
    pub fn parse(text: &str) -> Result<Self, ClaimError> {
        let email = normalise_email(text);
        if email.is_empty() {
            return Err(error("email", ClaimProblem::Missing));
        }
        if email.chars().count() > MAX_EMAIL_CHARS {
            return Err(error("email", ClaimProblem::TooLong));
        }
        let parts = email.rsplit_once('@');
        let well_formed = parts.is_some_and(|(name, host)| !name.is_empty() && host.len() > 2)
            && !email.chars().any(char::is_control);
        if well_formed { Ok(Self(email)) } else { Err(error("email", ClaimProblem::Malformed)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Code {
    pub fn parse(text: &str) -> Result<Self, ClaimError> {
        let code = squeeze(text, MAX_POSTCODE_CHARS);
        let well_formed = code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit());
        if well_formed { Ok(Self(code)) } else { Err(error("code", ClaimProblem::Malformed)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Mailbox {
    /// The address, as it is kept.
    pub fn of(secret: &str, email: &Email) -> Self {
        Self { secret: secret.to_owned(), hash: keyed_hash(secret, email.as_str()) }
    }

    /// What was kept, to be compared with an order's address.
    pub fn kept(secret: &str, hash: String) -> Self {
        Self { secret: secret.to_owned(), hash }
    }

    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether an address in its normal form is this one.
    pub(super) fn is(&self, email: &str) -> Choice {
        keyed_hash(&self.secret, email).as_bytes().ct_eq(self.hash.as_bytes())
    }
}

impl Postcode {
    pub fn parse(text: &str) -> Result<Self, ClaimError> {
        let postcode = normalise_postcode(text);
        match postcode.chars().count() {
            0 => Err(error("postcode", ClaimProblem::Missing)),
            1 => Err(error("postcode", ClaimProblem::Malformed)),
            2..=MAX_POSTCODE_CHARS if postcode.chars().all(char::is_alphanumeric) => {
                Ok(Self(postcode))
            }
            2..=MAX_POSTCODE_CHARS => Err(error("postcode", ClaimProblem::Malformed)),
            _ => Err(error("postcode", ClaimProblem::TooLong)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whose e-mail address or postcode it is stays out of logs, and so do codes.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(***)")
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(***)")
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mailbox(***)")
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postcode(***)")
    }
}

/// The form in which numbers are compared.
pub(crate) fn normalise_number(text: &str) -> String {
    let dashed = squeeze(text, MAX_NUMBER_CHARS * 2).to_uppercase();
    dashed.chars().filter(|&c| c != '#').map(plain_dash).collect()
}

/// The form in which e-mail addresses are compared.
pub(crate) fn normalise_email(text: &str) -> String {
    squeeze(text, MAX_EMAIL_CHARS + 1).to_lowercase()
}

/// The form in which postcodes are compared.
pub(crate) fn normalise_postcode(text: &str) -> String {
    let upper = squeeze(text, MAX_POSTCODE_CHARS * 2).to_uppercase();
    upper.chars().map(plain_dash).filter(|&c| c != '-').collect()
}

/// Compatibility forms (full-width digits, say) made plain, white space and invisible characters
/// dropped, and never more than `limit` characters.
fn squeeze(text: &str, limit: usize) -> String {
    text.nfkc().filter(|&c| !is_invisible(c)).take(limit).collect()
}

fn plain_dash(c: char) -> char {
    if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c }
}

fn error(field: &'static str, problem: ClaimProblem) -> ClaimError {
    ClaimError { field, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(number: &str, email: Option<&str>, postcode: Option<&str>) -> Result<Asked, String> {
        asked(number, email, postcode, None)
    }

    fn asked(
        number: &str,
        email: Option<&str>,
        postcode: Option<&str>,
        code: Option<&str>,
    ) -> Result<Asked, String> {
        let [email, postcode, code] = [email, postcode, code].map(|text| text.map(str::to_owned));
        Asked::parse(&OrderClaim { number: number.into(), email, postcode, code })
            .map_err(|error| format!("{} {:?}", error.field, error.problem))
    }

    #[test]
    fn a_code_is_six_digits_and_a_number_may_stand_alone() {
        for code in ["012345", " 012 345 ", "０１２３４５"] {
            let Ok(Asked::Code(number, code)) = asked("1", None, None, Some(code)) else {
                panic!("{code} is a code")
            };
            assert_eq!((number.as_str(), code.as_str()), ("1", "012345"));
        }
        for code in ["12345", "1234567", "12345a", "١٢٣٤٥٦", &"1".repeat(100_000)] {
            assert_eq!(asked("1", None, None, Some(code)).unwrap_err(), "code Malformed");
        }
        assert!(matches!(asked("1", None, None, None), Ok(Asked::Number(_))));
        assert!(matches!(asked("1", Some(" "), Some("\u{200B}"), Some("")), Ok(Asked::Number(_))));
        assert_eq!(asked("1", Some("a@b.no"), None, Some("1")).unwrap_err(), "code Ambiguous");
    }

    #[test]
    fn a_mailbox_is_known_by_its_hash_only() {
        let email = Email::parse("Ada@example.com").unwrap();
        let mailbox = Mailbox::of("secret", &email);
        let kept = Mailbox::kept("secret", mailbox.hash().to_owned());
        assert!(bool::from(kept.is("ada@example.com")) && !bool::from(kept.is("")));
        assert_ne!(Mailbox::of("other", &email).hash(), mailbox.hash());
    }

    #[test]
    fn numbers_are_compared_in_one_form() {
        for (given, number) in [
            ("FJ-10234", "FJ-10234"),
            ("  # fj-10234 ", "FJ-10234"),
            ("＃ＦＪ－１０２３４", "FJ-10234"),
            ("FJ\u{2011}10\u{200B}234", "FJ-10234"),
            ("0010 234", "0010234"),
            ("١٢٣٤", "١٢٣٤"),
        ] {
            assert_eq!(OrderNumber::parse(given).unwrap().as_str(), number, "{given}");
        }
    }

    #[test]
    fn a_number_that_no_order_has_is_still_looked_up() {
        for given in ["1' OR '1'='1", "1;DROP TABLE orders--", "1\u{0}2", "<b>1</b>", "%", "\"1\""]
        {
            assert_eq!(OrderNumber::parse(given).unwrap().as_str(), "?", "{given}");
        }
    }

    #[test]
    fn proofs_are_compared_in_one_form() {
        assert_eq!(Email::parse(" Ada@Example.COM ").unwrap().as_str(), "ada@example.com");
        assert_eq!(Email::parse("ada+shop@x.no").unwrap().as_str(), "ada+shop@x.no");
        assert_eq!(Postcode::parse(" sw1a–1aa").unwrap().as_str(), "SW1A1AA");
        assert_eq!(Postcode::parse("１１４ ５１").unwrap().as_str(), "11451");
    }

    #[test]
    fn what_cannot_be_used_names_its_field() {
        let long = "9".repeat(MAX_NUMBER_CHARS + 1);
        let huge = "9".repeat(1_000_000);
        let long_email = format!("{}@x.no", "a".repeat(MAX_EMAIL_CHARS));
        for (number, email, postcode, expected) in [
            ("", Some("a@b.no"), None, "number Missing"),
            (" # ", Some("a@b.no"), None, "number Missing"),
            (&long, Some("a@b.no"), None, "number TooLong"),
            (&huge, Some("a@b.no"), None, "number TooLong"),
            ("1", Some("a@b.no"), Some("1234"), "postcode Ambiguous"),
            ("1", Some("nobody"), None, "email Malformed"),
            ("1", Some("@b.no"), None, "email Malformed"),
            ("1", Some("a\u{7}@b.no"), None, "email Malformed"),
            ("1", Some(&long_email), None, "email TooLong"),
            ("1", None, Some("1' OR 1"), "postcode Malformed"),
            ("1", None, Some("1"), "postcode Malformed"),
            ("1", None, Some("12345678901234567"), "postcode TooLong"),
        ] {
            assert_eq!(claim(number, email, postcode).unwrap_err(), expected);
        }
        assert!(claim("1", Some("a@b.no"), Some("")).is_ok());
    }

    #[test]
    fn proofs_do_not_reach_logs() {
        let claim = claim("1", Some("ada@example.com"), None).unwrap();
        assert!(!format!("{claim:?}").contains("ada"));
    }
}
