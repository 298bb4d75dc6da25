//! The memory that `callbook listen` takes under load.
//!
//! `cargo bench --bench memory`: 200,000 signed deliveries of 6 kB over 256 connections, to the program itself as a
//! process of its own. Printed are its resident memory when idle, the largest while it received, that after everything was
//! read into calls, and that a minute later, when the index was put in order (from `/proc`, so on Linux only), beside the
//! bar of 40 MB.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures and stops when something fails"
)]

#[path = "ingest/client.rs"]
mod client;

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use callbook::store::Store;

use self::client::{Client, SECRET, Sender};

const DELIVERIES: usize = 200_000;
const CONNECTIONS: usize = 256;
const BAR_KB: u64 = 40_000;
/// It waits ten seconds for more to come before it puts the index in order.
const IN_ORDER_AFTER: Duration = Duration::from_mins(1);

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let (mut process, addr) = start(dir.path());
    thread::sleep(Duration::from_secs(1));
    println!("idle: {} kB", resident(&process, "VmRSS"));

    let started = Instant::now();
    let sent = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let sent = Arc::clone(&sent);
            let work = move || send(addr, &sent);
            thread::Builder::new()
                .name("client".to_owned())
                .spawn(work)
                .unwrap()
        })
        .collect();
    for client in clients {
        client.join().unwrap();
    }
    let took = started.elapsed();
    println!(
        "received {DELIVERIES} in {took:.1?}: {} kB",
        resident(&process, "VmRSS")
    );
    while is_pending(dir.path()) {
        thread::sleep(Duration::from_millis(500));
    }
    let read = started.elapsed();
    println!(
        "read into calls after {read:.1?}: {} kB",
        resident(&process, "VmRSS")
    );
    thread::sleep(IN_ORDER_AFTER);
    println!("a minute later: {} kB", resident(&process, "VmRSS"));
    let most = resident(&process, "VmHWM");
    let verdict = if most < BAR_KB { "met" } else { "MISSED" };
    println!("the most: {most} kB, bar of {BAR_KB} kB {verdict}");
    process.kill().unwrap();
    process.wait().unwrap();
}

/// Starts the program on a free port, with the time it takes left out.
fn start(dir: &Path) -> (Child, SocketAddr) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_callbook"))
        .args(["listen", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(dir)
        .env("CALLBOOK_SECRET", SECRET)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut said = BufReader::new(process.stdout.take().unwrap());
    said.read_line(&mut line).unwrap();
    let addr = line.trim_end().rsplit('/').next().unwrap().parse().unwrap();
    (process, addr)
}

fn send(addr: SocketAddr, sent: &AtomicUsize) {
    let sender = Sender::new();
    let mut client = Client::connect(addr);
    loop {
        let at = sent.fetch_add(1, Ordering::Relaxed);
        if at >= DELIVERIES {
            return;
        }
        assert_eq!(client.post(&sender.request(at)), 200);
    }
}

fn is_pending(dir: &Path) -> bool {
    !Store::open(dir).unwrap().pending(1).unwrap().is_empty()
}

/// A figure of the process, in kB.
fn resident(process: &Child, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
