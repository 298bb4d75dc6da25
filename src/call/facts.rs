//! The facts of a call, as one event says them or as all events together do.

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Free, Said, Speaker};

/// All that is said about a call. An event fills what it speaks of; the fold fills it from all events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub organization_id: Said<String>,
    /// The number that was dialled, as sent.
    pub tracking_number: Said<String>,
    pub caller_number: Said<String>,
    /// The number on which the business answered.
    pub termination_number: Said<String>,
    pub caller: Caller,
    pub group: Group,
    pub started_at: Said<Moment>,
    pub answered_at: Said<Moment>,
    pub ended_at: Said<Moment>,
    /// IANA name of the business's zone.
    pub time_zone: Said<String>,
    /// As sent, in words where a code is documented.
    pub answer_status: Said<String>,
    /// Rings, not seconds.
    pub ring_count: Said<i64>,
    pub talk_secs: Said<Seconds>,
    /// Treat as a secret: whoever knows it can most likely listen.
    pub recording_url: Said<String>,
    /// True when card numbers were cut out of the recording.
    pub redacted: Said<bool>,
    /// True when the caller is on a do-not-call list.
    pub do_not_call: Said<bool>,
    /// The transcript as sent: one string with `Agent:` and `Caller:` labels.
    pub transcript: Said<String>,
    pub summary: Said<String>,
    pub sentiment: Sentiment,
    /// Flag by name, `department` with a text.
    pub dispositions: Free,
    pub lead_outcome: Free,
    pub lead_value: Free,
    pub topics: Free,
    pub keywords: Said<Vec<KeywordHit>>,
    pub attribution: Attribution,
    /// What is known to exist but is shaped freely: tags, study, ad, advertiser, custom fields, rescue…
    pub custom: Free,
    /// Fields that no one has seen before, in their place and under their names as sent.
    pub extra: Free,
}

/// Where in [`Facts::custom`] stands what was sent in the place of the recording's link and is no link of the web.
pub const LINK_AS_SENT: &str = "voice_link_as_sent";

impl Facts {
    /// What was sent in the place of the recording's link and is none, where no link came. Treat as a secret.
    pub fn link_as_sent(&self) -> Option<&str> {
        let has_link = self.recording_url.get().is_some();
        let sent = self.custom.get(LINK_AS_SENT)?.as_str();
        sent.filter(|_| !has_link)
    }

    /// Leaves out where the recording is to be had. Whoever knows that can most likely listen.
    pub fn keep_link_secret(&mut self) {
        self.recording_url = Said::Nothing;
        self.custom.0.shift_remove(LINK_AS_SENT);
    }
}

/// Who called, as the sender's look-up knows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Caller {
    pub name: Said<String>,
    pub street: Said<String>,
    pub city: Said<String>,
    pub state: Said<String>,
    pub zip: Said<String>,
    pub country: Said<String>,
    /// Degrees.
    pub latitude: Said<f64>,
    /// Degrees.
    pub longitude: Said<f64>,
}

/// The advertising group that the tracking number belongs to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Group {
    pub id: Said<String>,
    pub name: Said<String>,
    pub owner_id: Said<String>,
    pub owner_name: Said<String>,
}

impl Group {
    /// What a group is called in short: what stands after the last dash, where its name says whose it is.
    ///
    /// ```
    /// assert_eq!(callbook::call::Group::called("ABC Windows and Doors - Google Ads"), "Google Ads");
    /// ```
    pub fn called(name: &str) -> &str {
        let name = name.trim();
        let mut parts = name.rsplit(" - ").map(str::trim);
        parts.find(|part| !part.is_empty()).unwrap_or(name)
    }
}

/// What the sender's analysis says of the mood. Its parts can contradict each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sentiment {
    /// `positive`, `negative` or `neutral`.
    pub overall: Said<String>,
    pub satisfied: Said<bool>,
    pub frustrated: Said<bool>,
    pub view_of_business: Said<String>,
    pub view_of_business_reason: Said<String>,
    /// Open text.
    pub concern_class: Said<String>,
    pub summary: Said<String>,
}

/// How the caller came to the number.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Attribution {
    pub session_id: Said<String>,
    pub session_identifier: Said<String>,
    pub rule: Said<String>,
    pub utm_source: Said<String>,
    pub utm_medium: Said<String>,
    pub utm_campaign: Said<String>,
    pub utm_term: Said<String>,
    pub utm_content: Said<String>,
    pub gclid: Said<String>,
    pub landing_page_url: Said<String>,
    pub referrer_url: Said<String>,
    pub ip_address: Said<String>,
    pub user_agent: Said<String>,
    pub multisession: Said<bool>,
    pub page_tracks: Said<Vec<PageTrack>>,
    /// Decoded from the JSON text that it is sent as; the text itself where that is no JSON.
    pub page_variables: Said<Value>,
    pub google_analytics: Said<Value>,
    pub session_tag: Said<Value>,
}

/// A page of the visit. It may have been seen after the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageTrack {
    pub page_url: String,
    pub at: Option<Timestamp>,
}

/// One moment at which a keyword was heard. The time may lie outside the call: it is kept as sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeywordHit {
    pub list: Option<String>,
    pub keyword: String,
    pub speaker: Speaker,
    pub at_secs: Option<Seconds>,
}

/// A moment of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    pub grade: Grade,
}

/// How well a moment is known. A better known one is not given up for a worse one that is about the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A local time in an unknown zone, or in the hour that occurs twice with nothing to tell which it was.
    #[default]
    Guessed,
    /// A local time, or one that a call's start announced.
    Settled,
    /// Of a clock in UTC that measured it.
    Exact,
}

/// Two readings of one moment lie no further apart.
const SAME_MICROS: i64 = 120_000_000;

impl Moment {
    /// A moment of this grade.
    pub fn new(at: Timestamp, grade: Grade) -> Self {
        Self { at, grade }
    }

    /// True when a later word about the moment counts more than this one: a correction, or at least as well
    /// known.
    pub fn yields_to(self, later: Self) -> bool {
        let apart = (self.at.as_microsecond() - later.at.as_microsecond()).abs() > SAME_MICROS;
        later.grade >= self.grade || later.grade > Grade::Guessed && apart
    }
}

impl Said<Moment> {
    /// The time, if there is one.
    pub fn at(&self) -> Option<Timestamp> {
        self.get().map(|moment| moment.at)
    }
}

/// A length or a place in time, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Seconds(pub f64);

impl Serialize for Seconds {
    /// Whole seconds are written without a fraction.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2⁵³")]
        if self.0.fract() == 0.0 && self.0.abs() < 9.0e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
