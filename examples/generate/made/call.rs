//! One call, as its sender knows it, and the bodies that are sent about it.

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::world::{Caller, Group, World};

/// What is sent at which time.
pub struct Sent {
    pub at: Timestamp,
    pub body: Vec<u8>,
}

/// What came of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Nothing,
    Lead,
    /// A lead with an appointment.
    Appointment,
}

pub struct Call<'w> {
    pub group: &'w Group,
    pub caller: Caller,
    pub id: u64,
    pub tracking: &'w str,
    pub campaign: &'w str,
    pub started_at: Timestamp,
    pub wait_ms: i64,
    /// None where nobody answered.
    pub talk_secs: Option<i64>,
    pub transcript: String,
    pub summary: String,
    pub sentiment: &'static str,
    pub outcome: Outcome,
    pub is_voicemail: bool,
    pub keywords: Vec<&'static str>,
    pub is_not_to_be_called: bool,
}

impl<'w> Call<'w> {
    pub fn new(world: &'w World, rng: &mut Rng, id: u64, started_at: Timestamp) -> Self {
        let group = world.group(rng);
        let is_answered = rng.u32(..100) < 82;
        let is_voicemail = !is_answered && rng.u32(..100) < 40;
        // Most are short.
        let talk_secs = is_answered.then(|| {
            let longest = rng.i64(0..=900);
            5 + rng.i64(0..=longest)
        });
        let words = talk_secs.map_or(0, |talk| {
            20 + usize::try_from(talk / 2).unwrap_or(0).min(500)
        });
        let transcript = transcript(world, rng, words);
        let said = transcript.to_ascii_lowercase();
        let has = |word: &&&str| said.contains(**word);
        let keywords = group.list.1.iter().filter(has).copied().collect();
        let outcome = match rng.u32(..100) {
            0..17 if is_answered => Outcome::Lead,
            17..35 if is_answered => Outcome::Appointment,
            _ => Outcome::Nothing,
        };
        Self {
            group,
            caller: world.caller(rng),
            id,
            tracking: &group.numbers[rng.usize(..group.numbers.len())],
            campaign: group.campaigns[rng.usize(..group.campaigns.len())],
            started_at,
            wait_ms: rng.i64(1_000..45_000),
            talk_secs,
            summary: match words {
                0 => String::new(),
                _ => world.words.sentence(rng, 14),
            },
            transcript,
            sentiment: ["neutral", "positive", "negative", "neutral"][rng.usize(..4)],
            outcome,
            is_voicemail,
            keywords,
            is_not_to_be_called: rng.u32(..200) == 0,
        }
    }

    fn is_lead(&self) -> bool {
        self.outcome != Outcome::Nothing
    }

    fn ended_at(&self) -> Timestamp {
        let talk = SignedDuration::from_secs(self.talk_secs.unwrap_or(0));
        self.started_at + SignedDuration::from_millis(self.wait_ms) + talk
    }

    /// All that is sent about the call.
    pub fn sent(&self, rng: &mut Rng) -> Vec<Sent> {
        let mut sent = Vec::new();
        let mut announce = |rng: &mut Rng, at: Timestamp, action: &str| {
            let call = if self.group.is_v4 {
                self.v4(action)
            } else {
                self.v5(action)
            };
            sent.push(Sent {
                at,
                body: self.envelope(rng, at, &call),
            });
        };
        let ended = self.ended_at();
        if self.group.sends_all {
            announce(
                rng,
                self.started_at + SignedDuration::from_secs(4),
                "CallStartCall",
            );
            announce(
                rng,
                ended + SignedDuration::from_secs(8),
                "CallPreprocessed",
            );
        }
        let done = ended + SignedDuration::from_secs(rng.i64(120..240));
        announce(rng, done, "CallProcessed");
        if rng.u32(..100) < 3 {
            let later = done + SignedDuration::from_hours(rng.i64(1..72));
            announce(rng, later, "CallProcessed");
        }
        sent
    }

    fn envelope(&self, rng: &mut Rng, at: Timestamp, call: &Value) -> Vec<u8> {
        let collection = if self.group.is_v4 {
            "CallDetails"
        } else {
            "CallDetailsV5"
        };
        let envelope = json!({
            "Id": "057f409d-6185-4898-bd1d-76a09c83ef02",
            "Attempt": 1,
            "Properties": { "CollectionType": collection, "UTC": utc(at), "Organization": "5440",
                "RequestId": format!("{:08x}-{:04x}-{:08x}", rng.u32(..), rng.u16(..), rng.u32(..)) },
            "Notifications": [call],
        });
        serde_json::to_vec_pretty(&envelope).unwrap_or_default()
    }

    fn lists(&self, name: &str) -> Value {
        let hit = |word: &&str| {
            let at = format!("00:00:{:02},{:02}", 3 + word.len(), 10 + word.len());
            json!({ "keyword": word, "agent": "", "caller": at, "agent_list": [], "caller_list": [at] })
        };
        let hits: Vec<Value> = self.keywords.iter().map(hit).collect();
        if hits.is_empty() {
            return Value::Null;
        }
        json!([{ "transcript_keyword_id": 682, "name": self.group.list.0, name: hits }])
    }

    fn v5(&self, action: &str) -> Value {
        let (group, caller) = (self.group, &self.caller);
        let is_start = action == "CallStartCall";
        let is_done = action == "CallProcessed";
        let ended = (!is_start).then(|| self.ended_at());
        let answered = self
            .talk_secs
            .map(|_| self.started_at + SignedDuration::from_millis(self.wait_ms));
        let answered = answered.filter(|_| !is_start);
        let status = if self.talk_secs.is_some() {
            "answered"
        } else {
            "unanswered"
        };
        let start = if is_start {
            utc(self.started_at)
        } else {
            self.local(self.started_at)
        };
        json!({
            "Action": format!("CallDetailsV5.{action}"),
            "id": (!is_start).then_some(self.id),
            "call_type_id": 1, "call_type": "Standard",
            "number_id": 13_618_259, "group_id": group.id, "group_name": group.name,
            "time_zone_name": group.zone.0, "group_owner_name": group.owner,
            "study_name": format!("{} Ad", group.source), "billing_group_name": "Level 2",
            "number_pool_id": null, "caller_identity": 474_387_804, "organization_id": 5440,
            "answer_status": (!is_start).then_some(status),
            "ring_duration": (!is_start).then_some(self.wait_ms / 6_000),
            "call_duration": (!is_start).then_some(self.talk_secs.unwrap_or(0)),
            "registered_DNC": (!is_start).then_some(self.is_not_to_be_called),
            "tracking_number": self.tracking, "caller_number": caller.number,
            "termination_number": "9056372483",
            "caller_details": { "name": caller.name, "address": caller.street, "city": caller.city,
                "state": caller.state, "zip_code": caller.zip, "country": "US" },
            "conversation_analytics": if is_done { self.analytics() } else { Value::Null },
            "attribution_details": self.attribution(),
            "routing_keypress": null, "segment_name": null,
            "start_time": start,
            "answer_time": answered.map(|at| self.local(at)), "end_time": ended.map(|at| self.local(at)),
            "start_time_utc": (!is_start).then(|| utc(self.started_at)),
            "answer_time_utc": answered.map(utc), "end_time_utc": ended.map(utc),
            "status": if is_done { "complete" } else { "processing" },
            "call_tags": null, "rescue": { "outcome": "N\\A", "scorecards": [] },
            "keyword_list": if is_done { self.lists("keywords_list") } else { Value::Null },
            "number_custom_fields": null, "group_custom_fields": null, "group_owner_custom_fields": null,
        })
    }

    fn analytics(&self) -> Value {
        let flag = |set: bool| json!({ "status": set });
        json!({
            "call_record_redaction": false,
            "voice_link": self.talk_secs.map(|_| self.recording()),
            "transcript": self.transcript, "call_summary": self.summary,
            "sentiment_suite": self.suite(),
            "dispositions": { "lead": flag(self.is_lead()), "voicemail": flag(self.is_voicemail),
                "current_customer": flag(!self.is_lead()), "new_customer": flag(self.is_lead()),
                "employment_inquiry": flag(false), "conversation": flag(self.talk_secs.is_some()),
                "opportunity": flag(self.is_lead()), "appointment": flag(self.outcome == Outcome::Appointment),
                "abandon": flag(self.talk_secs.is_none()), "no_agent": flag(false), "no_caller": flag(false),
                "telemarketer": flag(self.is_not_to_be_called),
                "department": { "status": "Undetermined" } },
            "industry": "Home Services", "sub_industry": "Exterior",
            "lead_outcome": { "lead_reason": if self.is_lead() { "Appointment - Confirming" } else { "Not a lead" },
                "lead": self.is_lead().to_string(), "appointment": "n/a" },
            "lead_value": { "service_line": "n/a", "product_or_service": self.keywords,
                "customer_type": "existing", "age_over_10_years": "n/a" },
            "topics": { "pricing_discussed": "false", "scheduling_discussed": "true", "other_topics": [] },
        })
    }

    fn suite(&self) -> Value {
        if self.transcript.is_empty() {
            return Value::Null;
        }
        json!({ "satisfied": self.sentiment == "positive", "frustrated": self.sentiment == "negative",
            "sentiment": self.sentiment, "view_of_business": self.sentiment })
    }

    fn attribution(&self) -> Value {
        let page = format!(
            "https://{}.example.com/p/{}.html?gclid={:x}",
            self.group.owner.to_ascii_lowercase().replace(' ', ""),
            self.campaign,
            self.id
        );
        json!({ "session_id": self.id.to_string(), "rule_description": format!("{} Paid", self.group.source),
            "utm_source": self.group.source, "utm_medium": "search", "utm_campaign": self.campaign,
            "landing_page_url": page, "referrer_url": "https://www.google.com/", "multisession_flag": false })
    }

    fn v4(&self, action: &str) -> Value {
        let (group, caller) = (self.group, &self.caller);
        if action == "CallStartCall" {
            return json!({ "Action": "CallDetails.CallStartCall", "CallDate": utc(self.started_at),
                "CalledNumber": self.tracking, "CallerNumber": caller.number, "OrgGroupName": group.name,
                "OrgGroupID": group.id, "OrganizationID": 5440,
                "CallerDetails": { "PhoneNumber": caller.number, "Name": caller.name } });
        }
        let is_done = action == "CallProcessed";
        let answered = self
            .talk_secs
            .map(|_| self.started_at + SignedDuration::from_millis(self.wait_ms));
        let lists = json!([{ "keyword_list": self.lists("keywords") }]);
        json!({
            "Action": format!("CallDetails.{action}"), "TelmetricsId": self.id,
            "CalledNumber": self.tracking, "TerminationNumber": "9052198287",
            "StartTime": self.whole_local(self.started_at),
            "AnswerTime": answered.map(|at| self.whole_local(at)),
            "EndTime": self.whole_local(self.ended_at()),
            "MonitorStartTime": utc(self.started_at), "MonitorEndTime": utc(self.ended_at()),
            "AnswerStatus": if self.talk_secs.is_some() { "Answered" } else { "Unanswered" },
            "RingCount": self.wait_ms / 6_000, "CallSeconds": self.talk_secs.unwrap_or(0),
            "CallerNumber": caller.number, "CallerName": caller.name, "CallerStreet": caller.street,
            "CallerCity": caller.city.to_ascii_uppercase(), "CallerState": caller.state, "CallerZip": caller.zip,
            "TimeZone": group.zone.0, "Incomplete": true, "OrgGroupId": group.id, "OrgGroupName": group.name,
            "OrganizationId": 5440,
            "VoiceRecordingUrl": self.talk_secs.filter(|_| is_done).map(|_| self.recording()),
            "VoiceMailDetected": self.is_voicemail,
            "VoiceTrends": { "Lead": is_done.then_some(self.is_lead()), "VoiceMail": null },
            "CallTranscript": if is_done { &self.transcript } else { "" },
            "CallSummary": if is_done { &self.summary } else { "" },
            "SentimentSuite": if is_done { self.suite() } else { Value::Null },
            "keyword_lists": if is_done && !self.keywords.is_empty() { lists } else { Value::Null },
            "AttributionDetails": { "SessionId": self.id, "RuleDescription": format!("{} Paid", group.source),
                "utm_source": group.source, "utm_campaign": self.campaign, "utm_medium": "search" },
        })
    }

    fn recording(&self) -> String {
        format!(
            "https://recordings.example.com/filedownload.ashx/{:016x}/{}.mp3",
            self.id * 31,
            self.id
        )
    }

    fn local(&self, at: Timestamp) -> String {
        format!("{}", self.shifted(at).strftime("%Y-%m-%dT%H:%M:%S%.3f"))
    }

    fn whole_local(&self, at: Timestamp) -> String {
        format!("{}", self.shifted(at).strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// The wall clock of the business as if it were UTC.
    fn shifted(&self, at: Timestamp) -> Timestamp {
        let zone = match self.group.zone.0 {
            "Eastern" => "America/New_York",
            "Central" => "America/Chicago",
            "Mountain" => "America/Denver",
            _ => "America/Los_Angeles",
        };
        let winter = SignedDuration::from_hours(self.group.zone.1);
        let offset = at.in_tz(zone).map(|at| i64::from(at.offset().seconds()));
        at + offset.map_or(winter, SignedDuration::from_secs)
    }
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string()
}

/// Turns of agent and caller; most are heard by both.
fn transcript(world: &World, rng: &mut Rng, words: usize) -> String {
    let mut said = String::new();
    let mut left = words;
    let mut is_agent = true;
    while left > 0 {
        let length = rng.usize(3..=16).min(left);
        left -= length;
        said.push_str(if is_agent { "Agent: " } else { "Caller: " });
        said.push_str(&world.words.sentence(rng, length));
        said.push(' ');
        is_agent = !is_agent;
    }
    said
}
