//! A book of calls as a shop may have it, with the names that break layouts.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use callbook::call::delivery::WholeDelivery;
use callbook::call::fold::fold;
use callbook::call::proof::Tried;
use callbook::call::transcript::conversation;
use callbook::call::{
    CallChanges, CallId, CallRow, Change, Delivery, DeliveryId, DeliveryState, EntryCounts,
    InShort, Proof, Remark, RemarkKind, Seconds, Signature, Source, Stage,
};
use callbook::ui::model::{
    CallList, DeliveryList, Model, OpenCall, OpenDelivery, Opened, ReceiverStatus,
};
use callbook::webhook::decode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::counted::counted;

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
    OpenCall {
        row: CallRow {
            revision: 1,
            ..CallRow::of(&call, true)
        },
        conversation: conversation(&call, false),
        call,
        deliveries: samples.iter().map(whole).collect(),
        calls_from_number: 4,
    }
}

fn delivery(id: i64, received: &str, action: &str, calls: &[i64]) -> Delivery {
    Delivery {
        id: DeliveryId(id),
        received_at: at(received),
        source: Source::Http,
        remote: Some("127.0.0.1".to_owned()),
        path: Some("/".to_owned()),
        bytes: 2_117,
        signature: Signature::Valid,
        status: Some(200),
        state: DeliveryState::Projected,
        actions: if action.is_empty() {
            vec![]
        } else {
            vec![action.to_owned()]
        },
        calls: calls.iter().copied().map(CallId).collect(),
        attempt: Some(1),
        reason: None,
    }
}

/// Deliveries in every state, newest first.
pub fn deliveries() -> Vec<Delivery> {
    let processed = "CallDetailsV5.CallProcessed";
    vec![
        delivery(
            8,
            "2025-02-26T21:58:04.112Z",
            "CallDetailsV5.CallStartCall",
            &[15],
        ),
        Delivery {
            bytes: 18_400,
            ..delivery(7, "2025-02-26T21:46:14.127Z", processed, &[14])
        },
        Delivery {
            state: DeliveryState::Repeat,
            attempt: Some(2),
            ..delivery(6, "2025-02-26T21:46:12.004Z", processed, &[14])
        },
        Delivery {
            status: Some(401),
            state: DeliveryState::Quarantined,
            signature: Signature::Invalid,
            reason: Some("none of the secrets gives this signature".to_owned()),
            ..delivery(5, "2025-02-26T21:45:31.870Z", "", &[])
        },
        delivery(
            4,
            "2025-02-26T21:43:11.888Z",
            "CallDetailsV5.CallPreprocessed",
            &[14],
        ),
        Delivery {
            state: DeliveryState::NotUnderstood,
            reason: Some("no call webhook: SalesRescueNew.NewRescueCall".to_owned()),
            ..delivery(
                3,
                "2025-02-26T21:40:02.410Z",
                "SalesRescueNew.NewRescueCall",
                &[],
            )
        },
        Delivery {
            state: DeliveryState::Pending,
            signature: Signature::Unchecked,
            ..delivery(
                2,
                "2025-02-26T21:32:47.001Z",
                "CallDetails.CallProcessed",
                &[],
            )
        },
        Delivery {
            source: Source::Import,
            status: None,
            remote: None,
            signature: Signature::Unchecked,
            path: Some("march.jsonl".to_owned()),
            bytes: 830,
            ..delivery(1, "2025-02-24T09:00:00Z", "CallDetails.CallProcessed", &[4])
        },
    ]
}

/// The first delivery, whole.
pub fn open_delivery() -> OpenDelivery {
    let body = include_str!("../../fixtures/v5-start.json");
    OpenDelivery {
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
            ],
            body: body.as_bytes().to_vec(),
        },
        calls: calls().into_iter().take(1).collect(),
        changed: vec![CallChanges {
            call: CallId(15),
            changes: changes(),
        }],
        remarks: vec![
            remark("start_time", RemarkKind::ReadAs("UTC".to_owned())),
            remark("number_id", RemarkKind::Unseen),
        ],
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
    let deliveries = deliveries();
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
        deliveries: DeliveryList {
            selected: Some(DeliveryId(8)),
            ids: Some(Arc::new(
                deliveries.iter().map(|delivery| delivery.id).collect(),
            )),
            in_short: in_short(),
            rows: deliveries
                .into_iter()
                .map(|delivery| (delivery.id, Arc::new(delivery)))
                .collect(),
            counts: EntryCounts {
                all: 8,
                refused: 1,
                not_understood: 1,
                repeats: 1,
            },
            took: [
                (8, 900),
                (7, 1_400),
                (6, 600),
                (5, 300),
                (4, 1_100),
                (3, 800),
            ]
            .map(|(id, micros)| (DeliveryId(id), Duration::from_micros(micros)))
            .into(),
            ..DeliveryList::default()
        },
        open_call: Opened::Ready(Arc::new(open_call())),
        open_delivery: Opened::Ready(Arc::new(open_delivery())),
        ..Model::default()
    }
}

/// What some of the deliveries changed, as the list tells it.
fn in_short() -> HashMap<DeliveryId, InShort> {
    let of = |id, stage, new, only| {
        let short = InShort {
            stage,
            new,
            changed: 0,
            only,
        };
        (DeliveryId(id), short)
    };
    let lead = changes().swap_remove(2);
    [
        of(8, Some(Stage::Ringing), 22, None),
        of(7, None, 14, None),
        of(4, Some(Stage::Ended), 9, None),
        of(1, None, 0, Some(lead)),
    ]
    .into()
}
