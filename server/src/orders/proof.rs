//! Whether a claim's proof fits an order, in a time that does not depend on the answer.

use crate::orders::claim::{Proof, normalise_email, normalise_postcode};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

/// Compares digests of the normalised values, so neither length nor common beginnings show. An
/// order without the value fits nothing, because a parsed proof is never empty.
pub(crate) fn fits(proof: &Proof, stored_email: &str, stored_postcode: &str) -> Choice {
    let (claimed, stored) = match proof {
        Proof::Email(email) => (email.as_str(), normalise_email(stored_email)),
        Proof::Postcode(postcode) => (postcode.as_str(), normalise_postcode(stored_postcode)),
    };
    digest(claimed).ct_eq(&digest(&stored))
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::claim::{Email, Postcode};

    #[test]
    fn a_proof_fits_its_own_value_only() {
        let email = Proof::Email(Email::parse("ada@example.com").unwrap());
        let postcode = Proof::Postcode(Postcode::parse("SW1A 1AA").unwrap());
        for (proof, stored_email, stored_postcode, expected) in [
            (&email, " ADA@example.com", "", true),
            (&email, "ada@example.co", "", false),
            (&email, "", "ada@example.com", false),
            (&postcode, "", "sw1a-1aa", true),
            (&postcode, "sw1a1aa", "SW1A 1AB", false),
            (&postcode, "", "", false),
        ] {
            assert_eq!(bool::from(fits(proof, stored_email, stored_postcode)), expected);
        }
    }
}
