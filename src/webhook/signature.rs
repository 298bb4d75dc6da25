//! `ms-signature`: `sha256=` and 64 hex digits, an HMAC-SHA256 over the exact bytes of the body.
//!
//! The scheme of Microsoft ASP.NET WebHooks: the key is the secret's UTF-8 bytes as typed, the stock sender
//! writes capitals, the stock receiver takes any casing and exactly one header.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::notes::cut;
use crate::call::Signature;
use crate::call::proof::{Proof, Tried};

/// How much is shown of what is no signature, characters.
const SHOWN: usize = 48;

/// A signing secret.
#[derive(Clone)]
pub struct Secret(String);

/// A secret without characters.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the secret is empty")]
pub struct EmptySecret;

impl Secret {
    /// Takes a secret as typed.
    pub fn new(secret: &str) -> Result<Self, EmptySecret> {
        if secret.trim().is_empty() {
            return Err(EmptySecret);
        }
        Ok(Self(secret.to_owned()))
    }

    /// The secret itself: for the store alone.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Twelve hex digits by which a person tells secrets apart; they say nothing of the secret to those who
    /// do not have it.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::new()
            .chain_update("callbook secret fingerprint\0")
            .chain_update(&self.0)
            .finalize();
        hex(&digest[..6]).to_lowercase()
    }

    /// The header's value for a body, as the stock sender writes it.
    pub fn sign(&self, body: &[u8]) -> String {
        let code = self.mac(body).map(|mac| mac.finalize().into_bytes());
        let digits = code.map(|code| hex(&code)).unwrap_or_default();
        format!("sha256={digits}")
    }

    /// None never happens: HMAC takes keys of any length.
    fn mac(&self, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).ok()?;
        Some(mac.chain_update(body))
    }

    /// Compares in constant time.
    fn signed(&self, body: &[u8], code: &[u8]) -> bool {
        self.mac(body)
            .is_some_and(|mac| mac.verify_slice(code).is_ok())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Secret").field(&self.fingerprint()).finish()
    }
}

/// Checks the values of all `ms-signature` headers of a delivery against the secrets that are set.
pub fn check(body: &[u8], signatures: &[&str], secrets: &[Secret]) -> Signature {
    if secrets.is_empty() {
        return Signature::Unchecked;
    }
    let code = match signatures {
        [] => return Signature::Missing,
        [one] => code(one),
        _ => None,
    };
    let Some(code) = code else {
        return Signature::Invalid;
    };
    // All secrets are tried, so that the time taken does not say which one fits.
    let fits = secrets
        .iter()
        .filter(|secret| secret.signed(body, &code))
        .count();
    if fits > 0 {
        Signature::Valid
    } else {
        Signature::Invalid
    }
}

/// What was received as signature, and what each of the secrets gives: enough to compare by eye, too little to
/// forge.
pub fn proof(body: &[u8], signatures: &[&str], secrets: &[Secret]) -> Proof {
    let received = match signatures {
        [one] => code(one),
        _ => None,
    };
    let tried = secrets.iter().map(|secret| Tried {
        fingerprint: secret.fingerprint(),
        expected: shortened(&secret.sign(body)),
        fits: received.is_some_and(|code| secret.signed(body, &code)),
    });
    Proof {
        received: signatures.iter().map(|one| shortened(one)).collect(),
        bytes: body.len(),
        tried: tried.collect(),
    }
}

/// The scheme, the first and the last eight digits; the start of what is no signature.
fn shortened(signature: &str) -> String {
    let signature = signature.trim();
    match signature.split_once('=') {
        Some((scheme, digits)) if code(signature).is_some() => {
            format!("{scheme}={} … {}", &digits[..8], &digits[56..])
        }
        _ => cut(signature, SHOWN),
    }
}

/// In capitals.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

fn code(header: &str) -> Option<[u8; 32]> {
    let (scheme, digits) = header.trim().split_once('=')?;
    if !scheme.eq_ignore_ascii_case("sha256") || digits.len() != 64 {
        return None;
    }
    let mut code = [0; 32];
    for (byte, pair) in code.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let [high, low] = [pair[0], pair[1]].map(|digit| char::from(digit).to_digit(16));
        *byte = u8::try_from(high? * 16 + low?).ok()?;
    }
    Some(code)
}
