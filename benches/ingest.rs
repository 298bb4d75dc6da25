//! How many signed deliveries a second are acknowledged, over real sockets.
//!
//! `cargo bench --bench ingest`: 1, 8 and 64 connections that are kept, 6 kB each, in three interleaved rounds of
//! which the medians are printed:
//!
//! * `bare`: `tiny_http` alone, which reads the body and answers
//! * `gate`: the gate and `tiny_http`, likewise
//! * `a`: the gate, `tiny_http` and the signature, nothing stored
//! * `b`: the same with one commit for each delivery
//! * `c`: the receiver as it is, with commits in groups
//!
//! The machine's rate of raw `fdatasync` stands beside them: nothing durable can be faster on one connection.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures and stops when something fails"
)]

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use callbook::call::{Signature, Source};
use callbook::receiver::gate::Gate;
use callbook::receiver::gate::canonical::client_headers;
use callbook::receiver::gate::limits::Limits;
use callbook::receiver::gate::private::serve;
use callbook::receiver::{Health, Receiver, Settings};
use callbook::store::{NewDelivery, Store};
use callbook::webhook::signature::{Secret, check};
use tiny_http::{Method, Request, Response, Server};

const SECRET: &str = "123456789012345678901234567890123456789012345678";
/// Each measurement sends for this long.
const SPAN: Duration = Duration::from_secs(2);
const ROUNDS: usize = 3;
const CONNECTIONS: [usize; 3] = [1, 8, 64];
/// Threads that take requests off `tiny_http`, as many as the receiver has.
const HANDLERS: usize = 8;
/// More requests than any measurement sends.
const REQUESTS: usize = 60_000;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Bare,
    Gate,
    Signature,
    CommitEach,
    Ours,
}

const KINDS: [(Kind, &str); 5] = [
    (Kind::Bare, "bare"),
    (Kind::Gate, "gate"),
    (Kind::Signature, "a"),
    (Kind::CommitEach, "b"),
    (Kind::Ours, "c"),
];

/// One measurement: requests a second and two percentiles of the time to the answer, in milliseconds.
#[derive(Clone, Copy, Default)]
struct Figure {
    rate: f64,
    p50: f64,
    p99: f64,
}

fn main() {
    let requests = Arc::new(requests());
    println!("raw fdatasync: {:.0} a second", fdatasync_rate());
    let mut figures = vec![vec![Vec::new(); CONNECTIONS.len()]; KINDS.len()];
    for _ in 0..ROUNDS {
        for (at, connections) in CONNECTIONS.into_iter().enumerate() {
            for (which, (kind, _)) in KINDS.into_iter().enumerate() {
                figures[which][at].push(measure(kind, connections, &requests));
            }
        }
    }
    println!("requests a second (p50/p99 ms), medians of {ROUNDS} rounds");
    let medians: Vec<Vec<Figure>> = figures
        .iter()
        .map(|of_kind| of_kind.iter().map(|rounds| median(rounds)).collect())
        .collect();
    for ((_, name), of_kind) in KINDS.iter().zip(&medians) {
        let cells: Vec<String> = of_kind
            .iter()
            .map(|one| format!("{:>7.0} ({:.2}/{:.1})", one.rate, one.p50, one.p99))
            .collect();
        println!("{name:>5}  {}", cells.join("   "));
    }
    let ratio = |one: usize, other: usize| -> Vec<String> {
        let pairs = medians[one].iter().zip(&medians[other]);
        pairs
            .map(|(one, other)| format!("{:.2}", one.rate / other.rate))
            .collect()
    };
    println!("gate/bare {}", ratio(1, 0).join(" "));
    println!("c/b       {}", ratio(4, 3).join(" "));
    println!("c/a       {}", ratio(4, 2).join(" "));
}

fn median(rounds: &[Figure]) -> Figure {
    let middle = |of: fn(&Figure) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Figure {
        rate: middle(|one| one.rate),
        p50: middle(|one| one.p50),
        p99: middle(|one| one.p99),
    }
}

/// Signed deliveries of 6 kB, no two alike, each a whole request.
fn requests() -> Vec<Vec<u8>> {
    let secret = Secret::new(SECRET).unwrap();
    let talk = "Agent: Let me look at the scheduling here. Caller: Okay. Thank you. ".repeat(80);
    (0..REQUESTS)
        .map(|at| {
            let body = format!(
                r#"{{"Id":"{at}","Attempt":1,"Properties":{{"CollectionType":"CallDetailsV5","UTC":"2025-02-26T21:46:14.127","RequestId":"{at}"}},"Notifications":[{{"Action":"CallDetailsV5.CallProcessed","id":{},"tracking_number":"8332795145","caller_number":"90{at:08}","start_time_utc":"2025-02-26T21:42:10.523","time_zone_name":"Eastern","call_duration":30,"conversation_analytics":{{"transcript":"{talk}"}}}}]}}"#,
                2_482_086_262_usize + at
            );
            let signature = secret.sign(body.as_bytes());
            format!(
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nms-signature: {signature}\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
            .into_bytes()
        })
        .collect()
}

fn measure(kind: Kind, connections: usize, requests: &Arc<Vec<Vec<u8>>>) -> Figure {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::start(kind, dir.path());
    let next = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let clients: Vec<_> = (0..connections)
        .map(|_| {
            let (requests, next, addr) = (Arc::clone(requests), Arc::clone(&next), target.addr());
            thread::Builder::new()
                .name("client".to_owned())
                .spawn(move || send(addr, &requests, &next))
                .unwrap()
        })
        .collect();
    let mut times: Vec<f64> = clients
        .into_iter()
        .flat_map(|client| client.join().unwrap())
        .collect();
    let rate = ratio(times.len(), started.elapsed());
    times.sort_by(f64::total_cmp);
    target.stop();
    Figure {
        rate,
        p50: times[times.len() / 2],
        p99: times[times.len() * 99 / 100],
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn ratio(count: usize, span: Duration) -> f64 {
    count as f64 / span.as_secs_f64()
}

/// Sends over one connection and gives the time to each answer in milliseconds.
fn send(addr: SocketAddr, requests: &[Vec<u8>], next: &AtomicUsize) -> Vec<f64> {
    let mut stream = TcpStream::connect(addr).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    let mut times = Vec::new();
    let started = Instant::now();
    while started.elapsed() < SPAN {
        let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) else {
            break;
        };
        let sent = Instant::now();
        stream.write_all(request).unwrap();
        assert_eq!(read_answer(&mut answers), 200);
        times.push(sent.elapsed().as_secs_f64() * 1e3);
    }
    times
}

fn read_answer(answers: &mut BufReader<TcpStream>) -> u16 {
    let mut status = 0;
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
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
    let mut body = vec![0; length];
    answers.read_exact(&mut body).unwrap();
    status
}

/// What is sent to.
enum Target {
    Ours(Receiver),
    Made {
        addr: SocketAddr,
        server: Arc<Server>,
        gate: Option<Gate>,
        handlers: Vec<thread::JoinHandle<()>>,
    },
}

impl Target {
    fn start(kind: Kind, dir: &Path) -> Self {
        match kind {
            Kind::Ours => Self::Ours(
                Receiver::start(
                    &Settings {
                        listen: "127.0.0.1:0".to_owned(),
                        data_dir: dir.to_owned(),
                        min_free_bytes: 0,
                        check_every: Duration::from_secs(30),
                        in_background: false,
                        secrets_from_env: vec![SECRET.to_owned()],
                        limits: Limits::default(),
                    },
                    Arc::new(|| {}),
                )
                .unwrap(),
            ),
            Kind::Bare => {
                let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
                let addr = server.server_addr().to_ip().unwrap();
                Self::made(addr, server, None, &Work::Answer)
            }
            Kind::Gate | Kind::Signature | Kind::CommitEach => {
                let (server, address) = serve(dir).unwrap();
                let listener = TcpListener::bind("127.0.0.1:0").unwrap();
                let addr = listener.local_addr().unwrap();
                let work = match kind {
                    Kind::Signature => Work::Check,
                    Kind::CommitEach => {
                        Work::Commit(Arc::new(Mutex::new(Store::open(dir).unwrap())))
                    }
                    _ => Work::Answer,
                };
                let server = Arc::new(server);
                let mut made = Self::made(addr, Arc::clone(&server), None, &work);
                let health = Arc::new(Health::new(Arc::new(|| {})));
                if let Self::Made { gate, .. } = &mut made {
                    *gate = Some(
                        Gate::open(
                            listener,
                            &address,
                            Limits::default(),
                            health,
                            Arc::default(),
                        )
                        .unwrap(),
                    );
                }
                made
            }
        }
    }

    fn made(addr: SocketAddr, server: Arc<Server>, gate: Option<Gate>, work: &Work) -> Self {
        let handlers = (0..HANDLERS)
            .map(|_| {
                let (server, work) = (Arc::clone(&server), work.clone());
                thread::Builder::new()
                    .name("handler".to_owned())
                    .spawn(move || {
                        while let Ok(request) = server.recv() {
                            work.serve(request);
                        }
                    })
                    .unwrap()
            })
            .collect();
        Self::Made {
            addr,
            server,
            gate,
            handlers,
        }
    }

    fn addr(&self) -> SocketAddr {
        match self {
            Self::Ours(receiver) => receiver.local_addr(),
            Self::Made { addr, .. } => *addr,
        }
    }

    fn stop(self) {
        match self {
            Self::Ours(receiver) => receiver.stop(),
            Self::Made {
                server,
                gate,
                handlers,
                ..
            } => {
                let deadline = Instant::now() + Duration::from_secs(1);
                if let Some(mut gate) = gate {
                    gate.close(deadline);
                    gate.finish(deadline);
                }
                for _ in &handlers {
                    server.unblock();
                }
                for handler in handlers {
                    handler.join().unwrap();
                }
            }
        }
    }
}

/// What is done with a request before it is answered.
#[derive(Clone)]
enum Work {
    Answer,
    Check,
    Commit(Arc<Mutex<Store>>),
}

impl Work {
    fn serve(&self, mut request: Request) {
        let mut body = Vec::new();
        request.as_reader().read_to_end(&mut body).unwrap();
        // What the gate asks before it hands anything on is answered by itself.
        if *request.method() == Method::Post && !matches!(self, Self::Answer) {
            let headers = client_headers(request.headers());
            let signature = headers.iter().find(|(name, _)| name == "ms-signature");
            let secrets = [Secret::new(SECRET).unwrap()];
            let signed = check(&body, &[&signature.unwrap().1], &secrets);
            if let Self::Commit(store) = self {
                let new = delivery(headers, body, signed);
                let mut stored = store.lock().unwrap().insert_deliveries(&[new]).unwrap();
                stored.remove(0).unwrap();
            }
        }
        request.respond(Response::from_string("stored")).unwrap();
    }
}

fn delivery(headers: Vec<(String, String)>, body: Vec<u8>, signature: Signature) -> NewDelivery {
    NewDelivery {
        received_at: jiff::Timestamp::now(),
        source: Source::Http,
        remote: Some("127.0.0.1".to_owned()),
        path: Some("/".to_owned()),
        headers,
        body,
        signature,
        status: Some(200),
    }
}

/// How often a small write can be made durable in a second.
fn fdatasync_rate() -> f64 {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("synced");
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .unwrap();
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < Duration::from_secs(1) {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        count += 1;
    }
    ratio(count, started.elapsed())
}
