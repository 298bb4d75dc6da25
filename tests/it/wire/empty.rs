//! An empty list is an answer, an empty object is none.

use callbook::call::fold::fold;
use callbook::call::{CallId, DeliveryId, document};
use serde_json::{Value, json};

use super::{event, v4};

/// A call of which an earlier message told everything, after a later one with these fields.
fn edited(fields: &Value) -> Value {
    let told = json!({
        "CallTags": { "TagIDs": [5] },
        "keyword_list": [{ "name": "L", "keywords": [{ "keyword": "roof" }] }],
        "AttributionDetails": { "page_tracks": ["https://a.example/"], "google_analytics": { "client_id": "1" } },
        "ConversationAnalytics": {
            "Topics": { "OtherTopics": ["hours"], "Nested": { "a": 1 } }, "LeadValue": { "CustomerType": "new" } },
    });
    let message = |utc: &str, fields: &Value| {
        let mut delivery: Value = serde_json::from_slice(&v4(fields)).unwrap();
        delivery["Properties"] = json!({ "UTC": utc });
        event(delivery.to_string().as_bytes())
    };
    let events = [
        (DeliveryId(1), message("2024-07-15T13:00:00", &told)),
        (DeliveryId(2), message("2024-07-15T14:00:00", fields)),
    ];
    let call = document::call(&fold(CallId(1), &events).unwrap());
    json!({ "tags": call["custom"]["tags"], "keywords": call["keywords"], "topics": call["topics"],
        "pages": call["attribution"]["page_tracks"], "value": call["lead_value"],
        "analytics": call["attribution"]["google_analytics"] })
}

#[test]
fn an_empty_list_replaces_what_was_known() {
    let after = edited(&json!({
        "CallTags": { "TagIDs": [] }, "keyword_list": [], "AttributionDetails": { "page_tracks": [] },
        "ConversationAnalytics": { "Topics": { "OtherTopics": [] } },
    }));
    assert_eq!(after["tags"], json!({ "tag_ids": [] }));
    assert_eq!(after["keywords"], json!([]));
    assert_eq!(after["pages"], json!([]));
    assert_eq!(
        after["topics"],
        json!({ "other_topics": [], "nested": { "a": 1 } })
    );
}

#[test]
fn an_empty_object_and_an_unreadable_list_say_nothing() {
    let before = edited(&json!({}));
    let after = edited(&json!({
        "CallTags": {}, "keyword_list": [7], "AttributionDetails": { "page_tracks": [7], "google_analytics": {} },
        "ConversationAnalytics": { "Topics": { "OtherTopics": {}, "Nested": {} }, "LeadValue": {} },
    }));
    assert_eq!(after, before);
}
