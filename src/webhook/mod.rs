//! The wire: bytes in, call events out.
//!
//! Everything here is pure. The sender's traps are listed in the docs of the modules that meet them.
//!
//! | module | meets |
//! | --- | --- |
//! | [`signature`] | `ms-signature` over the raw bytes |
//! | [`samples`], `scan` | files and pages that hold deliveries |
//! | `json`, `tolerant`, `surrogates`, `mend` | comments, duplicate keys, broken characters, single unreadable tokens, text that only claims to be JSON |
//! | `envelope`, `action` | `{Id, Attempt, Properties, Notifications}`, and what sort of notification each is |
//! | `digest` | what makes two deliveries attempts at one |
//! | `object`, `names`, `scalar`, `notes` | keys in any spelling, scalars in any form, fields that no one has seen before |
//! | `v4`, `v5`, `clocks`, `zones` | which clock a time is of |
//! | `fields`, `caller`, `analysis`, `industry`, `keywords`, `attribution`, `custom` | the parts of a call |

mod action;
mod analysis;
mod attribution;
mod caller;
mod clocks;
mod custom;
mod digest;
mod envelope;
mod fields;
mod industry;
mod json;
mod keywords;
mod mend;
mod names;
mod notes;
mod object;
pub mod samples;
mod scalar;
mod scan;
pub mod signature;
mod surrogates;
mod tolerant;
mod v4;
mod v5;
mod zones;

use crate::call::CallEvent;

/// Raised whenever decoding changes, so that stored deliveries are read again.
pub const DECODER_VERSION: i64 = 2;

/// What one delivery says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// `Action` of each notification as sent.
    pub actions: Vec<String>,
    /// `Attempt` of the envelope, counted from 1.
    pub attempt: Option<i64>,
    /// The same for all attempts at one delivery, whatever their bytes; none where nothing identifies it.
    pub retry_key: Option<[u8; 32]>,
    /// The notifications that were understood, with their places in `Notifications`.
    pub events: Vec<(usize, CallEvent)>,
    /// Why the delivery, or some of its notifications, could not be understood, in words.
    pub reason: Option<String>,
}

/// Reads the body of a delivery. Never fails: what cannot be understood is said in [`Reading::reason`].
pub fn decode(body: &[u8], content_type: Option<&str>) -> Reading {
    match json::parse(body, content_type) {
        Ok(document) => envelope::read(&document),
        Err(fault) => Reading {
            reason: Some(fault.to_string()),
            ..Reading::default()
        },
    }
}
