//! Keeps the receiver running: one thread that starts it, starts it elsewhere on request, and ends it.

use std::sync::mpsc::{Receiver as Orders, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::event::Event;
use super::{Events, Wake};
use crate::receiver::{Health, Receiver, ReceiverError, Settings};
use crate::ui::model::ReceiverStatus;

/// How often a window that only shows looks whether it may receive.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// The health of the receiver that runs at the moment, if one does.
pub(super) type SharedHealth = Arc<Mutex<Option<Arc<Health>>>>;

enum Order {
    Listen(String),
    CancelReprocess,
    Stop,
}

/// The thread that hosts the receiver. Dropped, it ends the receiver with everything written.
pub(super) struct Host {
    orders: SyncSender<Order>,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    /// Starts the receiver on a thread of its own. `poke` is called whenever something changed.
    pub fn start(
        settings: Settings,
        events: Events,
        health: SharedHealth,
        poke: Wake,
    ) -> std::io::Result<Self> {
        let (orders, received) = sync_channel(8);
        let mut hosting = Hosting {
            settings,
            events,
            health,
            poke,
            receiver: None,
        };
        let thread = thread::Builder::new()
            .name("host".to_owned())
            .spawn(move || hosting.run(&received))?;
        Ok(Self {
            orders,
            thread: Some(thread),
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

    fn order(&self, order: Order) {
        if self.orders.try_send(order).is_err() {
            log::warn!("the receiver is busy starting: an order was dropped");
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let told = self.orders.send(Order::Stop).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| told)
            && thread.join().is_err()
        {
            log::error!("the receiver's host ended in a fault");
        }
    }
}

struct Hosting {
    settings: Settings,
    events: Events,
    health: SharedHealth,
    poke: Wake,
    receiver: Option<Receiver>,
}

impl Hosting {
    fn run(&mut self, orders: &Orders<Order>) {
        let mut status = self.start();
        let mut told = None;
        loop {
            if told.as_ref() != Some(&status) {
                self.events.send(Event::Receiver(status.clone()));
                told = Some(status.clone());
            }
            match orders.recv_timeout(TRY_AGAIN) {
                Ok(Order::Listen(addr)) => {
                    self.settings.listen = addr;
                    status = self.start();
                }
                Ok(Order::CancelReprocess) => {
                    if let Some(receiver) = &self.receiver {
                        receiver.cancel_reprocess();
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    if matches!(status, ReceiverStatus::Elsewhere { .. }) {
                        status = self.start();
                    }
                }
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.end();
    }

    fn start(&mut self) -> ReceiverStatus {
        self.end();
        match Receiver::start(&self.settings, Arc::clone(&self.poke)) {
            Ok(receiver) => {
                *self.health() = Some(Arc::clone(receiver.health()));
                let url = receiver.url();
                self.receiver = Some(receiver);
                ReceiverStatus::Listening { url }
            }
            Err(ReceiverError::AlreadyReceiving { url }) => ReceiverStatus::Elsewhere { url },
            Err(ReceiverError::PortInUse { addr }) => ReceiverStatus::PortInUse { addr },
            Err(error) => {
                log::error!("not receiving: {error}");
                ReceiverStatus::Failed {
                    reason: error.to_string(),
                }
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
