//! What the list shows of a call.

use jiff::Timestamp;

use super::{Call, CallId, Seconds, Stage, verdict};

/// One line of the list of calls.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "marks that have nothing to do with each other"
)]
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
    pub campaign: Option<String>,
    pub answered: Option<bool>,
    pub wait_secs: Option<Seconds>,
    pub talk_secs: Option<Seconds>,
    /// `positive`, `negative` or `neutral` as the person says, else as the sender's analysis does; other words as
    /// sent.
    pub sentiment: Option<String>,
    /// The person's word, else the sender's, and so below.
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
    /// True where the person overruled the sender's analysis.
    pub overruled: bool,
    /// True where the person wrote something down.
    pub noted: bool,
}

impl CallRow {
    /// The line of a call. `verified` says whether every event came signed; what the person entered and the
    /// revision are the store's to add.
    pub fn of(call: &Call, verified: bool) -> Self {
        let facts = &call.facts;
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self {
            id: call.id,
            revision: 0,
            vendor_id: call.vendor_id,
            stage: call.stage,
            started_at: facts.started_at.at(),
            time_zone: owned(facts.time_zone.text()),
            caller_name: owned(facts.caller.name.text()),
            caller_number: owned(facts.caller_number.text()),
            place: place(call),
            tracking_number: owned(facts.tracking_number.text()),
            group_name: owned(facts.group.name.text()),
            source: owned(verdict::source(call)),
            campaign: owned(facts.attribution.utm_campaign.text().map(str::trim)),
            answered: call.answered,
            wait_secs: call.wait_secs,
            talk_secs: facts.talk_secs.copied(),
            sentiment: owned(facts.sentiment.overall.text()),
            lead: verdict::lead(facts),
            voicemail: verdict::voicemail(facts),
            lead_reason: owned(verdict::lead_reason(facts)),
            verified,
            sent_at: call.events.iter().filter_map(|event| event.sent_at).max(),
            starred: false,
            reviewed: false,
            overruled: false,
            noted: false,
        }
    }
}

/// City and state.
pub(super) fn place(call: &Call) -> Option<String> {
    let caller = &call.facts.caller;
    let parts: Vec<&str> = [caller.city.text(), caller.state.text()]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
