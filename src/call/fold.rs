//! A call as the fold of its events.
//!
//! The rule (facts of the sender, section 4): field by field the event of the highest [`Rank`] that speaks of
//! the field wins; null or absent never erases a value; a stage never goes back. The same events in any
//! order, with any repeats, give the same call.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;

use super::event::Rank;
use super::{
    CallEvent, CallId, DeliveryId, Dialect, EventKind, Facts, Moment, Said, Seconds, Utterance,
    answer, transcript,
};

/// A call, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub id: CallId,
    /// The sender's id; none while only the start is known.
    pub vendor_id: Option<i64>,
    pub dialects: Vec<Dialect>,
    pub stage: Stage,
    /// What all events together say.
    pub facts: Facts,
    /// True when it was answered, false when it is known not to have been, none otherwise.
    pub answered: Option<bool>,
    /// Answer minus start; none where either is unknown.
    pub wait_secs: Option<Seconds>,
    /// The transcript split into turns, otherwise as sent.
    pub transcript: Vec<Utterance>,
    /// Lowest rank first.
    pub events: Vec<EventRef>,
    /// What could not be read, each once.
    pub warnings: Vec<String>,
}

/// How far a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Ringing,
    Ended,
    Complete,
}

/// An event of a call and the delivery that brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRef {
    pub action: String,
    pub sent_at: Option<Timestamp>,
    pub delivery_id: DeliveryId,
}

impl Stage {
    /// The word that scripts see and the database keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ringing => "ringing",
            Self::Ended => "ended",
            Self::Complete => "complete",
        }
    }

    /// The stage of such a word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "ringing" => Some(Self::Ringing),
            "ended" => Some(Self::Ended),
            "complete" => Some(Self::Complete),
            _ => None,
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl From<EventKind> for Stage {
    fn from(kind: EventKind) -> Self {
        match kind {
            EventKind::Start => Self::Ringing,
            EventKind::Preprocessed => Self::Ended,
            EventKind::Processed => Self::Complete,
        }
    }
}

/// Folds the events of one call. Gives nothing when there are none.
pub fn fold(id: CallId, events: &[(DeliveryId, CallEvent)]) -> Option<Call> {
    Fold::of(id, events).map(|fold| fold.call)
}

/// A call that further events can be added to, as long as each outranks those before.
#[derive(Clone, Debug)]
pub struct Fold {
    call: Call,
    /// Of the highest event.
    rank: Rank,
    /// The warnings of the call.
    warned: BTreeSet<String>,
}

impl Fold {
    /// Folds the events of one call. Gives nothing when there are none.
    pub fn of(id: CallId, events: &[(DeliveryId, CallEvent)]) -> Option<Self> {
        let mut events: Vec<_> = events.iter().collect();
        events.sort_by_key(|(delivery, event)| (event.rank(), *delivery));
        events.dedup_by_key(|(_, event)| event.rank());
        let (_, highest) = events.last()?;
        let mut fold = Self {
            call: Call::unheard(id, highest.kind.into()),
            rank: highest.rank(),
            warned: BTreeSet::new(),
        };
        for (delivery, event) in events {
            fold.add(*delivery, event);
        }
        fold.call.conclude();
        Some(fold)
    }

    /// Adds one event. False where it does not outrank those before: then all have to be folded anew.
    #[must_use]
    pub fn hear(&mut self, delivery: DeliveryId, event: &CallEvent) -> bool {
        if event.rank() <= self.rank {
            return false;
        }
        self.rank = event.rank();
        self.add(delivery, event);
        self.call.conclude();
        true
    }

    /// What all events together say.
    pub fn call(&self) -> &Call {
        &self.call
    }

    fn add(&mut self, delivery: DeliveryId, event: &CallEvent) {
        let call = &mut self.call;
        call.facts.hear(&event.facts);
        call.stage = event.kind.into();
        call.vendor_id = event.vendor_id.or(call.vendor_id);
        if let Err(place) = call.dialects.binary_search(&event.dialect) {
            call.dialects.insert(place, event.dialect);
        }
        call.events.push(EventRef {
            action: event.action.clone(),
            sent_at: event.sent_at,
            delivery_id: delivery,
        });
        for warning in &event.warnings {
            if self.warned.insert(warning.clone()) {
                call.warnings.push(warning.clone());
            }
        }
    }
}

impl Call {
    fn unheard(id: CallId, stage: Stage) -> Self {
        Self {
            id,
            vendor_id: None,
            dialects: Vec::new(),
            stage,
            facts: Facts::default(),
            answered: None,
            wait_secs: None,
            transcript: Vec::new(),
            events: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Says what follows from the facts.
    fn conclude(&mut self) {
        self.answered = answer::answered(&self.facts, self.stage);
        self.wait_secs = answer::wait_secs(&self.facts);
        let text = self.facts.transcript.text();
        self.transcript = text.map_or_else(Vec::new, transcript::split);
    }
}

impl Facts {
    /// Takes over what an event of higher rank says, field by field.
    pub fn hear(&mut self, later: &Self) {
        self.organization_id.hear(&later.organization_id);
        self.tracking_number.hear(&later.tracking_number);
        self.caller_number.hear(&later.caller_number);
        self.termination_number.hear(&later.termination_number);
        self.hear_caller(later);
        self.hear_group(later);
        hear_moment(&mut self.started_at, &later.started_at);
        hear_moment(&mut self.answered_at, &later.answered_at);
        hear_moment(&mut self.ended_at, &later.ended_at);
        self.time_zone.hear(&later.time_zone);
        self.answer_status.hear(&later.answer_status);
        self.ring_count.hear(&later.ring_count);
        self.talk_secs.hear(&later.talk_secs);
        self.recording_url.hear(&later.recording_url);
        self.redacted.hear(&later.redacted);
        self.do_not_call.hear(&later.do_not_call);
        self.transcript.hear(&later.transcript);
        self.summary.hear(&later.summary);
        self.hear_sentiment(later);
        self.dispositions.hear(&later.dispositions);
        self.lead_outcome.hear(&later.lead_outcome);
        self.lead_value.hear(&later.lead_value);
        self.topics.hear(&later.topics);
        self.keywords.hear(&later.keywords);
        self.hear_attribution(later);
        self.custom.hear(&later.custom);
        self.extra.hear(&later.extra);
    }

    fn hear_caller(&mut self, later: &Self) {
        let (known, later) = (&mut self.caller, &later.caller);
        known.name.hear(&later.name);
        known.street.hear(&later.street);
        known.city.hear(&later.city);
        known.state.hear(&later.state);
        known.zip.hear(&later.zip);
        known.country.hear(&later.country);
        known.latitude.hear(&later.latitude);
        known.longitude.hear(&later.longitude);
    }

    fn hear_group(&mut self, later: &Self) {
        let (known, later) = (&mut self.group, &later.group);
        known.id.hear(&later.id);
        known.name.hear(&later.name);
        known.owner_id.hear(&later.owner_id);
        known.owner_name.hear(&later.owner_name);
    }

    fn hear_sentiment(&mut self, later: &Self) {
        let (known, later) = (&mut self.sentiment, &later.sentiment);
        known.overall.hear(&later.overall);
        known.satisfied.hear(&later.satisfied);
        known.frustrated.hear(&later.frustrated);
        known.view_of_business.hear(&later.view_of_business);
        known
            .view_of_business_reason
            .hear(&later.view_of_business_reason);
        known.concern_class.hear(&later.concern_class);
        known.summary.hear(&later.summary);
    }

    fn hear_attribution(&mut self, later: &Self) {
        let (known, later) = (&mut self.attribution, &later.attribution);
        known.session_id.hear(&later.session_id);
        known.session_identifier.hear(&later.session_identifier);
        known.rule.hear(&later.rule);
        known.utm_source.hear(&later.utm_source);
        known.utm_medium.hear(&later.utm_medium);
        known.utm_campaign.hear(&later.utm_campaign);
        known.utm_term.hear(&later.utm_term);
        known.utm_content.hear(&later.utm_content);
        known.gclid.hear(&later.gclid);
        known.landing_page_url.hear(&later.landing_page_url);
        known.referrer_url.hear(&later.referrer_url);
        known.ip_address.hear(&later.ip_address);
        known.user_agent.hear(&later.user_agent);
        known.multisession.hear(&later.multisession);
        known.page_tracks.hear(&later.page_tracks);
        known.page_variables.hear(&later.page_variables);
        known.google_analytics.hear(&later.google_analytics);
        known.session_tag.hear(&later.session_tag);
    }
}

/// A moment that is better known is not given up for a worse one.
fn hear_moment(known: &mut Said<Moment>, later: &Said<Moment>) {
    match (known.copied(), later) {
        (Some(known), Said::Value(later)) if !known.yields_to(*later) => {}
        _ => known.hear(later),
    }
}
