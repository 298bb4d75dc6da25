//! A running receiver: its threads, from the first to the last.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver as Receiving, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tiny_http::Server;

use super::answer::Answer;
use super::beat::Beat;
use super::desk::Desk;
use super::exposure::exposure;
use super::follow::{Follower, follower, resume};
use super::gate::behind::Behind;
use super::gate::limits::{FEWEST_DESCRIPTORS, InForce, Limits, descriptors};
use super::gate::private::serve;
use super::gate::turns::Turns;
use super::gate::{self, Gate};
use super::keeper::{Keeper, Pace};
use super::listen::{Listening, listen, url};
use super::lock::ReceiverLock;
use super::secret_path::PathFile;
use super::secrets::Secrets;
use super::server::Handler;
use super::space::Space;
use super::tidier::tidy;
use super::vault::Place;
use super::waiting::{Waiting, send_answers};
use super::writer::{Order, QUEUE, SENDERS, Writer};
use super::{Health, ReceiverError};
use crate::priority::far_behind;
use crate::store::{Hurry, Store};

/// Threads that take requests and read bodies.
const HANDLERS: usize = 8;

/// How long requests that are under way may take once the receiver ends, of 2 s in all.
const LAST_CLIENTS: Duration = Duration::from_millis(600);
const LAST_REQUESTS: Duration = Duration::from_millis(900);
const LAST_ANSWERS: Duration = Duration::from_millis(1400);
const LAST_WORDS: Duration = Duration::from_millis(1500);
const LAST_READ: Duration = Duration::from_millis(1900);

/// What a receiver is to do.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// `HOST:PORT`; port 0 picks a free one.
    pub listen: String,
    pub data_dir: PathBuf,
    /// Below this many free bytes on the book's disk deliveries are refused.
    pub min_free_bytes: u64,
    /// How often the receiver's own port is asked whether it answers; the end of listening is known as
    /// precisely after a crash.
    pub check_every: Duration,
    pub limits: Limits,
    /// True for a process that gives way to a window when asked; see [`handover`](super::handover).
    pub in_background: bool,
    /// Signing secrets besides those of the data folder's file, as typed.
    pub secrets_from_env: Vec<String>,
}

/// So many bytes are kept free on the book's disk unless something else is said: 200 MB.
const FREE_BYTES: u64 = 200_000_000;

/// How often the receiver's own port is asked whether it answers, unless something else is said.
const CHECK_EVERY: Duration = Duration::from_secs(30);

impl Settings {
    /// The usual ones, for a book and the address to receive at.
    pub fn usual(data_dir: PathBuf, listen: String) -> Self {
        Self {
            listen,
            data_dir,
            min_free_bytes: FREE_BYTES,
            check_every: CHECK_EVERY,
            limits: Limits::default(),
            in_background: false,
            secrets_from_env: Vec::new(),
        }
    }
}

/// A receiver that takes deliveries until it is stopped or dropped.
pub struct Receiver {
    local_addr: SocketAddr,
    health: Arc<Health>,
    desk: Arc<Desk>,
    server: Arc<Server>,
    /// None while it is not open yet.
    gate: Option<Gate>,
    orders: SyncSender<Order<Waiting>>,
    follower: Follower,
    stopping: Arc<AtomicBool>,
    reprocess_cancelled: Arc<AtomicBool>,
    deaf: Arc<AtomicBool>,
    space: Arc<Space>,
    pace: Arc<Pace>,
    hurry: Hurry,
    handlers: Vec<JoinHandle<()>>,
    writing: Vec<JoinHandle<()>>,
    following: Vec<JoinHandle<()>>,
    /// Freed last, when nothing writes any more.
    _lock: ReceiverLock,
}

impl Receiver {
    /// Starts to receive. `on_change` is called, from any thread, whenever deliveries, calls or the
    /// [`Health`] changed; it must not block.
    pub fn start(
        settings: &Settings,
        on_change: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<Self, ReceiverError> {
        Self::start_at(settings, Arc::default(), on_change)
    }

    /// The same at a desk that outlives it.
    pub fn start_at(
        settings: &Settings,
        desk: Arc<Desk>,
        on_change: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<Self, ReceiverError> {
        let dir = &settings.data_dir;
        if let Some(there) = descriptors().filter(|there| *there < FEWEST_DESCRIPTORS) {
            return Err(ReceiverError::Descriptors { there });
        }
        let stores = stores(dir)?;
        let mut lock = ReceiverLock::take(dir)?;
        let secrets = Arc::new(Secrets::open(dir, &settings.secrets_from_env)?);
        let Listening {
            listener,
            local_addr,
        } = listen(&settings.listen)?;
        if let Err(error) = lock.announce(&url(local_addr), settings.in_background) {
            log::warn!("the address cannot be left for others: {error}");
        }
        let (server, private) = serve(dir)?;

        let health = Arc::new(Health::new(on_change));
        let stopping = Arc::new(AtomicBool::new(false));
        let (orders, ordered) = sync_channel(QUEUE);
        let [to_write, to_follow, to_reprocess, to_note, to_tidy] = stores;
        let (told, following) = follower(
            to_follow,
            Arc::clone(&secrets),
            Arc::clone(&health),
            Arc::clone(&stopping),
        );
        let mut receiver = Self {
            local_addr,
            health: Arc::clone(&health),
            desk,
            server: Arc::new(server),
            gate: None,
            orders,
            follower: told.clone(),
            stopping,
            reprocess_cancelled: Arc::default(),
            deaf: Arc::default(),
            space: Arc::new(Space::new(dir, settings.min_free_bytes)),
            pace: Arc::new(Pace::new(settings.check_every)),
            hurry: to_write.hurry(),
            handlers: Vec::new(),
            writing: Vec::new(),
            following: vec![named("follower", far_behind(move || following.run()))?],
            _lock: lock,
        };
        receiver.start_reprocess(to_reprocess)?;
        receiver.start_tidier(to_tidy)?;
        let (answers, to_send) = sync_channel(QUEUE);
        let writer = Writer {
            store: to_write,
            orders: ordered,
            answers,
            answer: Waiting::answer,
            follower: told,
            health,
            secrets: Arc::clone(&secrets),
            space: Arc::clone(&receiver.space),
        };
        receiver
            .writing
            .push(named("writer", move || writer.run())?);
        receiver.start_senders(to_send)?;
        let limits = InForce::new(&settings.limits);
        let turns = gate::turns(&limits);
        receiver.start_handlers(
            &secrets,
            &Arc::new(PathFile::of(dir, Place::default())),
            &turns,
            &limits,
            private.key(),
        )?;
        let health = Arc::clone(&receiver.health);
        let desk = Arc::clone(&receiver.desk);
        let gate = Gate::open(listener, &private, limits, health, desk, turns)?;
        let behind = gate.behind();
        receiver.gate = Some(gate);
        receiver.start_keeper(Beat::new(to_note, settings.check_every), behind)?;
        log::info!("listening on {}", receiver.url());
        if let Some(warning) = exposure(local_addr) {
            log::warn!("{warning}");
        }
        Ok(receiver)
    }

    fn start_reprocess(&mut self, store: Store) -> Result<(), ReceiverError> {
        let health = Arc::clone(&self.health);
        let cancelled = Arc::clone(&self.reprocess_cancelled);
        let reading = named(
            "reprocess",
            far_behind(move || resume(store, &health, &cancelled)),
        )?;
        self.following.push(reading);
        Ok(())
    }

    fn start_tidier(&mut self, store: Store) -> Result<(), ReceiverError> {
        let stopping = Arc::clone(&self.stopping);
        let tidying = named("tidier", move || tidy(&store, &stopping))?;
        self.following.push(tidying);
        Ok(())
    }

    fn start_senders(
        &mut self,
        answers: Receiving<Vec<(Waiting, Answer)>>,
    ) -> Result<(), ReceiverError> {
        let answers = Arc::new(Mutex::new(answers));
        for _ in 0..SENDERS {
            let answers = Arc::clone(&answers);
            let sender = named("answers", move || send_answers(&answers))?;
            self.writing.push(sender);
        }
        Ok(())
    }

    fn start_keeper(&mut self, beat: Beat, behind: Behind) -> Result<(), ReceiverError> {
        let keeper = Keeper {
            space: Arc::clone(&self.space),
            pace: Arc::clone(&self.pace),
            beat,
            behind,
            local_addr: self.local_addr,
            deaf: Arc::clone(&self.deaf),
            health: Arc::clone(&self.health),
            stopping: Arc::clone(&self.stopping),
        };
        self.following.push(named("keeper", move || keeper.run())?);
        Ok(())
    }

    fn start_handlers(
        &mut self,
        secrets: &Arc<Secrets>,
        path: &Arc<PathFile>,
        turns: &Arc<Turns>,
        limits: &Arc<InForce>,
        key: Option<&str>,
    ) -> Result<(), ReceiverError> {
        let handler = Handler {
            server: Arc::clone(&self.server),
            orders: self.orders.clone(),
            secrets: Arc::clone(secrets),
            path: Arc::clone(path),
            health: Arc::clone(&self.health),
            desk: Arc::clone(&self.desk),
            turns: Arc::clone(turns),
            press: Arc::default(),
            limits: Arc::clone(limits),
            key: key.map(str::to_owned),
            stopping: Arc::clone(&self.stopping),
        };
        for _ in 0..HANDLERS {
            let handler = handler.clone();
            self.handlers.push(named("http", move || handler.run())?);
        }
        Ok(())
    }

    /// Lets the limits of these settings hold from now on, while everything goes on. Nothing else of them is heeded.
    pub fn hold_to(&self, settings: &Settings) {
        self.space.set_floor(settings.min_free_bytes);
        self.pace.set(settings.check_every);
        if let Some(gate) = &self.gate {
            gate.hold_to(&settings.limits);
        }
    }

    /// The address that it takes connections at.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// The same as a URL, such as `http://127.0.0.1:8787`.
    pub fn url(&self) -> String {
        url(self.local_addr)
    }

    /// What goes well and what does not.
    pub fn health(&self) -> &Arc<Health> {
        &self.health
    }

    /// True when its own port has not answered twice in a row, or the server behind is gone: only a new start helps.
    pub fn is_deaf(&self) -> bool {
        self.deaf.load(Ordering::Acquire) || self.gate.as_ref().is_some_and(Gate::is_deserted)
    }

    /// Stops a reading of all deliveries that goes on in the background; the next start goes on with it.
    pub fn cancel_reprocess(&self) {
        self.reprocess_cancelled.store(true, Ordering::Release);
    }

    /// Answers what is under way, writes everything that was taken, and ends within 2 s.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let started = Instant::now();
        self.cancel_reprocess();
        if let Some(gate) = &mut self.gate {
            gate.close(started + LAST_CLIENTS);
        }
        self.stopping.store(true, Ordering::Release);
        for _ in &self.handlers {
            self.server.unblock();
        }
        join(&mut self.handlers, started + LAST_REQUESTS);
        self.hurry.begin();
        while let Ok(Some(request)) = self.server.try_recv() {
            Waiting::new(request, &self.desk).send(&Answer::unavailable());
        }
        if self.orders.send(Order::Stop).is_ok() {
            join(&mut self.writing, started + LAST_ANSWERS);
        }
        if let Some(gate) = &mut self.gate {
            gate.finish(started + LAST_WORDS);
        }
        self.follower.look();
        for thread in &self.following {
            thread.thread().unpark();
        }
        join(&mut self.following, started + LAST_READ);
        log::info!("no longer listening on {}", self.url());
    }
}

/// A connection to the book for each thread that writes: to store, to follow, to read again, to note and to tidy.
fn stores(dir: &Path) -> Result<[Store; 5], ReceiverError> {
    let first = Store::open(dir)?;
    let stores = [
        first.another()?,
        first.another()?,
        first.another()?,
        first.another()?,
        first,
    ];
    for store in &stores {
        store.leave_log()?;
    }
    let [to_store, to_follow, to_reprocess, to_note, to_tidy] = &stores;
    for store in [to_store, to_note, to_tidy] {
        store.keep_few_pages()?;
    }
    to_follow.relax()?;
    to_reprocess.relax()?;
    Ok(stores)
}

fn named(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, ReceiverError> {
    let builder = thread::Builder::new().name(name.to_owned());
    builder.spawn(run).map_err(ReceiverError::Thread)
}

/// Waits for these threads, but no longer than that: one may hang on a client that does not go on.
fn join(threads: &mut Vec<JoinHandle<()>>, deadline: Instant) {
    while threads.iter().any(|thread| !thread.is_finished()) && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(2));
    }
    for thread in threads.drain(..).filter(JoinHandle::is_finished) {
        if thread.join().is_err() {
            log::error!("a thread of the receiver ended in a fault");
        }
    }
}
