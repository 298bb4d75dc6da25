//! What is answered. The one place where an error becomes an HTTP status.

use super::gate::refusal::Refusal;
use crate::call::{DeliveryId, Signature};
use crate::store::{StoreError, StoreErrorKind};

/// Seconds after which a sender that was turned away may come again.
pub const RETRY_AFTER_SECS: u32 = 30;

/// An answer. Nothing of it comes from the request but the value of a handshake, and that only in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Plain text.
    pub body: String,
    /// The delivery that is answered, where one was stored.
    pub delivery: Option<DeliveryId>,
}

impl Answer {
    fn new(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            body: body.into(),
            delivery: None,
        }
    }

    /// The same as the answer to that delivery.
    #[must_use]
    pub fn to(self, delivery: DeliveryId) -> Self {
        Self {
            delivery: Some(delivery),
            ..self
        }
    }

    /// An answer on purpose with another status than is deserved.
    #[must_use]
    pub fn instead(&self, status: u16) -> Self {
        let body = "Stored, and answered so on purpose. Please try again.\n";
        Self {
            delivery: self.delivery,
            ..Self::new(status, body)
        }
    }

    /// The sender's handshake: exactly its value, without a newline or quotes.
    pub fn echo(value: &str) -> Self {
        Self::new(200, value)
    }

    pub fn bad_echo() -> Self {
        Self::new(400, "echo takes 1 to 64 letters, digits and hyphens\n")
    }

    /// What a window of this book is told.
    pub fn told(text: String) -> Self {
        Self::new(200, text)
    }

    /// Outside of the secret path there is nothing, and nothing says so.
    pub fn nowhere() -> Self {
        Self::new(404, "Not found.\n")
    }

    pub fn health() -> Self {
        Self::new(200, "ok")
    }

    pub fn greeting() -> Self {
        Self::new(
            200,
            "This is Callbook's receiver. Deliveries come by POST.\n",
        )
    }

    pub fn other_method() -> Self {
        Self::new(405, "Deliveries come by POST.\n")
    }

    /// The body ended early or its framing is broken: it is not what the sender meant to say.
    pub fn broken_body() -> Self {
        Self::new(400, "The body did not arrive whole.\n")
    }

    pub fn too_large(max_body_bytes: usize) -> Self {
        Self::new(
            413,
            format!("A body may have {max_body_bytes} bytes at most.\n"),
        )
    }

    /// The answer to a request that the gate turns away.
    pub fn turned_away(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Malformed => {
                Self::new(400, "This is not a request that can be read in one way.\n")
            }
            Refusal::CutShort => Self::broken_body(),
            Refusal::OtherMethod => Self::other_method(),
            Refusal::Late => Self::new(408, "The request did not arrive in time.\n"),
            Refusal::NoLength => Self::new(411, "A delivery needs a Content-Length.\n"),
            Refusal::LargeBody { most } => Self::too_large(most),
            Refusal::LongTarget => Self::new(414, "The address is too long.\n"),
            Refusal::Expectation => Self::new(417, "Only 100-continue can be expected.\n"),
            Refusal::LargeHead => Self::new(431, "The headers are too large.\n"),
            Refusal::UnknownMethod => Self::new(501, "This method is not known.\n"),
            Refusal::Coding => Self::new(501, "Only chunked is known.\n"),
            Refusal::Busy | Refusal::Unavailable => Self::unavailable(),
            Refusal::Version => Self::new(505, "This is for HTTP/1.1 and HTTP/1.0.\n"),
        }
    }

    /// The private address was asked by somebody else than the gate.
    pub fn not_by_the_gate() -> Self {
        Self::new(403, "This port is private.\n")
    }

    /// The answer to a delivery once it is stored.
    pub fn stored(signature: Signature) -> Self {
        match signature {
            Signature::Valid | Signature::Unchecked => Self::new(200, "stored\n"),
            Signature::Invalid => Self::new(401, "The signature is wrong.\n"),
            Signature::Missing => Self::new(401, "The signature is missing.\n"),
        }
    }

    /// More arrives than can be stored, the receiver is about to end, or its secrets cannot be read: for now.
    pub fn unavailable() -> Self {
        Self::new(503, "Not now. Please try again.\n")
    }

    /// There is no room, or so little that it is kept.
    pub fn full() -> Self {
        Self::new(507, "The disk is full. Please try again later.\n")
    }

    /// The answer to a delivery that could not be stored: never a 4xx, the fault is ours.
    pub fn not_stored(error: &StoreError) -> Self {
        match error.kind() {
            StoreErrorKind::Full => Self::full(),
            StoreErrorKind::Unavailable | StoreErrorKind::Interrupted | StoreErrorKind::Broken => {
                Self::unavailable()
            }
        }
    }

    /// Seconds for `Retry-After`, where trying again can help.
    pub fn retry_after_secs(&self) -> Option<u32> {
        matches!(self.status, 429 | 503 | 507).then_some(RETRY_AFTER_SECS)
    }

    /// The value of `Allow`, where the method was at fault.
    pub fn allow(&self) -> Option<&'static str> {
        (self.status == 405).then_some("GET, HEAD, POST")
    }
}
