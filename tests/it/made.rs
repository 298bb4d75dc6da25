//! Deliveries made for tests, and a book that takes them through the public doors of store and projector.

use callbook::call::{CallId, CallRow, Signature, Source, document};
use callbook::receiver::projector::{Projector, load_call};
use callbook::store::{NewDelivery, Press, ReadyDelivery, Store};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Milliseconds after which the made calls start.
pub const NOON: &str = "2025-02-26T17:00:00Z";

/// One call as its sender knows it.
#[derive(Clone, Debug)]
pub struct MadeCall {
    pub v4: bool,
    pub id: i64,
    pub tracking: &'static str,
    pub caller: &'static str,
    /// Milliseconds after [`NOON`].
    pub start_ms: i64,
}

impl MadeCall {
    pub fn v5(id: i64, start_ms: i64) -> Self {
        Self {
            v4: false,
            id,
            tracking: "8332795145",
            caller: "9055802283",
            start_ms,
        }
    }

    pub fn v4(id: i64, start_ms: i64) -> Self {
        Self {
            v4: true,
            ..Self::v5(id, start_ms)
        }
    }

    /// The `CallStartCall`, whose start is said to lie `off_ms` from the true one.
    pub fn start(&self, off_ms: i64) -> Vec<u8> {
        let at = time(self.start_ms + off_ms);
        let call = if self.v4 {
            json!({ "Action": "CallDetails.CallStartCall", "CallDate": at, "CalledNumber": self.tracking,
                "CallerNumber": self.caller, "OrganizationID": 5440,
                "CallerDetails": { "Name": "Known at the start" } })
        } else {
            json!({ "Action": "CallDetailsV5.CallStartCall", "id": null, "tracking_number": self.tracking,
                "caller_number": self.caller, "organization_id": 5440, "start_time": at,
                "time_zone_name": "Eastern", "status": "processing",
                "caller_details": { "name": "Known at the start" } })
        };
        self.envelope(self.start_ms + 3_000, call)
    }

    /// The `CallPreprocessed`.
    pub fn ended(&self) -> Vec<u8> {
        self.envelope(self.start_ms + 40_000, self.body("CallPreprocessed"))
    }

    /// A `CallProcessed`, sent that long after the start, with a summary and a lead flag.
    pub fn processed(&self, sent_ms: i64, summary: &str, lead: &str) -> Vec<u8> {
        let mut call = self.body("CallProcessed");
        if self.v4 {
            call["CallSummary"] = json!(summary);
            call["ConversationAnalytics"] = json!({ "LeadOutcome": { "Lead": lead } });
        } else {
            call["conversation_analytics"] =
                json!({ "call_summary": summary, "lead_outcome": { "lead": lead } });
        }
        self.envelope(self.start_ms + sent_ms, call)
    }

    fn body(&self, action: &str) -> Value {
        if self.v4 {
            json!({ "Action": format!("CallDetails.{action}"), "TelmetricsId": self.id,
                "CalledNumber": self.tracking, "CallerNumber": self.caller, "OrganizationId": 5440,
                "MonitorStartTime": time(self.start_ms), "StartTime": local(self.start_ms),
                "AnswerTime": local(self.start_ms + 10_000), "TimeZone": "Eastern", "CallSeconds": 20 })
        } else {
            json!({ "Action": format!("CallDetailsV5.{action}"), "id": self.id,
                "tracking_number": self.tracking, "caller_number": self.caller,
                "organization_id": 5440, "start_time_utc": time(self.start_ms),
                "answer_time_utc": time(self.start_ms + 10_000), "call_duration": 20,
                "time_zone_name": "Eastern" })
        }
    }

    fn envelope(&self, sent_ms: i64, call: Value) -> Vec<u8> {
        let collection = if self.v4 {
            "CallDetails"
        } else {
            "CallDetailsV5"
        };
        envelope(collection, sent_ms, 1, &[call])
    }
}

/// A delivery whose request id follows from what it says.
pub fn envelope(collection: &str, sent_ms: i64, attempt: i64, calls: &[Value]) -> Vec<u8> {
    let request = format!("{sent_ms}-{}-{}", calls[0]["id"], calls[0]["TelmetricsId"]);
    json!({
        "Id": "057f409d-6185-4898-bd1d-76a09c83ef02",
        "Attempt": attempt,
        "Properties": { "CollectionType": collection, "UTC": time(sent_ms), "Organization": "5440",
            "RequestId": request },
        "Notifications": calls,
    })
    .to_string()
    .into_bytes()
}

/// That long after [`NOON`], as the sender writes UTC: without a `Z`.
pub fn time(ms: i64) -> String {
    written(ms, "%Y-%m-%dT%H:%M:%S%.3f")
}

/// The same in Eastern winter time, whole seconds.
fn local(ms: i64) -> String {
    written(ms - 5 * 3_600_000, "%Y-%m-%dT%H:%M:%S")
}

fn written(ms: i64, format: &str) -> String {
    let noon: Timestamp = NOON.parse().unwrap();
    let at = noon + SignedDuration::from_millis(ms);
    at.strftime(format).to_string()
}

/// A book in a folder of its own.
pub struct Book {
    pub dir: TempDir,
    pub store: Store,
    projector: Projector,
}

impl Book {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        Self {
            dir,
            store,
            projector: Projector::default(),
        }
    }

    /// Stores one delivery, as if by HTTP without a secret.
    pub fn store(&mut self, body: &[u8]) {
        self.store_signed(body, Signature::Unchecked);
    }

    /// Stores one delivery, as if by HTTP.
    pub fn store_signed(&mut self, body: &[u8], signature: Signature) {
        self.store
            .insert_deliveries(&[by_http(body, signature)])
            .unwrap()
            .remove(0)
            .unwrap();
    }

    /// Stores one delivery as the receiver does, its body made shorter before.
    pub fn store_pressed(&mut self, body: &[u8], press: &Press) {
        let ready = ReadyDelivery::of(by_http(body, Signature::Unchecked), press);
        let mut stored = self.store.insert_ready(&[ready]).unwrap();
        stored.remove(0).unwrap();
    }

    /// Reads what is pending into calls.
    pub fn project(&mut self) {
        while self.projector.project_pending(&mut self.store).unwrap() > 0 {}
    }

    /// Stores deliveries and reads each into calls before the next.
    pub fn take<'a>(&mut self, bodies: impl IntoIterator<Item = &'a Vec<u8>>) {
        for body in bodies {
            self.store(body);
            self.project();
        }
    }

    /// A call as scripts see it.
    pub fn show(&self, id: CallId) -> Value {
        document::call(&load_call(&self.store, id).unwrap().unwrap())
    }

    /// All calls as the list shows them, newest first.
    pub fn rows(&self) -> Vec<CallRow> {
        self.store
            .call_rows(&self.store.call_ids().unwrap())
            .unwrap()
    }

    /// All calls as scripts see them, in an order of their own, without the ids that depend on the order of
    /// arrival.
    pub fn contents(&self) -> Vec<String> {
        let mut calls: Vec<String> = self
            .store
            .call_ids()
            .unwrap()
            .into_iter()
            .map(|id| {
                let mut call = self.show(id);
                call["id"] = Value::Null;
                for event in call["events"].as_array_mut().unwrap() {
                    event["delivery_id"] = Value::Null;
                }
                call.to_string()
            })
            .collect();
        calls.sort();
        calls
    }

    /// The only call there is.
    pub fn only(&self) -> Value {
        let ids = self.store.call_ids().unwrap();
        assert_eq!(ids.len(), 1, "{:?}", self.contents());
        self.show(ids[0])
    }
}

fn by_http(body: &[u8], signature: Signature) -> NewDelivery {
    NewDelivery {
        received_at: NOON.parse().unwrap(),
        source: Source::Http,
        remote: Some("127.0.0.1".to_owned()),
        path: Some("/".to_owned()),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: body.to_vec(),
        signature,
        status: Some(200),
    }
}
