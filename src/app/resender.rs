//! Sends a delivery again, on a thread of its own for each.

use std::path::{Path, PathBuf};
use std::thread;

use super::Events;
use super::event::Event;
use crate::call::DeliveryId;
use crate::receiver::resend::target::{Target, TargetError};
use crate::receiver::resend::{Resend, ResendError, send};
use crate::ui::model::{Judged, ReceiverStatus, ResendState};

/// Sends on behalf of the window.
pub(super) struct Resender {
    pub data_dir: PathBuf,
    pub secrets_from_env: Vec<String>,
    pub events: Events,
    newest: u64,
}

impl Resender {
    pub fn new(data_dir: &Path, secrets_from_env: &[String], events: Events) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            secrets_from_env: secrets_from_env.to_vec(),
            events,
            newest: 0,
        }
    }

    /// Starts to send to the receiver of this book, or to an address as typed; says how far it is at once.
    pub fn start(
        &mut self,
        delivery: DeliveryId,
        typed: Option<&str>,
        signs_anew: bool,
        receiver: &ReceiverStatus,
    ) -> ResendState {
        let target = match target(typed, receiver) {
            Ok(target) => target,
            Err(error) => return ResendState::Failed(error.to_string()),
        };
        let resend = Resend {
            delivery,
            target,
            signs_anew,
        };
        self.newest += 1;
        let number = self.newest;
        let (data_dir, secrets) = (self.data_dir.clone(), self.secrets_from_env.clone());
        let events = self.events.clone();
        let thread = thread::Builder::new()
            .name("resend".to_owned())
            .spawn(move || {
                let state = told(send(&data_dir, &secrets, &resend));
                events.send(Event::Resent(number, state));
            });
        match thread {
            Ok(_) => ResendState::UnderWay,
            Err(error) => ResendState::Failed(format!("It cannot be sent: {error}")),
        }
    }

    /// True for the answer to what was sent last.
    pub fn is_newest(&self, number: u64) -> bool {
        number == self.newest
    }
}

/// What there is to say of an address while it is typed.
pub(super) fn judged(typed: String, receiver: &ReceiverStatus) -> Judged {
    match target(Some(&typed), receiver) {
        Ok(target) => Judged {
            warnings: target.warnings(),
            fault: None,
            typed,
        },
        Err(error) => Judged {
            fault: Some(error.to_string()),
            warnings: Vec::new(),
            typed,
        },
    }
}

fn target(typed: Option<&str>, receiver: &ReceiverStatus) -> Result<Target, TargetError> {
    let ours = receiver.url();
    match (typed, ours) {
        (Some(typed), ours) => Target::typed(typed, ours),
        (None, Some(ours)) => Target::ourselves(ours),
        (None, None) => Err(TargetError::NoReceiver),
    }
}

fn told(sent: Result<crate::receiver::resend::Sent, ResendError>) -> ResendState {
    match sent {
        Ok(sent) => ResendState::Answered {
            status: sent.status,
            took: sent.took,
            body: sent.body,
        },
        Err(error) => ResendState::Failed(error.to_string()),
    }
}
