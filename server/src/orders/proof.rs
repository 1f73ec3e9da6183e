//! Whether a claim's proof fits an order, in a time that does not depend on the answer.

use crate::orders::claim::{Email, Proof, normalise_email, normalise_postcode};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

/// That the shopper is whom the order was placed by, not just somebody who knows its number and
/// address: the shop's signed identity or a mailed code said so. Only [`confirmed`] makes one, and
/// nothing shows address lines or amounts without it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Confirmed(());

/// What a proof is worth once it fitted.
pub(crate) fn confirmed(proof: &Proof) -> Option<Confirmed> {
    match proof {
        Proof::Identity(_) | Proof::Mailbox(_) => Some(Confirmed(())),
        Proof::Email(_) | Proof::Postcode(_) => None,
    }
}

/// Compares digests of the normalised values, so neither length nor common beginnings show. An
/// order without the value fits nothing, because a parsed proof is never empty.
pub(crate) fn fits(proof: &Proof, stored_email: &str, stored_postcode: &str) -> Choice {
    let (claimed, stored) = match proof {
        Proof::Email(email) | Proof::Identity(email) => {
            (email.as_str(), normalise_email(stored_email))
        }
        Proof::Postcode(postcode) => (postcode.as_str(), normalise_postcode(stored_postcode)),
        Proof::Mailbox(mailbox) => return mailbox.is(&normalise_email(stored_email)),
    };
    digest(claimed).ct_eq(&digest(&stored))
}

/// Whether an order in a list is of the address that was asked for.
pub(crate) fn is_of(email: &Email, stored_email: &str) -> bool {
    digest(email.as_str()).ct_eq(&digest(&normalise_email(stored_email))).into()
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::claim::{Mailbox, Postcode};

    #[test]
    fn a_proof_fits_its_own_value_only() {
        let email = Proof::Email(Email::parse("ada@example.com").unwrap());
        let postcode = Proof::Postcode(Postcode::parse("SW1A 1AA").unwrap());
        let ada = Email::parse("ada@example.com").unwrap();
        let mailbox = Proof::Mailbox(Mailbox::of("secret", &ada));
        let identity = Proof::Identity(ada);
        assert!(confirmed(&mailbox).is_some() && confirmed(&identity).is_some());
        assert!(confirmed(&email).is_none() && confirmed(&postcode).is_none());
        for (proof, stored_email, stored_postcode, expected) in [
            (&identity, " ADA@example.com", "", true),
            (&identity, "ada@example.co", "", false),
            (&mailbox, " ADA@example.com", "", true),
            (&mailbox, "ada@example.co", "", false),
            (&mailbox, "", "", false),
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
