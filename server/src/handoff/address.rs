//! A ticket's own mail address: `support+V-1042.<signature>@shop.example`. Who knows it was written
//! to about that ticket, so an answer to it belongs there.

use crate::auth::token::keyed_hash;
use crate::config::HandoffSettings;
use crate::handoff::rules::parse_number;
use subtle::ConstantTimeEq as _;
use vouch_shared::id::{SiteKey, TicketNumber};

/// Hex digits of the signature: 80 bits, and short enough for a local part of 64 characters.
const SIGNATURE_CHARS: usize = 20;

/// The address that answers about a ticket go to, where the site takes answers by mail.
pub fn ticket_address(
    settings: &HandoffSettings,
    site: &SiteKey,
    ticket: &TicketNumber,
) -> Option<String> {
    let (local, domain) = settings.reply_to.as_ref()?.split_once('@')?;
    let signature = signature(settings, site, ticket.as_str())?;
    Some(format!("{local}+{ticket}.{signature}@{domain}"))
}

/// The ticket that an address belongs to, if its signature is ours.
pub fn ticket_of(settings: &HandoffSettings, site: &SiteKey, address: &str) -> Option<i64> {
    let (own_local, own_domain) = settings.reply_to.as_ref()?.split_once('@')?;
    let (local, domain) = address.rsplit_once('@')?;
    let rest = local.get(own_local.len()..)?.strip_prefix('+')?;
    let same = local[..own_local.len()].eq_ignore_ascii_case(own_local)
        && domain.eq_ignore_ascii_case(own_domain);
    let (ticket, shown) = rest.split_once('.')?;
    // Some mail programs write addresses in lower case.
    let ticket = ticket.to_ascii_uppercase();
    let expected = signature(settings, site, &ticket)?;
    let fits = expected.as_bytes().ct_eq(shown.to_ascii_lowercase().as_bytes());
    (same && bool::from(fits)).then(|| parse_number(&ticket))?
}

fn signature(settings: &HandoffSettings, site: &SiteKey, ticket: &str) -> Option<String> {
    let key = settings.inbound_key.as_ref()?;
    let mut hash = keyed_hash(key.expose(), &format!("ticket address\n{site}\n{ticket}"));
    hash.truncate(SIGNATURE_CHARS);
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    fn settings(key: &str) -> HandoffSettings {
        HandoffSettings {
            reply_to: Some("support@shop.example".into()),
            inbound_key: Some(Secret::new(key)),
            ..HandoffSettings::default()
        }
    }

    #[test]
    fn only_an_address_that_we_made_leads_to_its_ticket() {
        let (ours, site) = (settings("a key of thirty-two bytes, or so"), SiteKey::from("pk_a"));
        let address = ticket_address(&ours, &site, &"V-1042".into()).unwrap();
        assert!(address.starts_with("support+V-1042.") && address.ends_with("@shop.example"));
        assert!(address.split('@').next().unwrap().len() <= 64, "{address}");
        assert_eq!(ticket_of(&ours, &site, &address), Some(1042));
        assert_eq!(ticket_of(&ours, &site, &address.to_lowercase()), Some(1042));
        for other in [
            address.replace("1042", "1043"),
            address.replace("support", "sales"),
            address.replace("shop.example", "evil.example"),
            address.replace("+V", "V"),
            "support@shop.example".to_owned(),
            "support+V-1042.@shop.example".to_owned(),
            "\u{e9}\u{e9}\u{e9}\u{e9}+V-1042.00@shop.example".to_owned(),
            String::new(),
        ] {
            assert_eq!(ticket_of(&ours, &site, &other), None, "{other}");
        }
        assert_eq!(ticket_of(&ours, &"pk_b".into(), &address), None);
        assert_eq!(
            ticket_of(&settings("another key of thirty-two bytes.."), &site, &address),
            None
        );
        assert_eq!(ticket_address(&HandoffSettings::default(), &site, &"V-1".into()), None);
    }
}
