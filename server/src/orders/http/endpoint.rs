//! Where an HTTP connector sends its requests: `https`, or `http` within this machine only.

use crate::secret::Secret;
use hyper::Uri;
use std::fmt;
use std::net::IpAddr;

/// An address that the owner configured. Private networks are allowed: it is the owner's choice.
#[derive(Clone)]
pub(crate) struct Endpoint {
    uri: Uri,
}

/// Why an address cannot be used. No message holds the address: it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    #[error("write it as https://HOST/PATH")]
    Malformed,
    #[error("use https; http is for this machine only (127.0.0.1, ::1 or localhost)")]
    Plain,
    #[error("leave user name and password out; requests are signed with `key` instead")]
    Credentials,
    #[error("write the shop's own address, such as https://SHOP.myshopify.com, without a path")]
    NotAShop,
}

impl Endpoint {
    pub(crate) fn parse(url: &Secret) -> Result<Self, EndpointError> {
        let text = url.expose();
        let uri: Uri = text.parse().map_err(|_| EndpointError::Malformed)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(EndpointError::Malformed);
        };
        if authority.as_str().contains('@') {
            return Err(EndpointError::Credentials);
        }
        match scheme {
            _ if text.contains('#') || authority.host().is_empty() => Err(EndpointError::Malformed),
            "https" => Ok(Self { uri }),
            "http" if is_this_machine(authority.host()) => Ok(Self { uri }),
            "http" => Err(EndpointError::Plain),
            _ => Err(EndpointError::Malformed),
        }
    }

    pub(crate) fn uri(&self) -> Uri {
        self.uri.clone()
    }

    /// What stands in the request's first line, and is signed.
    pub(crate) fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("/", |path| path.as_str())
    }

    /// For messages: never the path or query, which may hold what should not be shown.
    pub(crate) fn host(&self) -> &str {
        self.uri.host().unwrap_or_default()
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({})", self.host())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Endpoint, EndpointError> {
        Endpoint::parse(&Secret::new(url))
    }

    #[test]
    fn https_goes_anywhere_and_http_stays_on_this_machine() {
        for url in [
            "https://shop.example/vouch/orders",
            "https://10.0.0.7:8443/orders?shop=1",
            "https://[fd00::7]/orders",
            "http://127.0.0.1:8080/orders",
            "http://[::1]:8080/orders",
            "http://localhost/orders",
        ] {
            assert!(parse(url).is_ok(), "{url}");
        }
        for (url, error) in [
            ("http://shop.example/orders", EndpointError::Plain),
            ("http://10.0.0.7/orders", EndpointError::Plain),
            ("http://localhost.shop.example/orders", EndpointError::Plain),
            ("https://u:hunter2@shop.example/orders", EndpointError::Credentials),
            ("ftp://shop.example/orders", EndpointError::Malformed),
            ("https://shop.example/orders#x", EndpointError::Malformed),
            ("/orders", EndpointError::Malformed),
            ("shop.example", EndpointError::Malformed),
            ("", EndpointError::Malformed),
        ] {
            assert_eq!(parse(url).unwrap_err(), error, "{url}");
        }
    }

    #[test]
    fn what_is_signed_is_the_path_with_its_query() {
        assert_eq!(parse("https://a.example").unwrap().path_and_query(), "/");
        let endpoint = parse("https://a.example/o?key=hunter2").unwrap();
        assert_eq!(endpoint.path_and_query(), "/o?key=hunter2");
        assert!(!format!("{endpoint:?}").contains("hunter2"));
    }
}
