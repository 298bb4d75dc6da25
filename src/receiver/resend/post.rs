//! Sends a request and reads the beginning of its answer.

use std::error::Error as _;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use reqwest::blocking::Client;
use reqwest::redirect::Policy;

use super::outgoing::Outgoing;
use super::target::Target;
use super::{ResendError, Sent};

/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(10);

/// How long all of it may take, the answer included.
const ANSWERING: Duration = Duration::from_secs(30);

/// So much of an answer is shown, bytes.
const SHOWN: u64 = 2 << 10;

/// Sends. Redirects are not followed: what was typed is where it goes, and nowhere else.
pub(super) fn post(outgoing: Outgoing, target: &Target) -> Result<Sent, ResendError> {
    let client = client(target)?;
    let began = Instant::now();
    let request = client
        .post(outgoing.url)
        .headers(outgoing.headers)
        .body(outgoing.body);
    let mut answer = request.send().map_err(|error| told(&error, target))?;
    let status = answer.status().as_u16();
    let mut body = Vec::new();
    // An answer whose body breaks off is one all the same.
    let read = answer.by_ref().take(SHOWN).read_to_end(&mut body);
    if let Err(error) = read {
        log::debug!("an answer broke off: {error}");
    }
    Ok(Sent {
        status,
        took: began.elapsed(),
        body: String::from_utf8_lossy(&body).trim_end().to_owned(),
    })
}

fn client(target: &Target) -> Result<Client, ResendError> {
    // Another part of the program may have chosen it already: the choice is the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .redirect(Policy::none())
        .connect_timeout(CONNECTING)
        .timeout(ANSWERING);
    if target.is_this_computer() {
        // Nothing leaves this computer, by a proxy neither.
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| ResendError::Client(root(&error)))
}

/// Without the address, which may hold the secret path.
fn told(error: &reqwest::Error, target: &Target) -> ResendError {
    let host = target.host();
    let reason = root(error);
    if error.is_connect() {
        let reason = if error.is_timeout() {
            format!("no connection within {} s", CONNECTING.as_secs())
        } else {
            reason
        };
        return ResendError::Unreachable { host, reason };
    }
    if error.is_timeout() {
        let secs = ANSWERING.as_secs();
        return ResendError::Late { host, secs };
    }
    ResendError::Broken { host, reason }
}

/// What is at the bottom of an error, which says most.
fn root(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut words = None;
    while let Some(deeper) = cause {
        let tls = deeper.downcast_ref::<io::Error>().and_then(inside);
        words = Some(tls.map_or_else(|| deeper.to_string(), of_tls));
        cause = deeper.source();
    }
    words.unwrap_or_else(|| "the connection failed".to_owned())
}

/// The fault of TLS that an error of a connection was made of, wrapped more than once.
fn inside(error: &io::Error) -> Option<&rustls::Error> {
    let inner = error.get_ref()?;
    let deeper = || inner.downcast_ref::<io::Error>().and_then(inside);
    inner.downcast_ref::<rustls::Error>().or_else(deeper)
}

/// The faults of a handshake that a person can do something about, in words.
fn of_tls(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidMessage(_) => "it does not speak https there".to_owned(),
        rustls::Error::InvalidCertificate(fault) => {
            format!("its certificate cannot be trusted: {fault}")
        }
        other => other.to_string(),
    }
}
