//! Keeps the receiver running: one thread that starts it, starts it elsewhere on request, and ends it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver as Orders, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::event::Event;
use super::{Events, Wake};
use crate::receiver::desk::Desk;
use crate::receiver::elsewhere::Elsewhere;
use crate::receiver::exposure::exposure;
use crate::receiver::handover::{Handover, receive_in_background};
use crate::receiver::listen::url;
use crate::receiver::{Chosen, Health, Kept, Look, ReceiverError, Settings};
use crate::ui::model::ReceiverStatus;

/// How often the receiver is looked after.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often a window that does not receive looks whether it may.
const TRY_AGAIN: Duration = Duration::from_secs(5);
/// How long a process in the background may take to give way.
const TAKING_OVER: Duration = Duration::from_secs(10);

/// The health of the receiver that runs at the moment, if one does.
pub(super) type SharedHealth = Arc<Mutex<Option<Arc<Health>>>>;

enum Order {
    Listen(String),
    CancelReprocess,
    TakeOver,
    /// Ends; a process of this program goes on, where one is named.
    Stop(Option<PathBuf>),
}

/// The thread that hosts the receiver. Dropped, it ends the receiver with everything written.
pub(super) struct Host {
    orders: SyncSender<Order>,
    thread: Option<JoinHandle<()>>,
    successor: Option<PathBuf>,
}

impl Host {
    /// Starts the receiver on a thread of its own. `poke` is called whenever something changed.
    pub fn start(
        settings: Settings,
        chosen: Chosen,
        desk: Arc<Desk>,
        events: Events,
        health: SharedHealth,
        poke: Wake,
    ) -> std::io::Result<Self> {
        let (orders, received) = sync_channel(8);
        let mut hosting = Hosting {
            settings,
            chosen,
            desk,
            events,
            health,
            poke,
            receiver: None,
            elsewhere: Elsewhere::default(),
            try_at: Instant::now(),
            taking_over_until: Instant::now(),
        };
        let thread = thread::Builder::new()
            .name("host".to_owned())
            .spawn(move || hosting.run(&received))?;
        Ok(Self {
            orders,
            thread: Some(thread),
            successor: None,
        })
    }

    /// Receives at `HOST:PORT` from now on.
    pub fn listen(&self, addr: String) {
        self.order(Order::Listen(addr));
    }

    /// Stops the reading of all deliveries that goes on; the next start goes on with it.
    pub fn cancel_reprocess(&self) {
        self.order(Order::CancelReprocess);
    }

    /// Has the process that receives in the background end, and receives in its place.
    pub fn take_over(&self) {
        self.order(Order::TakeOver);
    }

    /// When this host ends, a process of this program goes on receiving.
    pub fn go_on_as(&mut self, program: PathBuf) {
        self.successor = Some(program);
    }

    fn order(&self, order: Order) {
        if self.orders.try_send(order).is_err() {
            log::warn!("the receiver is busy starting: an order was dropped");
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let told = self.orders.send(Order::Stop(self.successor.take())).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| told)
            && thread.join().is_err()
        {
            log::error!("the receiver's host ended in a fault");
        }
    }
}

struct Hosting {
    settings: Settings,
    /// Limits as they were chosen in the window, this one or another.
    chosen: Chosen,
    desk: Arc<Desk>,
    events: Events,
    health: SharedHealth,
    poke: Wake,
    receiver: Option<Kept>,
    /// What another process keeps while that one receives.
    elsewhere: Elsewhere,
    try_at: Instant,
    taking_over_until: Instant,
}

impl Hosting {
    fn run(&mut self, orders: &Orders<Order>) {
        let mut successor = None;
        let mut status = self.start();
        self.tell(&status);
        loop {
            let now = match orders.recv_timeout(LOOK_EVERY) {
                Ok(Order::Listen(addr)) => {
                    self.settings.listen = addr;
                    self.start()
                }
                Ok(Order::CancelReprocess) => {
                    if let Some(receiver) = self.receiver.as_ref().and_then(Kept::receiver) {
                        receiver.cancel_reprocess();
                    }
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => match self.look(&status) {
                    Some(status) => status,
                    None => continue,
                },
                Ok(Order::TakeOver) => {
                    self.take_over();
                    continue;
                }
                Ok(Order::Stop(program)) => {
                    successor = program;
                    break;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            if now != status {
                status = now;
                self.tell(&status);
            }
        }
        self.end_with(successor.as_deref());
    }

    fn tell(&self, status: &ReceiverStatus) {
        if let ReceiverStatus::Failed { reason } = status {
            log::error!("not receiving: {reason}");
        }
        let addr = self.receiver.as_ref().map(Kept::local_addr);
        self.events.send(Event::Exposure(addr.and_then(exposure)));
        self.events.send(Event::Receiver(status.clone()));
    }

    fn start(&mut self) -> ReceiverStatus {
        self.end();
        self.try_at = Instant::now() + TRY_AGAIN;
        let desk = Arc::clone(&self.desk);
        match Kept::start_at(&self.settings, desk, Arc::clone(&self.poke)) {
            Ok(receiver) => {
                self.receiver = Some(receiver);
                self.listening()
            }
            Err(error) => failed(error),
        }
    }

    /// Looks after the receiver, or whether there may be one by now; none when nothing was found.
    fn look(&mut self, status: &ReceiverStatus) -> Option<ReceiverStatus> {
        self.hold_to_chosen();
        let Some(receiver) = &mut self.receiver else {
            self.look_elsewhere(status);
            let now = Instant::now();
            let is_due = now >= self.try_at || now < self.taking_over_until;
            return is_due.then(|| self.start());
        };
        match receiver.look() {
            Look::Same => None,
            Look::Again => {
                let text = "Callbook had gone deaf, and listens again.".to_owned();
                self.events.send(Event::Notice {
                    text,
                    failed: false,
                });
                Some(self.listening())
            }
            Look::Failed(error) => {
                *self.health() = None;
                Some(failed(error))
            }
        }
    }

    /// Heeds limits that were chosen since.
    fn hold_to_chosen(&mut self) {
        if let Some(mut settings) = self.chosen.look() {
            settings.listen = std::mem::take(&mut self.settings.listen);
            self.settings = settings;
            if let Some(receiver) = &mut self.receiver {
                receiver.hold_to(&self.settings);
            }
        }
    }

    /// Notes what another process was asked and turned away.
    fn look_elsewhere(&mut self, status: &ReceiverStatus) {
        let is_elsewhere = matches!(
            status,
            ReceiverStatus::Background { .. } | ReceiverStatus::Elsewhere { .. }
        );
        if !is_elsewhere {
            return;
        }
        let (dir, requests) = (&self.settings.data_dir, &self.desk.requests);
        if let Err(error) = self.elsewhere.look(dir, requests) {
            log::debug!("what came besides deliveries is not told: {error}");
        }
    }

    fn listening(&self) -> ReceiverStatus {
        let Some(kept) = &self.receiver else {
            return ReceiverStatus::Starting;
        };
        let health = kept
            .receiver()
            .map(|receiver| Arc::clone(receiver.health()));
        *self.health() = health;
        ReceiverStatus::Listening {
            url: url(kept.local_addr()),
        }
    }

    /// Asks the process in the background to end, and tries for a while to receive as soon as it has.
    fn take_over(&mut self) {
        match Handover::of(&self.settings.data_dir).ask() {
            Ok(()) => self.taking_over_until = Instant::now() + TAKING_OVER,
            Err(error) => {
                let text = format!("The background cannot be asked to end: {error}");
                self.events.send(Event::Notice { text, failed: true });
            }
        }
    }

    /// Ends the receiver, and has a process of this program go on at its address.
    fn end_with(&mut self, successor: Option<&Path>) {
        let addr = self.receiver.as_ref().map(Kept::local_addr);
        self.end();
        if let Some((program, addr)) = successor.zip(addr) {
            let data_dir = &self.settings.data_dir;
            match receive_in_background(program, data_dir, &addr.to_string()) {
                Ok(()) => log::info!("going on in the background"),
                Err(error) => log::error!("nothing goes on in the background: {error}"),
            }
        }
    }

    fn end(&mut self) {
        *self.health() = None;
        if let Some(receiver) = self.receiver.take() {
            receiver.stop();
        }
    }

    fn health(&self) -> std::sync::MutexGuard<'_, Option<Arc<Health>>> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(error: ReceiverError) -> ReceiverStatus {
    match error {
        ReceiverError::AlreadyReceiving {
            url,
            in_background: true,
        } => ReceiverStatus::Background { url },
        ReceiverError::AlreadyReceiving { url, .. } => ReceiverStatus::Elsewhere { url },
        ReceiverError::PortInUse { addr } => ReceiverStatus::PortInUse { addr },
        error => ReceiverStatus::Failed {
            reason: error.to_string(),
        },
    }
}
