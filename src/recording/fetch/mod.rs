//! Gets a recording from its link into a file, and goes on after a cut.

mod address;
mod answer;
mod expiry;
mod link;
mod transfer;
mod version;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use reqwest::blocking::Client;
use reqwest::redirect::Policy;

use self::address::Checked;
use self::transfer::Transfer;
use super::failure::Failure;
use super::growing::Growing;

pub use self::link::Link;

/// How often in a row a cut is taken up again without a byte more.
const TRIES: u32 = 3;
/// How long to wait before the first of those; twice as long before each further one.
const PAUSE: Duration = Duration::from_millis(300);
/// A recording that takes longer than this is given up, so that a server that drips cannot hold a thread for ever.
pub(super) const LONGEST: Duration = Duration::from_hours(1);

/// What may be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Links in plain http too.
    pub allow_http: bool,
    /// Hosts, as they stand in links, that may be in a private network or on this machine.
    pub private_hosts: Vec<String>,
    /// Recordings over this many bytes are refused.
    pub max_bytes: u64,
    /// A server that sends nothing for so long is given up.
    pub stall: Duration,
}

/// Fetches recordings.
pub struct Fetcher {
    client: Client,
    checked: Arc<Checked>,
    rules: Rules,
}

impl Fetcher {
    /// A client that follows nothing by itself and connects to nothing that was not checked.
    pub fn new(rules: Rules) -> Result<Self, Failure> {
        // Another part of the program may have chosen the provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let checked = Arc::new(Checked::default());
        let client = Client::builder()
            .user_agent(concat!("Callbook/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            // Through a proxy, the address that is connected to could not be checked.
            .no_proxy()
            .dns_resolver(Arc::clone(&checked))
            .connect_timeout(rules.stall)
            // Holds for each read of the body.
            .timeout(rules.stall)
            .build()
            .map_err(|error| Failure::Client(error.without_url().to_string()))?;
        Ok(Self {
            client,
            checked,
            rules,
        })
    }

    /// Fetches into `file`, telling `growing` what is there. Returns when it is whole or cannot be had. What came
    /// before a failure stays in the file, and is gone on from another time, by what is kept at `version`.
    pub fn fetch(
        &self,
        link: &Link,
        file: &mut File,
        version: PathBuf,
        growing: &Growing,
    ) -> Result<(), Failure> {
        link.check(&self.rules)?;
        let started = Instant::now();
        let mut transfer = Transfer::new(self, file, version, growing)?;
        let mut tries = 0;
        loop {
            let before = growing.progress().have_bytes;
            let failure = match transfer.run(link) {
                Ok(()) => return Ok(()),
                Err(failure) => failure,
            };
            let have = growing.progress().have_bytes;
            // One that was never there is told at once; one that was cut is taken up again.
            let is_cut = have > 0 && is_cut(&failure);
            tries = if have > before { 0 } else { tries + 1 };
            if !is_cut || tries >= TRIES || started.elapsed() > LONGEST {
                return Err(failure);
            }
            thread::sleep(PAUSE * 2_u32.pow(tries));
        }
    }
}

/// True when the rest may come if it is asked for again.
fn is_cut(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Truncated { .. } | Failure::Stalled | Failure::Offline | Failure::Status(500..)
    )
}
