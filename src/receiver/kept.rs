//! A receiver that is kept going: started again when it has gone deaf, and tried again until it runs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::desk::Desk;
use super::{Receiver, ReceiverError, Settings};

/// How long after a start that failed the next one is tried.
const TRY_AGAIN: Duration = Duration::from_secs(2);

/// A receiver and what it takes to start it again, at the same address.
pub struct Kept {
    settings: Settings,
    desk: Arc<Desk>,
    on_change: Arc<dyn Fn() + Send + Sync>,
    local_addr: SocketAddr,
    receiver: Option<Receiver>,
    try_at: Instant,
    /// Why the last start failed, in words.
    told: Option<String>,
}

/// What a look at a receiver found.
#[derive(Debug)]
pub enum Look {
    /// All as it was.
    Same,
    /// It was deaf, or could not be started, and runs again.
    Again,
    /// It cannot be started for now.
    Failed(ReceiverError),
}

impl Kept {
    /// Starts to receive; see [`Receiver::start`].
    pub fn start(
        settings: &Settings,
        on_change: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<Self, ReceiverError> {
        Self::start_at(settings, Arc::default(), on_change)
    }

    /// The same at a desk that outlives it; see [`Receiver::start_at`].
    pub fn start_at(
        settings: &Settings,
        desk: Arc<Desk>,
        on_change: Arc<dyn Fn() + Send + Sync>,
    ) -> Result<Self, ReceiverError> {
        let receiver = Receiver::start_at(settings, Arc::clone(&desk), Arc::clone(&on_change))?;
        let local_addr = receiver.local_addr();
        let mut settings = settings.clone();
        settings.listen = local_addr.to_string();
        Ok(Self {
            settings,
            desk,
            on_change,
            local_addr,
            receiver: Some(receiver),
            try_at: Instant::now(),
            told: None,
        })
    }

    /// Looks whether it hears, and starts it again if not. To be called every second or so; takes as long as
    /// ending and starting a receiver does.
    pub fn look(&mut self) -> Look {
        if let Some(receiver) = self.receiver.take_if(|receiver| receiver.is_deaf()) {
            receiver.stop();
            self.try_at = Instant::now();
        }
        if self.receiver.is_some() || Instant::now() < self.try_at {
            return Look::Same;
        }
        let desk = Arc::clone(&self.desk);
        match Receiver::start_at(&self.settings, desk, Arc::clone(&self.on_change)) {
            Ok(receiver) => {
                self.receiver = Some(receiver);
                self.told = None;
                Look::Again
            }
            Err(error) => {
                self.try_at = Instant::now() + TRY_AGAIN;
                let words = error.to_string();
                if self.told.as_ref() != Some(&words) {
                    log::error!("not receiving, it is tried again: {words}");
                    self.told = Some(words);
                }
                Look::Failed(error)
            }
        }
    }

    /// Lets the limits of these settings hold from now on; see [`Receiver::hold_to`].
    pub fn hold_to(&mut self, settings: &Settings) {
        self.settings.limits.clone_from(&settings.limits);
        self.settings.min_free_bytes = settings.min_free_bytes;
        self.settings.check_every = settings.check_every;
        if let Some(receiver) = &self.receiver {
            receiver.hold_to(settings);
        }
    }

    /// The receiver; none while it cannot be started.
    pub fn receiver(&self) -> Option<&Receiver> {
        self.receiver.as_ref()
    }

    /// The address that it takes connections at.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// See [`Receiver::stop`].
    pub fn stop(self) {
        drop(self);
    }
}
