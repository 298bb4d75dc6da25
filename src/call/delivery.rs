//! A delivery: one request, or one imported document, as it was received.

use jiff::Timestamp;

use super::{CallId, DeliveryId};

/// How a delivery came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Http,
    Import,
}

/// What the check of `ms-signature` said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Signed with one of the secrets.
    Valid,
    /// A signature that none of the secrets gives, or more than one, or one that cannot be read.
    Invalid,
    /// A secret is set and the delivery has no signature.
    Missing,
    /// No secret is set, or the delivery did not come by HTTP: nobody vouches for it.
    Unchecked,
}

/// What has become of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// Stored, not read yet.
    Pending,
    /// Its events are part of calls.
    Projected,
    /// The same bytes, or a later attempt of the same event, were there before.
    Repeat,
    /// Kept whole, but no call can be read from it.
    NotUnderstood,
    /// Its signature was wrong or missing; kept aside until a secret admits it.
    Quarantined,
}

/// A delivery without its body and headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    pub id: DeliveryId,
    pub received_at: Timestamp,
    pub source: Source,
    /// Address of the sender, for HTTP.
    pub remote: Option<String>,
    /// Path and query for HTTP, the file for an import.
    pub path: Option<String>,
    /// Length of the body.
    pub bytes: i64,
    pub signature: Signature,
    /// The HTTP status that was answered; none for an import.
    pub status: Option<u16>,
    pub state: DeliveryState,
    /// Actions as sent, one for each notification.
    pub actions: Vec<String>,
    pub calls: Vec<CallId>,
    pub attempt: Option<i64>,
    /// Why it is in this state, in words.
    pub reason: Option<String>,
}

/// A delivery whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeDelivery {
    pub delivery: Delivery,
    /// In the order received, names as sent.
    pub headers: Vec<(String, String)>,
    /// The exact bytes received.
    pub body: Vec<u8>,
}

macro_rules! words {
    ($kind:ty { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $kind {
            /// The word that scripts see and the database keeps.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of such a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words!(Source { Http => "http", Import => "import" });
words!(Signature { Valid => "valid", Invalid => "invalid", Missing => "missing", Unchecked => "unchecked" });
words!(DeliveryState {
    Pending => "pending",
    Projected => "projected",
    Repeat => "repeat",
    NotUnderstood => "not_understood",
    Quarantined => "quarantined",
});
