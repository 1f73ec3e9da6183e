//! The hash chain of one conversation.

use crate::auth::token::sha256_hex;
use vouch_shared::receipt::ReceiptEntry;

/// What the first entry of a conversation is chained to.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of an entry: SHA-256 over the hash before it, a line feed, and the entry's text.
/// The line feed cannot occur in a hash, so no two pairs give the same bytes.
pub fn link(previous: &str, body: &str) -> String {
    sha256_hex(format!("{previous}\n{body}").as_bytes())
}

/// Checks that entries form an unbroken chain from the start, and names the first that does not.
pub fn verify_chain(entries: &[ReceiptEntry]) -> Result<(), i64> {
    let mut previous = GENESIS;
    for (index, entry) in entries.iter().enumerate() {
        let in_place = usize::try_from(entry.sequence) == Ok(index + 1);
        if !in_place || entry.previous != previous || entry.hash != link(previous, &entry.body) {
            return Err(entry.sequence);
        }
        previous = &entry.hash;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chain(bodies: &[String]) -> Vec<ReceiptEntry> {
        let mut previous = GENESIS.to_owned();
        let mut entries = Vec::new();
        for (sequence, body) in (1..).zip(bodies) {
            let hash = link(&previous, body);
            entries.push(ReceiptEntry {
                sequence,
                body: body.clone(),
                previous,
                hash: hash.clone(),
            });
            previous = hash;
        }
        entries
    }

    proptest! {
        #[test]
        fn any_change_breaks_the_chain(
            bodies in proptest::collection::vec(".{0,20}", 1..6),
            at in any::<prop::sample::Index>(),
            extra in ".{1,5}",
        ) {
            let good = chain(&bodies);
            prop_assert_eq!(verify_chain(&good), Ok(()));
            let at = at.index(good.len());

            let mut edited = good.clone();
            edited[at].body.push_str(&extra);
            prop_assert_eq!(verify_chain(&edited), Err(edited[at].sequence));

            let mut rehashed = good.clone();
            rehashed[at].body.push_str(&extra);
            rehashed[at].hash = link(&rehashed[at].previous, &rehashed[at].body);
            let broken_after = at + 1 < good.len();
            prop_assert_eq!(verify_chain(&rehashed).is_err(), broken_after);

            let mut shorter = good.clone();
            shorter.remove(at);
            prop_assert_eq!(verify_chain(&shorter).is_err(), at + 1 < good.len());
        }
    }
}
