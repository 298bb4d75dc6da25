//! A book of calls as a shop may have it, with the names that break layouts.

use std::collections::HashMap;
use std::sync::Arc;

use callbook::call::delivery::WholeDelivery;
use callbook::call::fold::fold;
use callbook::call::proof::Tried;
use callbook::call::transcript::{conversation, estimate_call};
use callbook::call::{
    Analysis, CallChanges, CallId, CallRow, Change, DeliveryId, Entered, History, Proof, Remark,
    RemarkKind, Seconds, Stage,
};
use callbook::ui::deliveries::Laid;
use callbook::ui::model::{
    CallList, Model, OpenCall, OpenDelivery, Opened, ReceiverStatus, SamePerson,
};
use callbook::webhook::decode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::counted::counted;
use super::received::{self, delivery};
pub use super::received::{deliveries, open_request};

pub const NOW: &str = "2025-02-26T21:58:09Z";

pub fn at(time: &str) -> Timestamp {
    time.parse().expect("a time")
}

/// A call that is complete, answered and verified.
pub fn call(id: i64, name: &str, started: &str) -> CallRow {
    CallRow {
        id: CallId(id),
        revision: 1,
        vendor_id: Some(270_000_000 + id),
        stage: Stage::Complete,
        started_at: Some(at(started)),
        time_zone: Some("America/New_York".to_owned()),
        caller_name: (!name.is_empty()).then(|| name.to_owned()),
        caller_number: Some(format!("905580{:04}", 2000 + id)),
        place: None,
        tracking_number: Some("8332795145".to_owned()),
        group_name: None,
        source: None,
        campaign: None,
        answered: Some(true),
        wait_secs: Some(Seconds(21.9)),
        talk_secs: Some(Seconds(30.0)),
        sentiment: None,
        lead: None,
        voicemail: None,
        lead_reason: None,
        verified: true,
        sent_at: Some(at(started)),
        starred: false,
        reviewed: false,
        overruled: false,
        noted: false,
    }
}

fn from(call: CallRow, group: &str, source: &str, place: &str) -> CallRow {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    CallRow {
        group_name: some(group),
        source: some(source),
        place: some(place),
        ..call
    }
}

/// Fifteen calls, newest first.
pub fn calls() -> Vec<CallRow> {
    let doors = "ABC Windows and Doors";
    let mut rows = vec![
        CallRow {
            stage: Stage::Ringing,
            answered: None,
            talk_secs: None,
            caller_number: Some("9055550114".to_owned()),
            ..from(call(15, "", "2025-02-26T21:58:00Z"), "", "Google Ads", "")
        },
        open_call().row,
        CallRow {
            lead: Some(true),
            lead_reason: Some("Appointment - Confirming".to_owned()),
            sentiment: Some("positive".to_owned()),
            talk_secs: Some(Seconds(75.0)),
            starred: true,
            ..from(
                call(13, "Zoë O'Brien-Łukasz", "2025-02-26T21:20:00Z"),
                "Peak Dental",
                "Bing Ads",
                "Boulder CO",
            )
        },
        CallRow {
            answered: Some(false),
            talk_secs: None,
            caller_number: Some("3035550199".to_owned()),
            ..from(
                call(12, "", "2025-02-26T20:52:00Z"),
                "Spring mailer",
                "",
                "Denver CO",
            )
        },
        CallRow {
            sentiment: Some("negative".to_owned()),
            talk_secs: Some(Seconds(724.0)),
            verified: false,
            ..from(
                call(
                    11,
                    "Marguerite Vandenberghe-Castellanos",
                    "2025-02-26T20:31:00Z",
                ),
                "Toll free",
                "Home page",
                "",
            )
        },
    ];
    rows.extend(older(doors));
    rows
}

fn older(doors: &str) -> Vec<CallRow> {
    vec![
        CallRow {
            voicemail: Some(true),
            talk_secs: Some(Seconds(41.0)),
            ..from(
                call(10, "Ontario caller", "2025-02-26T20:02:00Z"),
                "Billboard north",
                "",
                "",
            )
        },
        CallRow {
            sentiment: Some("neutral".to_owned()),
            talk_secs: Some(Seconds(10.0)),
            caller_number: Some("4167370693".to_owned()),
            ..from(
                call(9, "", "2025-02-26T19:47:00Z"),
                "",
                "Direct",
                "Toronto ON",
            )
        },
        CallRow {
            lead: Some(true),
            lead_reason: Some("Quote".to_owned()),
            talk_secs: Some(Seconds(262.0)),
            ..from(
                call(8, "Priya Raman", "2025-02-26T19:30:00Z"),
                doors,
                "Google Ads",
                "",
            )
        },
        CallRow {
            stage: Stage::Ended,
            ..from(
                call(
                    7,
                    "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior of Philadelphia",
                    "2025-02-26T19:11:00Z",
                ),
                "A group whose name is so long that nobody could ever have meant it to be read in a list",
                "Bing Ads",
                "Llanfairpwllgwyngyll",
            )
        },
        CallRow {
            stage: Stage::Ringing,
            answered: None,
            talk_secs: None,
            ..from(call(6, "", "2025-02-26T18:20:00Z"), doors, "", "")
        },
        CallRow {
            caller_number: None,
            lead: Some(false),
            reviewed: true,
            ..from(call(5, "", "2025-02-25T20:05:00Z"), "", "Yellow pages", "")
        },
        CallRow {
            sentiment: Some("positive".to_owned()),
            talk_secs: Some(Seconds(3_723.0)),
            reviewed: true,
            starred: true,
            ..from(
                call(4, "J. Whitfield", "2025-02-25T15:58:00Z"),
                "Yellow pages",
                "",
                "Akron OH",
            )
        },
        CallRow {
            lead: Some(false),
            verified: false,
            ..from(
                call(3, "Анна Ковальчук", "2025-01-14T21:42:00Z"),
                doors,
                "Google Ads",
                "Hamilton ON",
            )
        },
        CallRow {
            sentiment: Some("neutral".to_owned()),
            reviewed: true,
            ..from(
                call(2, "Åse Þórsdóttir", "2024-02-26T21:42:00Z"),
                "Peak Dental",
                "",
                "",
            )
        },
    ]
}

/// The call of the vendor's own samples, whole.
pub fn open_call() -> OpenCall {
    let samples = [
        (
            4,
            "CallPreprocessed",
            "2025-02-26T21:43:11.888Z",
            include_bytes!("../../fixtures/v5-preprocessed.json").as_slice(),
        ),
        (
            7,
            "CallProcessed",
            "2025-02-26T21:46:14.127Z",
            include_bytes!("../../fixtures/v5-processed.json").as_slice(),
        ),
    ];
    let events: Vec<_> = samples
        .iter()
        .flat_map(|&(id, .., body)| {
            let events = decode(body, Some("application/json")).events;
            events
                .into_iter()
                .map(move |(_, event)| (DeliveryId(id), event))
        })
        .collect();
    let call = fold(CallId(14), &events).expect("the samples have events");
    let whole = |&(id, action, received, body): &(i64, &str, &str, &[u8])| WholeDelivery {
        delivery: delivery(id, received, &format!("CallDetailsV5.{action}"), &[14]),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: body.to_vec(),
    };
    let conversation = conversation(&call, false);
    OpenCall {
        row: CallRow {
            revision: 1,
            ..CallRow::of(&call, true)
        },
        analysis: Analysis::of(&call, &conversation.lines),
        changed: HashMap::new(),
        estimated: estimate_call(&call, &conversation.lines),
        conversation,
        subtitles: None,
        call,
        deliveries: samples.iter().map(whole).collect(),
        entered: Entered::default(),
        same_person: Some(SamePerson {
            history: History {
                calls: 4,
                before: 3,
                ..History::default()
            },
            others: Vec::new(),
        }),
        own_lists: Vec::new(),
    }
}

/// The first delivery, whole.
pub fn open_delivery() -> OpenDelivery {
    let body = include_str!("../../fixtures/v5-start.json");
    let remarks = vec![
        remark("start_time", RemarkKind::ReadAs("UTC".to_owned())),
        remark("number_id", RemarkKind::Unseen),
    ];
    OpenDelivery {
        laid: Laid::of(body.as_bytes(), &remarks),
        whole: WholeDelivery {
            delivery: deliveries().swap_remove(0),
            headers: vec![
                (
                    "Content-Type".to_owned(),
                    "application/json; charset=utf-8".to_owned(),
                ),
                (
                    "ms-signature".to_owned(),
                    format!("sha256={}", "DCDEB625".repeat(8)),
                ),
                ("x-Source-system".to_owned(), "Telmetrics Inc.".to_owned()),
                ("X-Forwarded-For".to_owned(), "198.51.100.8".to_owned()),
            ],
            body: body.as_bytes().to_vec(),
        },
        calls: calls().into_iter().take(1).collect(),
        changed: vec![CallChanges {
            call: CallId(15),
            changes: changes(),
        }],
        proof: Some(Proof {
            received: vec!["sha256=DCDEB625 … DCDEB625".to_owned()],
            bytes: 2_117,
            tried: vec![Tried {
                fingerprint: "5f1c22aa9b07".to_owned(),
                expected: "sha256=DCDEB625 … DCDEB625".to_owned(),
                fits: true,
            }],
        }),
    }
}

fn remark(path: &str, kind: RemarkKind) -> Remark {
    Remark {
        place: 0,
        path: path.to_owned(),
        kind,
    }
}

/// A field that is new, one that changed, one that was taken back.
pub fn changes() -> Vec<Change> {
    let change = |path: &[&str], before: Value, after: Value| Change {
        path: path.iter().map(|name| (*name).to_owned()).collect(),
        before,
        after,
    };
    vec![
        change(&["caller_number"], Value::Null, json!("9055550114")),
        change(&["stage"], json!("ringing"), json!("ended")),
        change(&["lead_outcome", "lead"], json!(false), json!(true)),
        change(&["summary"], json!("Asked for a quote."), Value::Null),
        change(
            &["recording_url"],
            Value::Null,
            json!("https://example.com/secret"),
        ),
    ]
}

/// All calls loaded, listening, the second one selected.
pub fn model() -> Model {
    let rows = calls();
    Model {
        now: at(NOW),
        receiver: ReceiverStatus::Listening {
            url: "http://127.0.0.1:8787".to_owned(),
        },
        last_heard_at: Some(at("2025-02-26T21:56:09Z")),
        secured: true,
        search: counted(),
        calls: CallList {
            selected: Some(CallId(14)),
            ids: Some(Arc::new(rows.iter().map(|row| row.id).collect())),
            rows: rows
                .into_iter()
                .map(|row| (row.id, Arc::new(row)))
                .collect(),
            ..CallList::default()
        },
        deliveries: received::list(),
        open_call: Opened::Ready(Arc::new(open_call())),
        open_delivery: Opened::Ready(Arc::new(open_delivery())),
        ..Model::default()
    }
}
