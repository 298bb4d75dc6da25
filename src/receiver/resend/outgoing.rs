//! A stored delivery as it goes out again.

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::target::{Target, TargetError};
use crate::call::Source;
use crate::call::delivery::WholeDelivery;
use crate::call::header::is_secret_header;
use crate::receiver::secret_path::SecretPath;
use crate::webhook::signature::Secret;

/// Headers that concern one connection (RFC 9110, 7.6.1), and those that whoever sends writes itself.
const OF_THE_CONNECTION: [&str; 13] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
];
const SIGNATURE: &str = "ms-signature";

/// What is sent.
pub(super) struct Outgoing {
    pub url: Url,
    pub headers: HeaderMap,
    /// The exact bytes that were received.
    pub body: Vec<u8>,
}

impl Outgoing {
    /// The secret path and headers that let somebody in go to ourselves alone; with a key, the signature received is replaced by one of it.
    pub(super) fn new(
        whole: WholeDelivery,
        target: &Target,
        secret_path: Option<&SecretPath>,
        key: Option<&Secret>,
    ) -> Result<Self, TargetError> {
        let path = match (whole.delivery.source, &whole.delivery.path) {
            (Source::Http, Some(path)) => path.as_str(),
            (Source::Import, _) | (_, None) => "/",
        };
        let path = SecretPath::restore(secret_path, path);
        let own_path = secret_path.filter(|_| target.is_ours());
        let mut headers = headers(&whole.headers, key.is_some(), own_path);
        if !target.is_ours() {
            let secret: Vec<_> = headers
                .keys()
                .filter(|name| is_secret_header(name.as_str()))
                .cloned()
                .collect();
            for name in secret {
                headers.remove(name);
            }
        }
        if let Some(key) = key
            && let Ok(value) = HeaderValue::from_str(&key.sign(&whole.body))
        {
            headers.insert(SIGNATURE, value);
        }
        Ok(Self {
            url: target.url_for(&path)?,
            headers,
            body: whole.body,
        })
    }
}

/// Those that go on to the end, each as often as it came.
fn headers(
    received: &[(String, String)],
    without_signature: bool,
    own_path: Option<&SecretPath>,
) -> HeaderMap {
    let named: Vec<String> = received
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("connection"))
        .flat_map(|(_, value)| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    let stays = |name: &str| {
        OF_THE_CONNECTION.contains(&name)
            || named.iter().any(|one| one == name)
            || (without_signature && name == SIGNATURE)
    };
    let mut headers = HeaderMap::new();
    for (name, value) in received {
        if stays(&name.to_ascii_lowercase()) {
            continue;
        }
        let value = match own_path {
            Some(path) => path.unmask(value),
            None => value.clone(),
        };
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        // What cannot stand in a header was never one: an import can carry anything.
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    headers
}
