//! What a shop may have received: deliveries in every state, and requests that brought none.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use callbook::call::{
    CallId, Delivery, DeliveryId, DeliveryState, EntryCounts, EntryId, EntryTotals, InShort,
    Request, RequestId, Signature, Source, Stage,
};
use callbook::ui::model::{DeliveryList, Entries, Model, OpenRequest};

use super::book::{at, changes};

pub fn delivery(id: i64, received: &str, action: &str, calls: &[i64]) -> Delivery {
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

/// A question, one that was turned away at the gate, and something that is no request at all.
pub fn requests() -> Vec<Request> {
    let request = Request {
        id: RequestId(1),
        received_at: at("2025-02-26T21:41:30.250Z"),
        remote: Some("203.0.113.7".to_owned()),
        method: "GET".to_owned(),
        path: "/c/…?echo=0f3a9c".to_owned(),
        bytes: None,
        status: Some(200),
        said: "0f3a9c".to_owned(),
        fault: None,
        took: Duration::from_micros(240),
    };
    vec![
        Request {
            id: RequestId(3),
            received_at: at("2025-02-26T21:44:20.004Z"),
            remote: Some("198.51.100.23".to_owned()),
            method: String::new(),
            path: String::new(),
            status: Some(400),
            said: "This is not a request that can be read in one way.".to_owned(),
            fault: Some("not HTTP, or HTTP that can be read in two ways".to_owned()),
            took: Duration::from_micros(90),
            ..request.clone()
        },
        Request {
            id: RequestId(2),
            received_at: at("2025-02-26T21:42:00.730Z"),
            method: "POST".to_owned(),
            path: "/c/…/webhooks/marketing-edge/calls?source=an-old-configuration-of-the-portal"
                .to_owned(),
            bytes: Some(20_400_000),
            status: Some(413),
            said: "A body may have 16777216 bytes at most.".to_owned(),
            fault: Some("a body that is too large".to_owned()),
            took: Duration::from_micros(1_700),
            ..request.clone()
        },
        request,
    ]
}

/// Such a request, whole.
pub fn open_request(model: &Model, id: RequestId) -> Option<OpenRequest> {
    let request = model.deliveries.entries.requests.get(&id)?;
    let head = [
        "POST /c/…/webhooks/marketing-edge/calls?source=an-old-configuration-of-the-portal HTTP/1.1",
        "Host: calls.example.com",
        "User-Agent: Marketing Edge",
        "Content-Type: application/json; charset=utf-8",
        "Content-Length: 20400000",
        "ms-signature: sha256=…",
    ];
    Some(OpenRequest {
        request: Arc::clone(request),
        head: (id == RequestId(2)).then(|| head.join("\n")),
    })
}

/// The deliveries alone, the first selected.
pub fn list() -> DeliveryList {
    let deliveries = deliveries();
    let ids = deliveries.iter().map(|one| EntryId::Delivery(one.id));
    let took = [
        (8, 900),
        (7, 1_400),
        (6, 600),
        (5, 300),
        (4, 1_100),
        (3, 800),
    ];
    DeliveryList {
        selected: Some(EntryId::Delivery(DeliveryId(8))),
        entries: Entries {
            ids: Some(Arc::new(ids.collect())),
            ..Entries::default()
        },
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
        totals: EntryTotals {
            all: 1_204,
            week: 5_210,
            week_refused: 1,
        },
        took: took
            .map(|(id, micros)| (DeliveryId(id), Duration::from_micros(micros)))
            .into(),
        ..DeliveryList::default()
    }
}

/// Deliveries and requests, as they came.
pub fn list_with_requests() -> DeliveryList {
    let list = list();
    let mut ids: Vec<_> = deliveries()
        .iter()
        .map(|one| (one.received_at, EntryId::Delivery(one.id)))
        .chain(
            requests()
                .iter()
                .map(|one| (one.received_at, EntryId::Request(one.id))),
        )
        .collect();
    ids.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let requests = requests().into_iter().map(|one| (one.id, Arc::new(one)));
    DeliveryList {
        entries: Entries {
            ids: Some(Arc::new(ids.into_iter().map(|(_, id)| id).collect())),
            requests: Arc::new(requests.collect()),
        },
        counts: EntryCounts {
            all: 11,
            refused: 3,
            ..list.counts
        },
        ..list
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
