//! The client's address, believed only as far as the operator's own proxies say it.

use axum::http::HeaderMap;
use std::net::IpAddr;

/// The address to count against limits. Starting from the peer, each hop that is a trusted proxy
/// is replaced by the next entry from the right of `X-Forwarded-For`: a client can write whatever
/// it likes on the left, but not to the right of what our own proxy appended.
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut address = peer.to_canonical();
    for hop in forwarded.iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(next) => address = next.to_canonical(),
            Err(_) => break,
        }
    }
    counted_as(address)
}

/// Who has one IPv6 address has its whole /64 (RFC 6177), so all of it counts as one.
fn counted_as(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & !u128::from(u64::MAX)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_addresses_count_only_behind_trusted_proxies() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let check = |peer: &str, header: &str, expected: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", header.parse().unwrap());
            let address = client_address(peer.parse().unwrap(), &headers, &[proxy]);
            assert_eq!(address.to_string(), expected, "{peer} {header}");
        };
        check("9.9.9.9", "1.1.1.1", "9.9.9.9");
        check("10.0.0.1", "1.1.1.1, 2.2.2.2", "2.2.2.2");
        check("10.0.0.1", "1.1.1.1, 10.0.0.1", "1.1.1.1");
        check("10.0.0.1", "nonsense", "10.0.0.1");
        check("::ffff:9.9.9.9", "", "9.9.9.9");
        check("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::");
    }
}
