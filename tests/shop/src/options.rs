//! What a storefront can be told: where Vouch is, and which Content-Security-Policy to send.

use clap::{Args, ValueEnum};
use std::str::FromStr;

/// How the storefront runs.
#[derive(Args, Clone, Debug, Default)]
pub struct StorefrontOptions {
    /// Where the Vouch server is, for example `http://127.0.0.1:8787`.
    #[arg(long, requires_all = ["vouch_site", "vouch_key"])]
    pub vouch_url: Option<String>,
    /// The site's public key word, for example `pk_demo`.
    #[arg(long)]
    pub vouch_site: Option<String>,
    /// The thumbprint of the site's root key.
    #[arg(long)]
    pub vouch_key: Option<String>,
    /// Another attribute of the script tag, for example `data-open=`; may be given several times.
    #[arg(long = "vouch-attr", value_name = "NAME=VALUE")]
    pub vouch_attributes: Vec<VouchAttribute>,
    /// The Content-Security-Policy of every page.
    #[arg(long, value_enum, default_value_t)]
    pub csp: Csp,
}

/// How strict the pages' Content-Security-Policy is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Csp {
    /// No policy.
    #[default]
    None,
    /// The shop's own files, and Vouch's with WebAssembly.
    Strict,
    /// The same without WebAssembly.
    StrictNoWasm,
}

/// One more `data-` attribute for the script tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VouchAttribute {
    pub name: String,
    pub value: String,
}

impl FromStr for VouchAttribute {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        match name.strip_prefix("data-") {
            Some(rest) if !rest.is_empty() && rest.chars().all(plain) => {
                Ok(Self { name: name.to_owned(), value: value.to_owned() })
            }
            _ => Err(format!("`{name}` is not a data- attribute; write `data-theme=dark`")),
        }
    }
}

/// The three values of the script tag, once all are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VouchTag<'a> {
    pub(crate) url: &'a str,
    pub(crate) site: &'a str,
    pub(crate) key: &'a str,
    pub(crate) attributes: &'a [VouchAttribute],
}

impl StorefrontOptions {
    pub(crate) fn tag(&self) -> Option<VouchTag<'_>> {
        Some(VouchTag {
            url: self.vouch_url.as_deref()?.trim_end_matches('/'),
            site: self.vouch_site.as_deref()?,
            key: self.vouch_key.as_deref()?,
            attributes: &self.vouch_attributes,
        })
    }

    /// The Content-Security-Policy to send, if any.
    pub(crate) fn policy(&self) -> Option<String> {
        let vouch = self.tag().map(|tag| format!(" {}", origin(tag.url))).unwrap_or_default();
        let wasm = match self.csp {
            Csp::None => return None,
            Csp::Strict => " 'wasm-unsafe-eval'",
            Csp::StrictNoWasm => "",
        };
        Some(format!(
            "default-src 'self'; style-src 'self'; img-src 'self' data:; \
             script-src 'self'{vouch}{wasm}; connect-src 'self'{vouch}"
        ))
    }
}

/// Scheme, host and port of a URL: a path would make the browser match it as a path.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url, |end| &url[..host + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_data_attributes() {
        let open: VouchAttribute = "data-open=".parse().unwrap();
        assert_eq!((open.name.as_str(), open.value.as_str()), ("data-open", ""));
        assert_eq!("data-accent=#fff=".parse::<VouchAttribute>().unwrap().value, "#fff=");
        for bad in ["onclick=x", "data-", "data-x y=1", "DATA-X=1"] {
            assert!(bad.parse::<VouchAttribute>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_policy_names_the_origin_only() {
        assert_eq!(origin("http://127.0.0.1:8787/chat"), "http://127.0.0.1:8787");
        assert_eq!(origin("https://chat.example"), "https://chat.example");
    }
}
