//! Who can reach the receiver without a tunnel or a proxy.

use std::net::SocketAddr;

/// What to beware of at an address that other computers can reach, in words; none at one that only this computer
/// reaches.
pub fn exposure(addr: SocketAddr) -> Option<String> {
    (!addr.ip().to_canonical().is_loopback()).then(|| {
        format!(
            "Other computers can reach Callbook at {addr}, without encryption. Where that is not meant, listen on \
             127.0.0.1 and let a tunnel or a proxy lead there; otherwise have a signing secret and a secret path."
        )
    })
}
