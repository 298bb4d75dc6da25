//! What of a call can be looked for: the values that filters ask about, and the texts.
//!
//! The database is filled from this, and a plain scan reads the same, so both mean the same calls.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::join::{number_key, person_key};
use super::question::{Field, Has, Is, Place};
use super::row::place;
use super::{Call, Entered, Speaker, verdict};

/// See the head of the module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Searchable {
    /// Each value of each field once; values are as sent, [`Field::TrackingNumber`] is digits.
    pub fields: BTreeSet<(Field, String)>,
    /// What the call is by itself and by the person's word. What depends on its deliveries, on other calls and on
    /// marks is not here:
    /// [`Is::Verified`], [`Is::Unverified`], [`Is::Starred`], [`Is::Reviewed`], [`Is::Repeat`].
    pub kinds: BTreeSet<Is>,
    pub has: BTreeSet<Has>,
    /// True when it is known to be no lead.
    pub is_no_lead: bool,
    pub started_at: Option<Timestamp>,
    /// Digits of the caller's number, see [`number_key`].
    pub from: Option<String>,
    /// Who calls, see [`person_key`].
    pub person: Option<String>,
    /// Digits of the tracking number.
    pub to: Option<String>,
    pub talk_secs: Option<f64>,
    pub wait_secs: Option<f64>,
    /// Name, else number.
    pub caller: Option<String>,
    /// City and state.
    pub place: Option<String>,
    /// The group, else the tracking number.
    pub dialled: Option<String>,
    pub texts: Texts,
}

/// The texts of a call. Words of a phrase stand in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// All that the agent said, turn after turn, as labelled by the sender, or the other way round where a person
    /// found the labels swapped.
    pub agent: String,
    pub caller: String,
    /// What nobody is named for.
    pub unknown: String,
    /// Names, numbers, places, summary, keywords, sources, URLs, and the person's notes.
    pub others: Vec<String>,
}

impl Texts {
    /// The texts in which words of a place are looked for. Parts of numbers are beside them.
    pub fn of(&self, place: Place) -> Vec<&str> {
        let [agent, caller] = [self.agent.as_str(), self.caller.as_str()];
        match place {
            Place::AgentSaid => vec![agent],
            Place::CallerSaid => vec![caller],
            Place::Said => vec![agent, caller, &self.unknown],
            Place::Anywhere => [agent, caller, &self.unknown]
                .into_iter()
                .chain(self.others.iter().map(String::as_str))
                .collect(),
        }
    }
}

impl Searchable {
    /// What of a call can be looked for. The person's word counts where there is one.
    pub fn of(call: &Call, entered: &Entered) -> Self {
        let facts = &call.facts;
        let from = facts.caller_number.text().and_then(number_key);
        let to = facts.tracking_number.text().and_then(number_key);
        let caller = facts.caller.name.text().or(facts.caller_number.text());
        let dialled = facts.group.name.text().or(facts.tracking_number.text());
        Self {
            fields: fields(call, entered, to.as_deref()),
            kinds: kinds(call, entered),
            has: has(call, entered),
            is_no_lead: entered.overrules.is_lead(facts) == Some(false),
            started_at: facts.started_at.at(),
            talk_secs: facts.talk_secs.copied().map(|secs| secs.0),
            wait_secs: call.wait_secs.map(|secs| secs.0),
            caller: caller.map(str::to_owned),
            place: place(call),
            dialled: dialled.map(str::to_owned),
            texts: texts(call, entered),
            person: facts.caller_number.text().and_then(person_key),
            from,
            to,
        }
    }
}

fn fields(call: &Call, entered: &Entered, to: Option<&str>) -> BTreeSet<(Field, String)> {
    let facts = &call.facts;
    let single = [
        (Field::Group, facts.group.name.text()),
        (Field::Source, verdict::source(call)),
        (Field::Campaign, facts.attribution.utm_campaign.text()),
        (Field::State, facts.caller.state.text()),
        (Field::City, facts.caller.city.text()),
        (Field::Sentiment, entered.overrules.mood(facts)),
        (Field::VendorSentiment, facts.sentiment.overall.text()),
        (Field::TrackingNumber, to),
        (Field::Stage, Some(call.stage.word())),
    ];
    let mut fields: BTreeSet<(Field, String)> = single
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?.to_owned())))
        .collect();
    for hit in facts.keywords.get().into_iter().flatten() {
        fields.insert((Field::Keyword, hit.keyword.clone()));
        fields.extend(hit.list.clone().map(|list| (Field::List, list)));
    }
    let set = entered.overrules.set_dispositions(facts);
    fields.extend(set.into_iter().map(|name| (Field::Disposition, name)));
    let vendors = verdict::set_dispositions(facts);
    fields.extend(vendors.map(|name| (Field::VendorDisposition, name.to_owned())));
    fields
}

fn kinds(call: &Call, entered: &Entered) -> BTreeSet<Is> {
    let facts = &call.facts;
    let own = &entered.overrules;
    [
        (Is::Lead, own.is_lead(facts) == Some(true)),
        (Is::VendorLead, verdict::lead(facts) == Some(true)),
        (Is::Overruled, !own.is_empty()),
        (Is::Voicemail, own.is_voicemail(facts) == Some(true)),
        (Is::Missed, call.answered == Some(false)),
        (Is::Answered, call.answered == Some(true)),
        (Is::DoNotCall, facts.do_not_call.copied() == Some(true)),
    ]
    .into_iter()
    .filter_map(|(kind, holds)| holds.then_some(kind))
    .collect()
}

fn has(call: &Call, entered: &Entered) -> BTreeSet<Has> {
    let facts = &call.facts;
    let keywords = facts.keywords.get();
    [
        (Has::Recording, facts.recording_url.get().is_some()),
        (Has::Transcript, facts.transcript.get().is_some()),
        (Has::Summary, facts.summary.get().is_some()),
        (Has::Keywords, keywords.is_some_and(|hits| !hits.is_empty())),
        (Has::Name, facts.caller.name.get().is_some()),
        (Has::Notes, !entered.notes.is_empty()),
    ]
    .into_iter()
    .filter_map(|(part, there)| there.then_some(part))
    .collect()
}

fn texts(call: &Call, entered: &Entered) -> Texts {
    let mut texts = Texts::default();
    for turn in &call.transcript {
        let said = match turn.speaker {
            Speaker::Agent => &mut texts.agent,
            Speaker::Caller => &mut texts.caller,
            Speaker::Unknown => &mut texts.unknown,
        };
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(&turn.text);
    }
    if entered.swapped {
        std::mem::swap(&mut texts.agent, &mut texts.caller);
    }
    texts.others = others(call);
    let notes = entered.notes.iter().map(|note| note.text.clone());
    texts.others.extend(notes);
    texts
}

fn others(call: &Call) -> Vec<String> {
    let facts = &call.facts;
    let visit = &facts.attribution;
    let vendor_id = call.vendor_id.map(|id| id.to_string());
    let place = place(call);
    let single = [
        facts.caller.name.text(),
        facts.caller_number.text(),
        facts.tracking_number.text(),
        facts.termination_number.text(),
        facts.group.name.text(),
        facts.group.owner_name.text(),
        facts.summary.text(),
        facts.caller.street.text(),
        place.as_deref(),
        facts.caller.zip.text(),
        verdict::source(call),
        visit.rule.text(),
        visit.utm_medium.text(),
        visit.utm_campaign.text(),
        visit.utm_term.text(),
        visit.utm_content.text(),
        visit.landing_page_url.text(),
        visit.referrer_url.text(),
        verdict::lead_reason(facts),
        facts.sentiment.concern_class.text(),
        facts.sentiment.summary.text(),
        vendor_id.as_deref(),
    ];
    let mut others: Vec<String> = single.into_iter().flatten().map(str::to_owned).collect();
    let mut heard = BTreeSet::new();
    for hit in facts.keywords.get().into_iter().flatten() {
        heard.insert(hit.keyword.as_str());
        heard.extend(hit.list.as_deref());
    }
    others.extend(heard.into_iter().map(str::to_owned));
    let pages = visit.page_tracks.get().into_iter().flatten();
    let pages: BTreeSet<&str> = pages.map(|page| page.page_url.as_str()).collect();
    others.extend(pages.into_iter().map(str::to_owned));
    others
}
