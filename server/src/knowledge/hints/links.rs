//! Links that cannot lead anywhere: badly written, or into a document of the site that has no such
//! section. Nothing is fetched.

use super::Text;
use std::collections::BTreeSet;
use vouch_shared::knowledge::Hint;

/// The broken links of a text. `known` are the ids of all answers.
pub(super) fn broken(text: &Text, known: &BTreeSet<&str>, origins: &[String]) -> Vec<Hint> {
    let fault = |(href, words): &(String, String)| {
        let reason = fault(href, known, origins)?;
        Some(Hint::BrokenLink { place: text.place(words), reason })
    };
    text.links.iter().filter_map(fault).collect()
}

fn fault(href: &str, known: &BTreeSet<&str>, origins: &[String]) -> Option<String> {
    let (scheme, rest) = href.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" => (!is_address(rest)).then(|| format!("`{rest}` is no e-mail address")),
        "tel" => {
            let digits = rest.bytes().filter(u8::is_ascii_digit).count();
            (digits < 3).then(|| format!("`{rest}` is no telephone number"))
        }
        _ => web_fault(href, rest, known, origins),
    }
}

fn is_address(text: &str) -> bool {
    let address = text.split('?').next().unwrap_or_default();
    address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host(host))
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.contains('.') && host.split('.').all(label)
}

fn web_fault(href: &str, rest: &str, known: &BTreeSet<&str>, origins: &[String]) -> Option<String> {
    let Some(address) = rest.strip_prefix("//") else {
        return Some("two slashes are missing after `https:`".to_owned());
    };
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let (authority, path) = address.split_at(end);
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    if port.parse::<u16>().is_err() {
        return Some(format!("`{port}` is no port"));
    }
    let own = origins.iter().any(|origin| is_of(href, origin));
    if !own && !is_host(host) {
        return Some(format!("`{host}` is no host on the internet"));
    }
    if own { section_fault(path, known) } else { None }
}

fn is_of(href: &str, origin: &str) -> bool {
    href.strip_prefix(origin)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?']))
}

/// A link such as `…/returns#how-long` into a document that has no such section.
fn section_fault(path: &str, known: &BTreeSet<&str>) -> Option<String> {
    let (path, section) = path.split_once('#')?;
    let page = path.split('?').next()?.trim_end_matches('/').rsplit('/').next()?;
    let document = page.strip_suffix(".html").unwrap_or(page);
    let below = [document, "/"].concat();
    let mut sections = known.iter().filter(|answer| answer.starts_with(&below)).peekable();
    sections.peek()?;
    let found = sections.any(|answer| answer.rsplit('/').next() == Some(section));
    (!found).then(|| format!("`{document}` has no section `{section}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_nowhere_are_told() {
        let known = BTreeSet::from(["returns/how-long", "returns/costs/abroad"]);
        let origins = ["https://shop.example".to_owned()];
        for (href, reason) in [
            ("https:/shop.example", "two slashes"),
            ("https://", "no host"),
            ("https://nowhere", "no host"),
            ("https://shop..example/x", "no host"),
            ("https://other.example:99999/", "no port"),
            ("mailto:help", "no e-mail"),
            ("mailto:@shop.example", "no e-mail"),
            ("tel:call", "no telephone"),
            ("https://shop.example/policies/returns#how-much", "no section `how-much`"),
            ("https://shop.example/returns.html#x", "no section"),
        ] {
            let found = fault(href, &known, &origins).unwrap_or_default();
            assert!(found.contains(reason), "{href}: {found}");
        }
        for fine in [
            "https://other.example:8443/a?b#c",
            "https://shop.example/policies/returns#how-long",
            "https://shop.example/returns#abroad",
            "https://shop.example/other#x",
            "https://shop.example.evil.example/returns#x",
            "mailto:help@shop.example?subject=x",
            "tel:+47-123",
        ] {
            assert_eq!(fault(fine, &known, &origins), None, "{fine}");
        }
    }
}
