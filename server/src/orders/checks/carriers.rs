//! Whether a tracking link leads to a carrier: `https`, and a host that Vouch or the owner lists.

use super::{Context, Facts, Verdict};
use crate::orders::error::OrdersError;

/// Hosts of carriers' tracking pages; their subdomains are included.
const CARRIERS: &[&str] = &[
    "17track.net",
    "an-post.ie",
    "anpost.com",
    "aramex.com",
    "auspost.com.au",
    "bpost.be",
    "bring.com",
    "bring.no",
    "budbee.com",
    "canadapost-postescanada.ca",
    "chronopost.fr",
    "colissimo.fr",
    "correios.com.br",
    "correos.es",
    "ctt.pt",
    "dao.as",
    "deutschepost.de",
    "dhl.com",
    "dhl.de",
    "dpd.co.uk",
    "dpd.com",
    "dpd.de",
    "evri.com",
    "fedex.com",
    "gls-group.com",
    "gls-group.eu",
    "helthjem.no",
    "inpost.pl",
    "instabox.se",
    "laposte.fr",
    "mondialrelay.fr",
    "myhermes.de",
    "nzpost.co.nz",
    "parcelforce.com",
    "poczta-polska.pl",
    "post.at",
    "post.ch",
    "post.japanpost.jp",
    "posta.hu",
    "poste.it",
    "posten.no",
    "posti.fi",
    "postnl.nl",
    "postnord.com",
    "postnord.dk",
    "postnord.no",
    "postnord.se",
    "purolator.com",
    "royalmail.com",
    "seur.com",
    "swisspost.ch",
    "tnt.com",
    "ups.com",
    "usps.com",
    "yodel.co.uk",
];

pub(super) fn tracking_links_are_safe(facts: &Facts, context: &Context<'_>) -> Verdict {
    let mut links =
        facts.parcels.iter().filter_map(|parcel| parcel.tracking_url.as_deref()).peekable();
    if links.peek().is_none() {
        return Verdict::NothingToCheck;
    }
    match links.find(|link| !is_safe(link, context.tracking_hosts)) {
        Some(link) => Verdict::Fails(format!(
            "{link:?} is not an https link to a known carrier; add its host to tracking_hosts"
        )),
        None => Verdict::Holds,
    }
}

/// Strict on purpose: no port, no user name, no escapes in the host, nothing but printable ASCII.
fn is_safe(link: &str, own_hosts: &[String]) -> bool {
    let Some(rest) = link.get(..8).filter(|head| head.eq_ignore_ascii_case("https://")) else {
        return false;
    };
    let rest = &link[rest.len()..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let listed = |carrier: &str| {
        host.strip_suffix(carrier).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
    };
    link.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && is_host(&host)
        && (CARRIERS.iter().any(|carrier| listed(carrier))
            || own_hosts.iter().any(|own| listed(own)))
}

fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.contains('.') && text.split('.').all(label)
}

/// The owner's hosts in lower case.
pub(crate) fn normalise_hosts(hosts: &[String]) -> Result<Vec<String>, OrdersError> {
    let normalise = |host: &String| {
        let lower = host.trim().to_ascii_lowercase();
        if is_host(&lower) { Ok(lower) } else { Err(OrdersError::BadTrackingHost(host.clone())) }
    };
    hosts.iter().map(normalise).collect()
}
