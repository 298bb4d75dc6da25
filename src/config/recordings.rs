//! The table `[recordings]` of the file: which recordings are fetched, and how much room they take.

use std::time::Duration;

use serde::Deserialize;

use super::Within;

const MAX_BYTES: u64 = 200 << 20;
const CACHE_BYTES: u64 = 2 << 30;
const STALL: Duration = Duration::from_secs(20);
const RESUME_BACK: Duration = Duration::from_secs(2);

/// What the file says of recordings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recordings {
    /// True to fetch the recordings of new calls before anyone plays them.
    pub fetch_new: Option<bool>,
    /// True to fetch links in plain http too.
    pub allow_http: Option<bool>,
    /// Hosts, as they stand in links, that may be in a private network or on this machine.
    #[serde(default)]
    pub private_hosts: Vec<String>,
    pub max_bytes: Option<Within<1024, 4_294_967_296>>,
    pub cache_bytes: Option<Within<0, 1_099_511_627_776>>,
    pub stall_secs: Option<Within<1, 600>>,
    pub resume_back_secs: Option<Within<0, 60>>,
}

impl Recordings {
    /// Whether the recordings of new calls are fetched before anyone plays them.
    pub fn fetches_new(&self) -> bool {
        self.fetch_new.unwrap_or_default()
    }

    /// Whether links in plain http are fetched too.
    pub fn allows_http(&self) -> bool {
        self.allow_http.unwrap_or_default()
    }

    /// Larger recordings are refused.
    pub fn max_bytes(&self) -> u64 {
        self.max_bytes.map_or(MAX_BYTES, Within::bytes)
    }

    /// Recordings that were heard longest ago are thrown away beyond this.
    pub fn cache_bytes(&self) -> u64 {
        self.cache_bytes.map_or(CACHE_BYTES, Within::bytes)
    }

    /// A server that sends nothing for so long is given up.
    pub fn stall(&self) -> Duration {
        self.stall_secs.map_or(STALL, Within::secs)
    }

    /// How far playing goes back when it goes on after a pause.
    pub fn resume_back(&self) -> Duration {
        self.resume_back_secs.map_or(RESUME_BACK, Within::secs)
    }
}
