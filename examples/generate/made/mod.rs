//! A realistic book of any size, the same for the same seed, on the way that deliveries take.

mod call;
mod words;
mod world;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::Path;

use callbook::call::{Signature, Source};
use callbook::receiver::projector::Projector;
use callbook::store::{NewDelivery, Store, StoreError};
use fastrand::Rng;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use call::Call;
use world::{World, weight};

/// The days of the calls of a book: three years.
const YEARS: Days = Days {
    last: date(2026, 9, 30),
    count: 3 * 365,
};
/// The vendor's id before the first one.
const FIRST_ID: u64 = 2_482_000_000;
/// How many deliveries are committed together, and how many are read into calls together.
const GROUP: usize = 256;
const BATCH: usize = 2_048;

/// Deliveries in the order in which they arrive.
pub struct Arrivals {
    world: World,
    rng: Rng,
    /// Starts that are still to come, newest first.
    starts: Vec<Timestamp>,
    on_the_way: BinaryHeap<Reverse<(Timestamp, u64, Vec<u8>)>>,
    next_id: u64,
}

/// Days one after the other.
#[derive(Clone, Copy)]
pub struct Days {
    pub last: Date,
    pub count: i64,
}

impl Arrivals {
    pub fn new(calls: u64, seed: u64) -> Self {
        Self::of_days(YEARS, FIRST_ID, (calls, seed), calls, seed)
    }

    /// Of so many calls on these days, with ids of the vendor's from there on. They are from the callers of a book of so many
    /// calls and such a seed, and in its words.
    pub fn of_days(
        days: Days,
        first_id: u64,
        (calls_of_book, seed_of_book): (u64, u64),
        calls: u64,
        seed: u64,
    ) -> Self {
        let mut rng = Rng::with_seed(seed.wrapping_add(1));
        let mut starts = starts(&mut rng, days, calls);
        starts.reverse();
        Self {
            world: World::new(seed_of_book, calls_of_book),
            rng,
            starts,
            on_the_way: BinaryHeap::new(),
            next_id: first_id,
        }
    }

    /// Takes up the next call.
    fn call(&mut self, started_at: Timestamp) {
        self.next_id += 1 + u64::from(self.rng.u8(..7));
        let call = Call::new(&self.world, &mut self.rng, self.next_id, started_at);
        for sent in call.sent(&mut self.rng) {
            // Most arrive at once, some at the second or third attempt, a few long after.
            let late = match self.rng.u32(..1_000) {
                0..3 => SignedDuration::from_hours(self.rng.i64(10..200)),
                3..20 => SignedDuration::from_mins(if self.rng.bool() { 1 } else { 5 }),
                _ => SignedDuration::from_millis(self.rng.i64(50..900)),
            };
            let order = self.rng.u64(..);
            self.on_the_way
                .push(Reverse((sent.at + late, order, sent.body)));
        }
    }
}

impl Iterator for Arrivals {
    type Item = NewDelivery;

    fn next(&mut self) -> Option<NewDelivery> {
        while let Some(started_at) = self.starts.last().copied() {
            let first = self.on_the_way.peek().map(|Reverse((at, ..))| *at);
            if first.is_some_and(|first| first < started_at) {
                break;
            }
            self.starts.pop();
            self.call(started_at);
        }
        let Reverse((received_at, _, body)) = self.on_the_way.pop()?;
        Some(delivery(received_at, body))
    }
}

fn delivery(received_at: Timestamp, body: Vec<u8>) -> NewDelivery {
    NewDelivery {
        received_at,
        source: Source::Http,
        remote: Some("203.0.113.7".to_owned()),
        path: Some("/".to_owned()),
        headers: [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Expect", "100-continue"),
            ("x-Source-system", "Telmetrics Inc."),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        // One in fifty came before a secret was set.
        signature: if body.len().is_multiple_of(50) {
            Signature::Unchecked
        } else {
            Signature::Valid
        },
        body,
        status: Some(200),
    }
}

/// When the calls start, oldest first.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts of calls"
)]
fn starts(rng: &mut Rng, days: Days, calls: u64) -> Vec<Timestamp> {
    let midnights: Vec<_> = (0..days.count)
        .filter_map(|day| {
            let date = days.last.checked_sub((days.count - 1 - day).days()).ok()?;
            date.to_zoned(TimeZone::get("America/New_York").ok()?).ok()
        })
        .collect();
    let mut hours = Vec::new();
    let mut sum = 0.0;
    for midnight in &midnights {
        for hour in 0..24 {
            let weekday = midnight.weekday().to_monday_zero_offset();
            sum += weight(hour, weekday, midnight.month());
            hours.push((
                midnight.timestamp() + SignedDuration::from_hours(hour.into()),
                sum,
            ));
        }
    }
    let mut starts = Vec::with_capacity(calls as usize);
    let mut before = 0.0;
    for (hour, until) in hours {
        let from = (before / sum * calls as f64).round() as u64;
        let count = (until / sum * calls as f64).round() as u64 - from;
        let millis = (0..count).map(|_| SignedDuration::from_millis(rng.i64(0..3_600_000)));
        starts.extend(millis.map(|millis| hour + millis));
        before = until;
    }
    starts.sort_unstable();
    starts
}

/// Fills a book; gives the number of deliveries. Progress is told in deliveries stored and read.
pub fn fill(
    data_dir: &Path,
    calls: u64,
    seed: u64,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, StoreError> {
    let mut store = Store::open(data_dir)?;
    let mut projector = Projector::default();
    let mut arrivals = Arrivals::new(calls, seed);
    let mut done = 0;
    loop {
        let mut stored = 0;
        while stored < 4 * BATCH {
            let group: Vec<NewDelivery> = arrivals.by_ref().take(GROUP).collect();
            if group.is_empty() {
                break;
            }
            for result in store.insert_deliveries(&group)? {
                result?;
            }
            stored += group.len();
        }
        if stored == 0 {
            return Ok(done);
        }
        while projector.project_waiting(&mut store, BATCH)? > 0 {}
        done += stored as u64;
        progress(done);
    }
}
