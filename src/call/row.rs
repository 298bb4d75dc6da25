//! What the list shows of a call.

use jiff::Timestamp;

use super::{CallId, Seconds, Stage};

/// One line of the list of calls.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRow {
    pub id: CallId,
    /// Raised whenever the call changes.
    pub revision: i64,
    pub vendor_id: Option<i64>,
    pub stage: Stage,
    pub started_at: Option<Timestamp>,
    /// IANA name of the business's zone.
    pub time_zone: Option<String>,
    pub caller_name: Option<String>,
    pub caller_number: Option<String>,
    /// City and state.
    pub place: Option<String>,
    pub tracking_number: Option<String>,
    pub group_name: Option<String>,
    /// Where the call came from: UTM source, else the rule of attribution, else the name of the ad.
    pub source: Option<String>,
    pub answered: Option<bool>,
    pub wait_secs: Option<Seconds>,
    pub talk_secs: Option<Seconds>,
    /// `positive`, `negative` or `neutral` as the sender's analysis says; other words as sent.
    pub sentiment: Option<String>,
    pub lead: Option<bool>,
    pub voicemail: Option<bool>,
    /// Why it is a lead or none, in the sender's words.
    pub lead_reason: Option<String>,
    /// True when every event came signed with one of our secrets.
    pub verified: bool,
    /// When the newest event was sent.
    pub sent_at: Option<Timestamp>,
    pub starred: bool,
    pub reviewed: bool,
}
