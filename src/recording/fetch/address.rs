//! Which addresses a link may lead to. A forged webhook must not make this program call into the home network.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::{Mutex, PoisonError};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::recording::failure::Failure;

/// Names and the addresses that were found and allowed for them. The client connects to these alone, so a name
/// that is answered differently a moment later changes nothing.
#[derive(Default)]
pub(super) struct Checked(Mutex<HashMap<String, Vec<SocketAddr>>>);

impl Checked {
    /// Looks up where a link leads and allows it, or says why not.
    pub fn check(&self, url: &Url, private_hosts: &[String]) -> Result<(), Failure> {
        let host = url.host_str().ok_or(Failure::BadLink)?;
        let port = url.port_or_known_default().ok_or(Failure::BadLink)?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let may_be_private = private_hosts.iter().any(|allowed| allowed == bare);
        let found: Vec<SocketAddr> = match bare.parse::<IpAddr>() {
            Ok(ip) => vec![SocketAddr::new(ip, port)],
            Err(_) => (bare, port)
                .to_socket_addrs()
                .map_err(|_| Failure::Offline)?
                .collect(),
        };
        let allowed: Vec<SocketAddr> = found
            .iter()
            .copied()
            .filter(|address| may_be_private || is_public(address.ip()))
            .collect();
        if allowed.is_empty() {
            return Err(if found.is_empty() {
                Failure::Offline
            } else {
                Failure::PrivateAddress
            });
        }
        let mut checked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        checked.insert(bare.to_owned(), allowed);
        Ok(())
    }
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let checked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = checked.get(name.as_str()).cloned();
        Box::pin(std::future::ready(match found {
            Some(found) => Ok(Box::new(found.into_iter()) as Addrs),
            None => Err("this name was not checked".into()),
        }))
    }
}

/// True for addresses of the open internet: none that the registries keep for private, local, shared or special
/// use (RFC 6890 and its successors).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !is_special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // An IPv4 address may hide in an IPv6 one: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056).
    if let Some(v4) = ip.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let segments = ip.segments();
    let inner = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => inner(high, low),
        // Teredo, benchmarking, ORCHID and documentation lie inside 2000::/3.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_internet_is_public() {
        for ip in [
            "8.8.8.8",
            "93.184.216.34",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "203.0.113.9",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:192.168.0.1",
            "64:ff9b::a00:1",
            "2002:c0a8:1::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
    }
}
