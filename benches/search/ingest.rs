//! Questions while deliveries come in.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use callbook::receiver::gate::limits::Limits;
use callbook::receiver::{Receiver, Settings};
use callbook::store::Store;
use jiff::civil::date;

use super::book::generated::{Arrivals, Days};
use super::classes::{Ask, Class};
use super::{asked, times, written};

/// Deliveries a second.
const RATE: u32 = 1_000;
/// Connections that they come over.
const CLIENTS: u32 = 8;
/// Each kind of page is asked for so often a second.
const PAUSE: Duration = Duration::from_millis(10);

/// The month after the three years of the book.
const MONTH: Days = Days {
    last: date(2026, 10, 30),
    count: 30,
};
/// How many calls the book was made of, and with which seed.
const BOOK: (u64, u64) = (1_000_000, 7);
/// The ids of the vendor's are beyond those of the book.
const FIRST_ID: u64 = 2_500_000_000;
const IDS_OF_EACH: u64 = 8;

/// Which calls the deliveries are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coming {
    /// Newer ones than those of the book.
    New,
    /// Those of three years, between the calls of the book and instead of some.
    OfYears,
}

/// Sends deliveries at the rate for that long, other ones each time, and asks for pages meanwhile: first of new calls, where
/// the bars are those of a book that was asked before, then of calls from all of its time. Gives how many were missed.
pub fn ask_meanwhile(dir: &Path, classes: &[Class], span: Duration) -> usize {
    println!("while deliveries of new calls come in");
    let missed = ask_while(Coming::New, dir, classes, span);
    println!("while deliveries of calls from three years come in");
    ask_while(Coming::OfYears, dir, classes, span);
    missed
}

fn ask_while(coming: Coming, dir: &Path, classes: &[Class], span: Duration) -> usize {
    let count = usize::try_from(u64::from(RATE) * span.as_secs()).unwrap();
    let calls = count as u64;
    let store = Store::open(dir).unwrap();
    for class in pages(classes) {
        for question in &class.questions {
            class.ask.ask(&store, question);
        }
    }
    let known = store.newest_delivery_id().unwrap();
    drop(store);
    let seed = known.map_or(99, |id| id.0.cast_unsigned());
    let arrivals = match coming {
        Coming::New => Arrivals::of_days(MONTH, FIRST_ID + IDS_OF_EACH * seed, BOOK, calls, seed),
        Coming::OfYears => Arrivals::new(calls, seed),
    };
    let bodies: Vec<Vec<u8>> = arrivals.take(count).map(|sent| sent.body).collect();
    let settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: dir.to_owned(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        secrets_from_env: Vec::new(),
        limits: Limits::default(),
    };
    let receiver = Receiver::start(&settings, Arc::new(|| {})).unwrap();
    let (addr, ended, stored) = (
        receiver.local_addr(),
        AtomicBool::new(false),
        AtomicU64::new(0),
    );
    let begun = Instant::now();
    let missed = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS as usize)
            .map(|client| {
                let mine = bodies.iter().skip(client).step_by(CLIENTS as usize);
                let stored = &stored;
                let sending = move || send(addr, mine, stored);
                thread::Builder::new()
                    .name("client".to_owned())
                    .spawn_scoped(scope, sending)
                    .unwrap()
            })
            .collect();
        let asking = || ask(dir, classes, &ended);
        let asking = thread::Builder::new()
            .name("asker".to_owned())
            .spawn_scoped(scope, asking)
            .unwrap();
        for client in clients {
            client.join().unwrap();
        }
        ended.store(true, Ordering::Relaxed);
        asking.join().unwrap()
    });
    let secs = begun.elapsed().as_secs_f64();
    let stored = stored.into_inner();
    let is_met = stored == calls && secs < span.as_secs_f64() * 1.1;
    println!(
        "meanwhile {stored} of {calls} deliveries were stored in {secs:.1} s: {}",
        if is_met { "met" } else { "MISSED" }
    );
    let ended = Instant::now();
    let store = Store::open(dir).unwrap();
    while !store.pending(1).unwrap().is_empty() {
        thread::sleep(PAUSE);
    }
    println!(
        "the last of them was read into a call {:.1} s later",
        ended.elapsed().as_secs_f64()
    );
    receiver.stop();
    missed + usize::from(!is_met)
}

fn send<'a>(addr: SocketAddr, bodies: impl Iterator<Item = &'a Vec<u8>>, stored: &AtomicU64) {
    let mut stream = TcpStream::connect(addr).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    let begun = Instant::now();
    for (at, body) in (0..).zip(bodies) {
        thread::sleep(
            (Duration::from_secs(1) * CLIENTS / RATE * at).saturating_sub(begun.elapsed()),
        );
        let head = format!(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
        if answer(&mut answers) == 200 {
            stored.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn answer(answers: &mut BufReader<TcpStream>) -> u16 {
    let (mut status, mut length) = (0, 0);
    loop {
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        let text = line.trim_end();
        if text.is_empty() {
            break;
        }
        if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
            status = rest[..3].parse().unwrap();
        } else if let Some((name, value)) = text.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap();
        }
    }
    answers.read_exact(&mut vec![0; length]).unwrap();
    status
}

fn pages(classes: &[Class]) -> impl Iterator<Item = &Class> {
    classes
        .iter()
        .filter(|class| class.ask == Ask::Page && class.bar.p99.is_finite())
}

/// Asks for pages in turn until it ends. Gives how many bars were missed.
fn ask(dir: &Path, classes: &[Class], ended: &AtomicBool) -> usize {
    let store = asked(dir);
    let pages: Vec<&Class> = pages(classes).collect();
    let mut taken = vec![Vec::new(); pages.len()];
    for turn in 0.. {
        if ended.load(Ordering::Relaxed) {
            break;
        }
        let which = turn % pages.len();
        let class = pages[which];
        let question = &class.questions[turn / pages.len() % class.questions.len()];
        let begun = Instant::now();
        class.ask.ask(&store, question);
        taken[which].push(begun.elapsed());
        thread::sleep(PAUSE);
    }
    let mut missed = 0;
    for (class, taken) in pages
        .iter()
        .zip(taken)
        .filter(|(_, taken)| !taken.is_empty())
    {
        let taken = times(taken.into_iter());
        println!(
            "{:34} {} {:>8}",
            class.name,
            written(&taken),
            class.bar.verdict(&taken)
        );
        missed += usize::from(!class.bar.is_met(&taken));
    }
    missed
}
