//! How many signed deliveries a second are acknowledged, over real sockets.
//!
//! `cargo bench --bench ingest`: 1, 8 and 64 connections that are kept, 6 kB each, in three interleaved rounds of
//! which the medians are printed, each after a warm-up:
//!
//! * `bare`: `tiny_http` alone, which reads the body and answers
//! * `gate`: the gate and `tiny_http`, likewise
//! * `a`: the gate, `tiny_http` and the signature, nothing stored
//! * `b`: the same with one commit for each delivery
//! * `c`: the receiver as it is, with commits in groups and reading into calls beside
//!
//! The machine's rate of raw `fdatasync` stands beside them, before and after: nothing durable can be faster on one
//! connection. Behind words of the command line such as `c 64`, only what they name is measured.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures and stops when something fails"
)]

mod client;
mod figures;
mod target;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use self::client::{Client, Sender};
use self::figures::{Figure, Table, fdatasync_rate};
use self::target::{Kind, Target};

/// Each measurement sends for so long, and before that for so long without being measured.
const SPAN: Duration = Duration::from_secs(2);
const WARM_UP: Duration = Duration::from_millis(500);
const ROUNDS: usize = 3;
const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// More than any measurement that stores can send.
const REQUESTS: usize = 60_000;

const KINDS: [(Kind, &str); 5] = [
    (Kind::Bare, "bare"),
    (Kind::Gate, "gate"),
    (Kind::Signature, "a"),
    (Kind::CommitEach, "b"),
    (Kind::Ours, "c"),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |connections: usize, name: &str| {
        let words: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
        let (numbers, names): (Vec<_>, Vec<_>) = words
            .into_iter()
            .partition(|word| word.parse::<usize>().is_ok());
        (numbers.is_empty() || numbers.contains(&&connections.to_string()))
            && (names.is_empty() || names.contains(&&name.to_owned()))
    };
    let sender = Sender::new();
    let requests: Arc<Vec<_>> = Arc::new((0..REQUESTS).map(|at| sender.request(at)).collect());
    println!("raw fdatasync: {:.0} a second", fdatasync_rate());
    let mut table = Table::new(KINDS.map(|(_, name)| name), CONNECTIONS);
    for _ in 0..ROUNDS {
        for (at, connections) in CONNECTIONS.into_iter().enumerate() {
            for (which, (kind, name)) in KINDS.into_iter().enumerate() {
                if is_wanted(connections, name) {
                    table.add(which, at, measure(kind, connections, &requests));
                }
            }
        }
    }
    println!("raw fdatasync: {:.0} a second", fdatasync_rate());
    println!("requests a second (p50/p99 ms), medians of {ROUNDS} rounds");
    table.print();
}

fn measure(kind: Kind, connections: usize, requests: &Arc<Vec<Vec<u8>>>) -> Figure {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::start(kind, dir.path());
    let next = Arc::new(AtomicUsize::new(0));
    let counted_from = Instant::now() + WARM_UP;
    let clients: Vec<_> = (0..connections)
        .map(|_| {
            let (requests, next) = (Arc::clone(requests), Arc::clone(&next));
            let mut client = Client::connect(target.addr());
            let work = move || send(&mut client, &requests, &next, kind, counted_from);
            let builder = thread::Builder::new().name("client".to_owned());
            builder.spawn(work).unwrap()
        })
        .collect();
    let times = clients
        .into_iter()
        .flat_map(|client| client.join().unwrap())
        .collect();
    target.stop();
    Figure::of(times, SPAN)
}

/// Sends over one connection and gives the time to each answer in milliseconds, from a time on.
fn send(
    client: &mut Client,
    requests: &[Vec<u8>],
    next: &AtomicUsize,
    kind: Kind,
    counted_from: Instant,
) -> Vec<f64> {
    let until = counted_from + SPAN;
    let mut times = Vec::new();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        assert!(!kind.stores() || at < requests.len(), "too few requests");
        let sent = Instant::now();
        assert_eq!(client.post(&requests[at % requests.len()]), 200);
        if Instant::now() >= until {
            return times;
        }
        if sent >= counted_from {
            times.push(sent.elapsed().as_secs_f64() * 1e3);
        }
    }
}
