//! Calls with everything that filters ask about, made for tests.

use callbook::call::Signature;
use serde_json::{Value, json};

use crate::made::{Book, envelope, time};

/// One call as its sender knows it.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    pub id: i64,
    /// Milliseconds after noon.
    pub start_ms: i64,
    pub caller: Option<&'static str>,
    pub tracking: &'static str,
    pub name: Option<&'static str>,
    pub state: Option<&'static str>,
    pub group: Option<&'static str>,
    pub source: Option<&'static str>,
    pub campaign: Option<&'static str>,
    pub transcript: Option<String>,
    pub summary: Option<String>,
    pub sentiment: Option<&'static str>,
    pub lead: Option<bool>,
    pub voicemail: Option<bool>,
    pub keyword: Option<(&'static str, &'static str)>,
    /// Seconds waited and talked; none for one that nobody answered.
    pub answered: Option<(i64, i64)>,
    pub has_recording: bool,
    pub is_signed: bool,
}

impl Spoken {
    /// An answered call in which this was said.
    pub fn saying(id: i64, start_ms: i64, transcript: &str) -> Self {
        Self {
            id,
            start_ms,
            tracking: "8332795145",
            caller: Some("9055802283"),
            transcript: Some(transcript.to_owned()),
            answered: Some((20, 60)),
            ..Self::default()
        }
    }

    /// The delivery that tells all of it.
    pub fn body(&self) -> Vec<u8> {
        let (wait, talk) = self.answered.unwrap_or((0, 0));
        let answered_at = self.answered.map(|_| time(self.start_ms + wait * 1000));
        let status = if self.answered.is_some() {
            "answered"
        } else {
            "unanswered"
        };
        let keywords = self.keyword.map(|(list, keyword)| {
            json!([{ "name": list, "keywords_list": [{ "keyword": keyword, "agent": "00:00:05,00" }] }])
        });
        let call = json!({
            "Action": "CallDetailsV5.CallProcessed", "id": self.id, "status": "complete",
            "tracking_number": self.tracking, "caller_number": self.caller, "organization_id": 5440,
            "time_zone_name": "Eastern", "start_time_utc": time(self.start_ms),
            "answer_time_utc": answered_at, "answer_status": status,
            "end_time_utc": time(self.start_ms + (wait + talk) * 1000), "call_duration": talk,
            "group_name": self.group,
            "caller_details": { "name": self.name, "state": self.state },
            "conversation_analytics": self.analysis(),
            "attribution_details": { "utm_source": self.source, "utm_campaign": self.campaign },
            "keyword_list": keywords,
        });
        envelope("CallDetailsV5", self.start_ms + 200_000, 1, &[call])
    }

    fn analysis(&self) -> Value {
        let flag = |flag: Option<bool>| flag.map(|flag| json!({ "status": flag }));
        json!({
            "transcript": self.transcript,
            "call_summary": self.summary,
            "voice_link": self.has_recording.then_some("https://example.com/1.mp3"),
            "sentiment_suite": self.sentiment.map(|mood| json!({ "sentiment": mood })),
            "dispositions": { "lead": flag(self.lead), "voicemail": flag(self.voicemail) },
        })
    }
}

/// Reads calls into a book, oldest first or not.
pub fn take(book: &mut Book, calls: &[Spoken]) {
    for call in calls {
        let signature = if call.is_signed {
            Signature::Valid
        } else {
            Signature::Unchecked
        };
        book.store_signed(&call.body(), signature);
    }
    book.project();
}
