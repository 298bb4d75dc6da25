//! Where a delivery is sent to: an address that can be one, whose it is, and what to beware of.

use std::net::IpAddr;

use reqwest::Url;
use thiserror::Error;

/// Why something is no address to send to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TargetError {
    #[error("type the address to send to, such as https://example.com/calls")]
    Empty,
    #[error("an address to send to begins with https:// or http://")]
    Scheme,
    #[error("this is no address that anything can be sent to")]
    Unreadable,
    #[error("leave name and password out of the address")]
    Credentials,
    #[error(
        "no receiver runs for this book whose address is known: start one, or say where to send it"
    )]
    NoReceiver,
}

/// An address to send to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Of ourselves without a path, which is that of the delivery.
    url: Url,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The receiver of this book, at the path that the delivery came by.
    Ourselves,
    /// The receiver of this book, at a path that was typed.
    OurAddress,
    Elsewhere,
}

impl Target {
    /// The receiver of this book, whose URL this is.
    pub fn ourselves(url: &str) -> Result<Self, TargetError> {
        let mut url = parse(url)?;
        // Where all addresses are listened at, one that leads there.
        let reachable = match ip(&url) {
            Some(IpAddr::V4(ip)) if ip.is_unspecified() => Some("127.0.0.1"),
            Some(IpAddr::V6(ip)) if ip.is_unspecified() => Some("[::1]"),
            _ => None,
        };
        if let Some(host) = reachable {
            url.set_host(Some(host))
                .map_err(|_| TargetError::Unreadable)?;
        }
        Ok(Self {
            url,
            kind: Kind::Ourselves,
        })
    }

    /// An address as a person types it; `ours` is the URL of this book's receiver, where one runs.
    pub fn typed(text: &str, ours: Option<&str>) -> Result<Self, TargetError> {
        let url = parse(text)?;
        let ours = ours.and_then(|ours| Self::ourselves(ours).ok());
        let is_ours = ours.is_some_and(|ours| leads_to(&url, &ours.url));
        let kind = if is_ours {
            Kind::OurAddress
        } else {
            Kind::Elsewhere
        };
        Ok(Self { url, kind })
    }

    /// True for the receiver of this book.
    pub fn is_ours(&self) -> bool {
        self.kind != Kind::Elsewhere
    }

    /// True where nothing leaves this computer.
    pub fn is_this_computer(&self) -> bool {
        self.is_ours() || is_loopback(&self.url)
    }

    /// What to beware of before it is sent there, in sentences.
    pub fn warnings(&self) -> Vec<String> {
        if self.is_this_computer() {
            return Vec::new();
        }
        let host = self.host();
        let mut warnings = vec![format!(
            "The caller's data leaves this computer, for {host}."
        )];
        if self.url.scheme() == "http" {
            warnings.push("Without https everyone on the way can read it.".to_owned());
        }
        warnings
    }

    /// Host and port, for words: `example.com:443`.
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        match self.url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// The URL for a delivery that came by `path`, which is without any mask.
    pub(super) fn url_for(&self, path: &str) -> Result<Url, TargetError> {
        match self.kind {
            Kind::Ourselves => self.url.join(path).map_err(|_| TargetError::Unreadable),
            Kind::OurAddress | Kind::Elsewhere => Ok(self.url.clone()),
        }
    }
}

fn parse(text: &str) -> Result<Url, TargetError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TargetError::Empty);
    }
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    let is_known = scheme
        .is_some_and(|it| it.eq_ignore_ascii_case("https") || it.eq_ignore_ascii_case("http"));
    if !is_known {
        return Err(TargetError::Scheme);
    }
    let mut url = Url::parse(text).map_err(|_| TargetError::Unreadable)?;
    if url.host_str().is_none_or(str::is_empty) {
        return Err(TargetError::Unreadable);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(TargetError::Credentials);
    }
    url.set_fragment(None);
    Ok(url)
}

fn ip(url: &Url) -> Option<IpAddr> {
    let host = url.host_str()?;
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

fn is_loopback(url: &Url) -> bool {
    match ip(url) {
        Some(ip) => ip.to_canonical().is_loopback(),
        None => url.host_str().is_some_and(|host| {
            let host = host.trim_end_matches('.');
            host == "localhost" || host.ends_with(".localhost")
        }),
    }
}

/// Whether an address is that of the receiver at `ours`, by whichever name of this computer.
fn leads_to(url: &Url, ours: &Url) -> bool {
    let same_host = url.host_str() == ours.host_str() || (is_loopback(url) && is_loopback(ours));
    url.scheme() == ours.scheme()
        && url.port_or_known_default() == ours.port_or_known_default()
        && same_host
}
