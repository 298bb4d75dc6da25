//! The table `[limits]` of the file: how much the receiver takes from the network.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::Deserialize;

/// What the file says of limits; what it does not say stays as the receiver has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    /// Connections at once.
    pub connections: Option<Within<1, 4096>>,
    /// Connections at once from one remote address.
    pub connections_per_address: Option<Within<1, 4096>>,
    /// False to hold connections from this machine to `connections_per_address` too.
    pub loopback_exempt: Option<bool>,
    /// Bytes of a request line and its headers.
    pub head_bytes: Option<Within<1024, 1_048_576>>,
    /// Bytes of all bodies under way, besides the first 64 kB of each.
    pub memory_bytes: Option<Within<1_048_576, 4_294_967_296>>,
    /// Seconds for a head to arrive.
    pub head_secs: Option<Within<1, 3600>>,
    /// Seconds for a body to arrive.
    pub body_secs: Option<Within<1, 3600>>,
    /// Seconds that a connection may be idle between two requests.
    pub idle_secs: Option<Within<1, 3600>>,
    /// Seconds for a client to take its answer.
    pub answer_secs: Option<Within<1, 3600>>,
}

impl Limits {
    /// All numbers of the table, said or not.
    pub fn numbers(&self) -> [Number; 9] {
        let exempt = self
            .loopback_exempt
            .map(|is_exempt| Within(u64::from(is_exempt)));
        [
            Number::of("limits.connections", self.connections),
            Number::of(
                "limits.connections_per_address",
                self.connections_per_address,
            ),
            Number::of::<0, 1>("limits.loopback_exempt", exempt),
            Number::of("limits.head_bytes", self.head_bytes),
            Number::of("limits.memory_bytes", self.memory_bytes),
            Number::of("limits.head_secs", self.head_secs),
            Number::of("limits.body_secs", self.body_secs),
            Number::of("limits.idle_secs", self.idle_secs),
            Number::of("limits.answer_secs", self.answer_secs),
        ]
    }
}

/// A number of the file that the receiver is limited by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Such as `limits.connections`; of a switch the number is 0 or 1.
    pub name: &'static str,
    /// None where the file does not say it.
    pub said: Option<u64>,
    /// What it may be.
    pub range: RangeInclusive<u64>,
}

impl Number {
    /// All numbers where the file says nothing.
    pub fn unsaid() -> Vec<Self> {
        super::File::default().numbers()
    }

    pub(super) fn of<const LEAST: u64, const MOST: u64>(
        name: &'static str,
        said: Option<Within<LEAST, MOST>>,
    ) -> Self {
        Self {
            name,
            said: said.map(|said| said.0),
            range: LEAST..=MOST,
        }
    }
}

/// A number that is neither less than the one nor more than the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Within<const LEAST: u64, const MOST: u64>(u64);

impl<const LEAST: u64, const MOST: u64> Within<LEAST, MOST> {
    /// The number, of seconds.
    pub fn secs(self) -> Duration {
        Duration::from_secs(self.0)
    }

    /// The number, of what is on disk.
    pub fn bytes(self) -> u64 {
        self.0
    }
}

impl<const LEAST: u64, const MOST: u64> TryFrom<i64> for Within<LEAST, MOST> {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        u64::try_from(number)
            .ok()
            .filter(|number| (LEAST..=MOST).contains(number))
            .map(Self)
            .ok_or(format!("{number} is not within {LEAST} to {MOST}"))
    }
}
