//! Answers on purpose and what is kept in memory, over real HTTP.

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use callbook::call::{DeliveryState, Purpose};
use callbook::receiver::desk::Desk;
use callbook::receiver::gate::limits::Limits;
use callbook::receiver::requests::{MOST, Requests};
use callbook::receiver::{Receiver, Settings};
use callbook::store::Store;

use crate::book::{Book, exchange, post, wait_for};
use crate::made::{MadeCall, envelope};

const LONG: Duration = Duration::from_mins(1);

/// A receiver in this process, and what it shares with its window.
pub struct Running {
    pub book: Book,
    pub desk: Arc<Desk>,
    receiver: Receiver,
    pub addr: String,
}

impl Running {
    pub fn url(&self) -> String {
        self.receiver.url()
    }
}

pub fn running() -> Running {
    running_on(Book::new())
}

/// The same over a book that is there.
pub fn running_on(book: Book) -> Running {
    running_within(book, Limits::default())
}

/// The same with such limits.
pub fn running_within(book: Book, limits: Limits) -> Running {
    let desk = Arc::new(Desk::default());
    let settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: book.dir(),
        limits,
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        secrets_from_env: Vec::new(),
    };
    let receiver = Receiver::start_at(&settings, Arc::clone(&desk), Arc::new(|| ())).unwrap();
    Running {
        addr: receiver.local_addr().to_string(),
        book,
        desk,
        receiver,
    }
}

/// A client on a thread of its own.
fn client<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let builder = thread::Builder::new().name("client".to_owned());
    builder.spawn(run).unwrap()
}

fn get(addr: &str, path: &str) -> u16 {
    let head = format!("GET {path} HTTP/1.1\r\nHost: callbook\r\n");
    exchange(addr, &head, b"").unwrap().status
}

#[test]
fn what_comes_meanwhile_is_stored_and_its_retry_is_a_repeat() {
    let running = running();
    let call = serde_json::from_slice::<serde_json::Value>(&MadeCall::v5(7, 0).ended()).unwrap();
    let notifications = &call["Notifications"].as_array().unwrap()[..];
    let attempt = |number| envelope("CallDetailsV5", 40_000, number, notifications);

    running.desk.answer(Purpose::Error, LONG);
    assert_eq!(post(&running.addr, &attempt(1)).status, 500);
    assert_eq!(get(&running.addr, "/health"), 200);
    assert_eq!(get(&running.addr, "/?echo=abc"), 200);

    running.desk.answer(Purpose::TooMany, LONG);
    let busy = post(&running.addr, &attempt(2));
    assert_eq!(busy.status, 429);
    assert!(busy.header("retry-after").is_some());
    assert!(busy.header("hold").is_none());

    running.desk.answer_as_always();
    assert_eq!(post(&running.addr, &attempt(3)).status, 200);

    let store = Store::open(&running.book.dir()).unwrap();
    let rows = wait_for(|| {
        let rows = store.newest_deliveries(None).unwrap();
        let read = rows.iter().all(|row| row.state != DeliveryState::Pending);
        read.then_some(rows)
    });
    let told: Vec<_> = rows.iter().map(|row| (row.status, row.state)).collect();
    assert_eq!(
        told,
        [
            (Some(200), DeliveryState::Repeat),
            (Some(429), DeliveryState::Repeat),
            (Some(500), DeliveryState::Projected),
        ]
    );
    assert_eq!(store.call_ids().unwrap().len(), 1);
}

#[test]
fn a_late_answer_keeps_nobody_else_waiting_and_all_goes_back_by_itself() {
    let running = running();
    let delay = Duration::from_millis(1500);
    running.desk.answer(Purpose::Delay(delay), LONG);
    let began = Instant::now();
    let waiting: Vec<_> = (0..24)
        .map(|id| {
            let addr = running.addr.clone();
            client(move || {
                let began = Instant::now();
                let status = post(&addr, &MadeCall::v5(id + 1, id * 90_000).ended()).status;
                (status, began.elapsed())
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(400));
    running
        .desk
        .answer(Purpose::Error, Duration::from_millis(200));
    assert_eq!(post(&running.addr, b"while it lasts").status, 500);
    assert!(began.elapsed() < delay, "nobody waits for those that wait");
    thread::sleep(Duration::from_millis(250));
    assert_eq!(running.desk.purpose(), None);
    assert_eq!(post(&running.addr, b"afterwards").status, 200);
    for late in waiting {
        let (status, took) = late.join().unwrap();
        assert_eq!(status, 200);
        assert!(took >= delay, "{took:?}");
    }
    let took = running.desk.requests.took();
    let late = took.iter().filter(|(_, took)| *took >= delay);
    assert_eq!((late.count(), took.len()), (24, 26));
}

#[test]
fn no_answer_at_all_is_stored_all_the_same_and_ends_with_the_receiver() {
    let running = running();
    running.desk.answer(Purpose::Silence, LONG);
    let addr = running.addr.clone();
    let body = MadeCall::v5(7, 0).ended();
    let waiting = client(move || {
        let head = format!(
            "POST / HTTP/1.1\r\nHost: callbook\r\nContent-Length: {}\r\n",
            body.len()
        );
        exchange(&addr, &head, &body).is_err()
    });
    let store = Store::open(&running.book.dir()).unwrap();
    let row = wait_for(|| store.newest_deliveries(None).unwrap().pop());
    assert_eq!(row.status, None);
    assert!(!waiting.is_finished(), "it still waits");
    assert!(running.desk.requests.took().is_empty());
    let began = Instant::now();
    drop(running);
    assert!(began.elapsed() < Duration::from_secs(2));
    assert!(waiting.join().unwrap());
}

#[test]
fn those_who_wait_on_purpose_keep_nobody_out() {
    let limits = Limits {
        connections: 8,
        ..Limits::default()
    };
    for purpose in [Purpose::Silence, Purpose::Delay(LONG)] {
        let running = running_within(Book::new(), limits.clone());
        running.desk.answer(purpose, LONG);
        let senders: Vec<_> = (0..20)
            .map(|id| {
                let addr = running.addr.clone();
                client(move || {
                    let body = MadeCall::v5(id + 1, id * 90_000).ended();
                    let head = format!(
                        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n",
                        body.len()
                    );
                    let answer = exchange(&addr, &head, &body);
                    answer.map_or(0, |answer| answer.status)
                })
            })
            .collect();
        let store = Store::open(&running.book.dir()).unwrap();
        wait_for(|| (store.newest_deliveries(None).unwrap().len() == 20).then_some(()));
        drop(running);
        let expected = if purpose == Purpose::Silence { 0 } else { 200 };
        for sender in senders {
            assert_eq!(sender.join().unwrap(), expected);
        }
    }
}

#[test]
fn what_was_turned_away_or_only_asked_is_kept_in_memory_with_how_long_it_took() {
    let running = running();
    assert_eq!(get(&running.addr, "/some/where?x=1"), 200);
    let put = exchange(&running.addr, "PUT /a HTTP/1.1\r\nHost: x\r\n", b"").unwrap();
    assert_eq!(put.status, 405);
    assert_eq!(post(&running.addr, &MadeCall::v5(7, 0).ended()).status, 200);
    let kept = wait_for(|| {
        let kept = running.desk.requests.newest();
        let done = kept.iter().any(|one| one.status == Some(405))
            && !running.desk.requests.took().is_empty();
        done.then_some(kept)
    });
    let asked = kept
        .iter()
        .find(|one| one.path == "/some/where?x=1")
        .unwrap();
    assert_eq!((asked.method.as_str(), asked.status), ("GET", Some(200)));
    assert_eq!(asked.remote.as_deref(), Some("127.0.0.1"));
    assert!(asked.took < LONG && asked.took > Duration::ZERO);
    let [(delivery, took)] = running.desk.requests.took()[..] else {
        panic!("one delivery was answered")
    };
    assert_eq!(delivery.0, 1);
    assert!(took > Duration::ZERO && took < LONG);

    let requests = Requests::default();
    for _ in 0..MOST + 5 {
        requests.note(callbook::call::Request::clone(asked), String::new());
    }
    let kept = requests.newest();
    assert_eq!(kept.len(), MOST);
    assert_eq!(kept[0].id.0, u64::try_from(MOST + 5).unwrap());
}
