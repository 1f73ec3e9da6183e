//! Which addresses a request of ours may go to. A webhook's address is an owner's setting, and must
//! not become a way into the network that the server stands in.

use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::vec::IntoIter;
use tower::util::ServiceFn;

/// What a refused address is answered with.
pub(super) const REFUSED: &str = "the address lies in a private network, which is refused; \
                                  if that is meant, give the target a reason: `private = \"…\"`";

type Found = Pin<Box<dyn Future<Output = io::Result<IntoIter<SocketAddr>>> + Send>>;
/// Finds the addresses of a name.
pub(super) type Resolver = ServiceFn<fn(Name) -> Found>;

/// A connector that reaches public addresses only. It connects to the very addresses that were
/// checked: a name that is asked again cannot give another one in between.
pub(super) fn public_only() -> HttpConnector<Resolver> {
    HttpConnector::new_with_resolver(tower::service_fn(resolve_public as fn(Name) -> Found))
}

/// A connector that reaches every address.
pub(super) fn anywhere() -> HttpConnector<Resolver> {
    HttpConnector::new_with_resolver(tower::service_fn(resolve as fn(Name) -> Found))
}

/// A host that is written as a number is not looked up, so it is checked by itself.
pub(super) fn is_refused_literal(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().is_ok_and(|address| !is_public(address))
}

fn resolve(name: Name) -> Found {
    Box::pin(async move {
        let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
        Ok(found.collect::<Vec<_>>().into_iter())
    })
}

fn resolve_public(name: Name) -> Found {
    Box::pin(async move {
        let found = resolve(name).await?;
        let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
        if public.is_empty() { Err(io::Error::other(REFUSED)) } else { Ok(public.into_iter()) }
    })
}

/// Whether an address belongs to the public internet (IANA's special-purpose registries).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => is_public_v4(address),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Global unicast, less what leads elsewhere: documentation, benchmarks, Teredo and 6to4, which
/// carry an IPv4 address of any kind.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_special =
        (a == 0x2001 && (b < 0x200 || b == 0xdb8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    a & 0xe000 == 0x2000 && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inside_of_a_network_is_not_public() {
        for inside in [
            "127.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.19.9.9",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "2001::1",
            "2001:db8::1",
            "3fff:1::1",
            "::7f00:1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
            assert!(is_refused_literal(inside) && is_refused_literal(&format!("[{inside}]")));
        }
        for outside in [
            "1.1.1.1",
            "172.15.0.1",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450::5",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
            assert!(!is_refused_literal(outside));
        }
        assert!(!is_refused_literal("localhost"), "names are looked up");
    }

    #[tokio::test]
    async fn a_name_is_judged_by_what_it_resolves_to() {
        let error = resolve_public("localhost".parse().unwrap()).await.unwrap_err();
        assert_eq!(error.to_string(), REFUSED);
        assert!(resolve("localhost".parse().unwrap()).await.unwrap().next().is_some());
    }
}
