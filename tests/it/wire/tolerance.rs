//! Fields in whatever spelling and form they come.

use callbook::call::{Dialect, EventKind, Said};
use serde_json::{Value, json};

use super::{V5_PREPROCESSED, V5_PROCESSED, changed, event, facts, plain, shown, v4};

#[test]
fn one_unreadable_field_never_costs_the_call() {
    let event = event(&v4(&json!({
        "CallSeconds": "abc", "RingCount": 2.5, "RegisteredDNC": "maybe", "Latitude": 91, "Longitude": "west",
        "CallerName": ["x"], "CalledNumber": {}, "StartTime": "x".repeat(200), "CallDetails": 1,
        "VoiceRecordingUrl": { "secret": "https://link" }, "CallTranscript": ["hush"],
        "AttributionDetails": "soon", "TelmetricsId": 7, "LeadValue": "high",
        "SentimentSuite": { "satisfied": "very", "sentiment": "positive" },
        "CallerNumber": 9_055_552_955_i64,
    })));
    let expected = [
        "CalledNumber: expected an identifier, got an object",
        "RingCount: expected a count, got 2.5",
        "CallSeconds: expected a number, got \"abc\"",
        "RegisteredDNC: expected true or false, got \"maybe\"",
        "CallerName: expected text, got a list",
        "Latitude: expected degrees within ±90, got 91",
        "Longitude: expected degrees within ±180, got \"west\"",
        "VoiceRecordingUrl: expected text, got an object",
        "CallTranscript: expected text, got a list",
        "SentimentSuite.satisfied: expected true or false, got \"very\"",
        "LeadValue: expected an object, got text",
        "AttributionDetails: expected an object, got text",
    ];
    for line in expected {
        assert!(
            event.warnings.contains(&line.to_owned()),
            "{line}: {:?}",
            event.warnings
        );
    }
    let long = event
        .warnings
        .iter()
        .find(|line| line.starts_with("StartTime: "))
        .unwrap();
    assert!(
        long.ends_with("xxx…") && long.chars().count() < 130,
        "{long}"
    );
    assert_eq!(event.warnings.len(), expected.len() + 1);
    assert_eq!(event.facts.caller_number.text(), Some("9055552955"));
    assert_eq!(event.facts.sentiment.overall.text(), Some("positive"));
}

#[test]
fn an_id_that_is_none_is_absent() {
    for id in [
        json!(0),
        json!(-5),
        json!("0"),
        json!("abc"),
        json!(1.5),
        json!(u64::MAX),
        json!([7]),
    ] {
        let event = event(&v4(&json!({ "TelmetricsId": id, "CallerNumber": "1" })));
        assert_eq!(event.vendor_id, None);
        assert_eq!(event.warnings.len(), 1, "{id}");
        assert!(event.warnings[0].starts_with("TelmetricsId: expected a positive number, got "));
    }
    for id in [
        json!("2482086262"),
        json!(2_482_086_262.0),
        json!(" 2482086262 "),
        json!("2482086262.0"),
    ] {
        let event = event(&v4(&json!({ "TelmetricsId": id })));
        assert_eq!(
            (event.vendor_id, event.warnings.len()),
            (Some(2_482_086_262), 0),
            "{id}"
        );
    }
    for id in [json!(null), json!("")] {
        let event = event(&v4(&json!({ "TelmetricsId": id, "CallerNumber": "1" })));
        assert_eq!((event.vendor_id, event.warnings.len()), (None, 0), "{id}");
    }
}

#[test]
fn unknown_fields_are_kept_in_their_place() {
    let mut delivery = plain(V5_PROCESSED);
    delivery["Region"] = json!("EU");
    delivery["Properties"]["Shard"] = json!(3);
    let call = &mut delivery["Notifications"][0];
    call["lead_intent"] = json!({ "score": 0.9, "nothing": null });
    call["caller_details"]["nickname"] = json!("Ted");
    call["conversation_analytics"]["dispositions"]["lead"]["confidence"] = json!("0.7");
    call["attribution_details"]["page_tracks"][0]["title"] = json!("Doors");
    call["keyword_list"][0]["keywords_list"][0]["score"] = json!(1);
    call["empty_news"] = json!(null);
    let event = event(delivery.to_string().as_bytes());
    assert_eq!(
        shown(&event.facts.extra),
        json!({ "Region": "EU", "Properties": { "Shard": 3 },
            "lead_intent": { "score": 0.9, "nothing": null },
            "caller_details": { "nickname": "Ted" },
            "conversation_analytics": { "dispositions": { "lead": { "confidence": "0.7" } } },
            "attribution_details": { "page_tracks": { "title": "Doors" } },
            "keyword_list": { "keywords_list": { "score": 1 } } })
    );
    let mut unseen = event.unseen;
    unseen.sort();
    assert_eq!(
        unseen,
        [
            "Properties.Shard",
            "Region",
            "attribution_details.page_tracks.title",
            "caller_details.nickname",
            "conversation_analytics.dispositions.lead.confidence",
            "keyword_list.keywords_list.score",
            "lead_intent"
        ]
    );
    assert!(event.warnings.is_empty());
    assert_eq!(event.facts.dispositions.0["lead"], false);
}

#[test]
fn the_recording_link_is_nowhere_but_in_its_field() {
    for name in ["VoiceRecordingUrl", "voice_link", "recording_url"] {
        let event = event(&v4(&json!({ name: "https://secret.example/7.mp3" })));
        assert_eq!(
            event.facts.recording_url.text(),
            Some("https://secret.example/7.mp3")
        );
        for free in [&event.facts.custom, &event.facts.extra] {
            assert!(!shown(free).to_string().contains("secret.example"));
        }
    }
}

#[test]
fn text_that_is_no_link_is_kept_apart_from_the_recordings_link() {
    for sent in [
        "see portal",
        "ftp://a.example/7.mp3",
        "file:///etc/passwd",
        "https://",
        "javascript:alert(1)",
    ] {
        for analytics in [false, true] {
            let fields = json!({ "voice_link": sent });
            let fields = if analytics {
                json!({ "conversation_analytics": fields })
            } else {
                fields
            };
            let event = event(&v4(&fields));
            assert_eq!(event.facts.recording_url, Said::Nothing, "{sent}");
            assert_eq!(event.facts.custom.0["voice_link_as_sent"], sent);
            assert!(event.facts.extra.is_empty());
            let path = if analytics {
                "conversation_analytics.voice_link"
            } else {
                "voice_link"
            };
            assert_eq!(
                event.warnings,
                [format!(
                    "{path}: expected a link of the web, got other text"
                )]
            );
        }
    }
    let good = facts(&v4(&json!({ "voice_link": "HTTP://a.example/7.mp3" })));
    assert_eq!(good.recording_url.text(), Some("HTTP://a.example/7.mp3"));
    assert!(good.custom.is_empty());
}

#[test]
fn absurd_counts_are_unreadable() {
    for (name, sent) in [
        ("call_duration", json!(1e300)),
        ("call_duration", json!(1_000_000_001)),
        ("call_duration", json!(-1)),
        ("CallSeconds", json!("1e300")),
        ("ring_duration", json!(10_000_000_000_i64)),
        ("RingCount", json!(-1)),
    ] {
        let event = event(&v4(&json!({ name: sent })));
        assert_eq!(event.facts.talk_secs, Said::Nothing, "{name} {sent}");
        assert_eq!(event.facts.ring_count, Said::Nothing, "{name} {sent}");
        assert_eq!(event.warnings.len(), 1, "{name} {sent}");
        assert!(event.warnings[0].starts_with(&format!("{name}: expected a ")));
    }
    let long = facts(&v4(&json!({ "call_duration": 1_000_000_000 })));
    assert!(long.talk_secs.get().is_some());
    let hits = facts(&v4(
        &json!({ "keyword_list": [{ "keywords": [{ "keyword": "k", "agent": [1e300] }] }] }),
    ));
    assert_eq!(hits.keywords.get().unwrap()[0].at_secs, None);
}

#[test]
fn answers_that_clear_differ_from_absence() {
    let facts = facts(&v4(
        &json!({ "CallerName": "N/A", "CallSeconds": "n/a", "CallerCity": "N\\A",
        "CallerState": null, "CallerZip": " ", "AttributionDetails": "n/a" }),
    ));
    assert_eq!(facts.caller.name, Said::Cleared);
    assert_eq!(facts.talk_secs, Said::Cleared);
    assert_eq!(facts.caller.city, Said::Cleared);
    assert_eq!(facts.caller.state, Said::Nothing);
    assert_eq!(facts.caller.zip, Said::Nothing);
}

#[test]
fn answer_status_is_in_words_where_its_code_is_documented() {
    let v4_status = |status: Value| facts(&v4(&json!({ "AnswerStatus": status }))).answer_status;
    assert_eq!(v4_status(json!(1)).text(), Some("answered"));
    assert_eq!(v4_status(json!("1")).text(), Some("answered"));
    assert_eq!(v4_status(json!("Answered")).text(), Some("Answered"));
    assert_eq!(v4_status(json!(4)).text(), Some("4"));
    let v5_status = |words: Value, code: Value| {
        let changes = json!({ "answer_status": words, "answer_status_id": code });
        facts(&changed(V5_PREPROCESSED, &changes)).answer_status
    };
    assert_eq!(v5_status(json!(null), json!(1)).text(), Some("answered"));
    assert_eq!(v5_status(json!(""), json!(7)).text(), Some("7"));
    assert_eq!(
        v5_status(json!("voicemail"), json!(7)).text(),
        Some("voicemail")
    );
}

#[test]
fn free_shapes_are_read_by_key() {
    let facts = facts(&v4(&json!({ "ConversationAnalytics": {
        "LeadValue": { "AgeOver10Years": "N/A", "Roof-Type New": ["TRUE", "n/a", "slate"], "Nested": { "IsVIP": "false" },
            "Gone": null, "Empty": "", "CUSTOMERTYPE": "new", "Count2": 2 },
        "Dispositions": { "Lead": { "Status": "true" }, "voicemail": false, "department": { "status": null } },
    }})));
    assert_eq!(
        shown(&facts.lead_value),
        json!({ "age_over_10_years": null, "roof_type_new": [true, null, "slate"],
            "nested": { "is_vip": false }, "customer_type": "new", "count_2": 2 })
    );
    assert_eq!(
        shown(&facts.dispositions),
        json!({ "lead": true, "voicemail": false })
    );
}

#[test]
fn custom_keeps_values_and_makes_identifiers_text() {
    let facts = facts(&changed(
        V5_PROCESSED,
        &json!({ "call_tags": [{ "tag_id": 12, "name": "VIP" }], "number_custom_fields": { "Store No.": 4, "paid": 20, "empty": {} },
            "rescue": { "outcome": "Saved", "scorecards": [{ "card_id": 9, "score": 4.5 }] }, "routing_keypress": 2 }),
    ));
    assert_eq!(
        facts.custom.0["tags"],
        json!([{ "tag_id": "12", "name": "VIP" }])
    );
    assert_eq!(
        facts.custom.0["number_custom_fields"],
        json!({ "Store No.": 4, "paid": 20 })
    );
    assert_eq!(
        facts.custom.0["rescue"]["scorecards"],
        json!([{ "card_id": "9", "score": 4.5 }])
    );
    assert_eq!(facts.custom.0["routing_keypress"], 2);
    assert!(facts.extra.is_empty());
}

#[test]
fn custom_flags_and_codes_are_of_one_form() {
    let read = |sent: Value| {
        let custom = facts(&v4(&json!({ "Incomplete": sent, "VoiceMailDetected": sent,
            "VoiceTrends": { "Lead": sent, "VoiceMail": sent }, "number_custom_fields": { "lead": sent } })));
        shown(custom.custom)
    };
    for (sent, kept) in [
        (json!("true"), json!(true)),
        (json!("FALSE"), json!(false)),
        (json!(true), json!(true)),
        (json!("N/A"), json!(null)),
        (json!("maybe"), json!("maybe")),
    ] {
        assert_eq!(
            read(sent.clone()),
            json!({ "number_custom_fields": { "lead": sent }, "incomplete": kept,
                "voice_mail_detected": kept, "voice_trends": { "lead": kept, "voice_mail": kept } })
        );
    }
    let details = json!({ "ClientCode": 1234, "CustomText": 5 });
    let facts = facts(&v4(&json!({ "AdvertiserDetails": details })));
    assert_eq!(
        facts.custom.0["advertiser"],
        json!({ "client_code": "1234", "custom_text": 5 })
    );
}

#[test]
fn keyword_times_are_read_in_all_forms() {
    let keyword = json!({ "keyword": "roof", "agent": "00:00:13,48|1:02.5| 7 |soon", "caller": ["00:00:09", 3] });
    let event = event(&v4(&json!({ "keyword_lists": [{ "keyword_list": [
        { "name": "L", "keywords": [keyword, { "keyword": "never", "agent": "", "caller": null }] }] }] })));
    let hits: Vec<_> = event
        .facts
        .keywords
        .get()
        .unwrap()
        .iter()
        .map(|hit| hit.at_secs.map(|at| at.0))
        .collect();
    assert_eq!(
        hits,
        [
            Some(13.48),
            Some(62.5),
            Some(7.0),
            None,
            Some(9.0),
            Some(3.0),
            None
        ]
    );
    assert_eq!(
        event.warnings,
        ["keyword_lists.keyword_list.keywords.agent: expected a time, got \"soon\""]
    );
}

#[test]
fn page_variables_that_are_no_json_stay_text() {
    let read = |variables: Value| {
        let event = event(&v4(
            &json!({ "AttributionDetails": { "page_variables": variables } }),
        ));
        (event.facts.attribution.page_variables, event.warnings.len())
    };
    assert_eq!(
        read(json!("{\"a\": [1]}")),
        (Said::Value(json!({ "a": [1] })), 0)
    );
    assert_eq!(read(json!({ "a": 1 })), (Said::Value(json!({ "a": 1 })), 0));
    assert_eq!(read(json!("a=1")), (Said::Value(json!("a=1")), 1));
    assert_eq!(read(json!("n/a")), (Said::Cleared, 0));
    assert_eq!(read(json!("{}")), (Said::Nothing, 0));
}

#[test]
fn a_page_without_its_address_is_left_out_and_its_data_kept() {
    let pages = json!([{ "timestamp": "2025-03-06T13:39:16Z", "title": "T" },
        { "page_url": null, "url": "https://a.example/" }, "https://b.example/", null]);
    let event = event(&v4(
        &json!({ "AttributionDetails": { "page_tracks": pages } }),
    ));
    assert_eq!(
        shown(&event.facts.attribution.page_tracks),
        json!([{ "page_url": "https://a.example/", "at": null },
            { "page_url": "https://b.example/", "at": null }])
    );
    assert_eq!(
        shown(&event.facts.extra),
        json!({ "AttributionDetails": { "page_tracks":
            { "timestamp": "2025-03-06T13:39:16Z", "title": "T" } } })
    );
    assert_eq!(
        event.warnings,
        ["AttributionDetails.page_tracks: a page without its address is left out"]
    );
}

#[test]
fn actions_are_read_in_any_casing_and_without_a_prefix() {
    let read = |action: &str, collection: Value, fields: Value| {
        let mut notification = fields;
        notification["Action"] = json!(action);
        let body = json!({ "Properties": { "CollectionType": collection }, "Notifications": [notification] });
        let event = event(body.to_string().as_bytes());
        (event.dialect, event.kind)
    };
    let id = || json!({ "id": 7 });
    assert_eq!(
        read("calldetails.CALLPROCESSED", json!(null), id()),
        (Dialect::V4, EventKind::Processed)
    );
    assert_eq!(
        read("CALLDETAILSV5.callStartCall", json!(null), id()),
        (Dialect::V5, EventKind::Start)
    );
    assert_eq!(
        read("CallPreprocessed", json!("CallDetailsV5"), id()),
        (Dialect::V5, EventKind::Preprocessed)
    );
    assert_eq!(
        read("CallProcessed", json!(null), id()),
        (Dialect::V5, EventKind::Processed)
    );
    assert_eq!(
        read("CallProcessed", json!(null), json!({ "TelmetricsId": 7 })),
        (Dialect::V4, EventKind::Processed)
    );
}

#[test]
fn characters_that_are_no_unicode_do_not_cost_the_call() {
    let mut body =
        br#"{"Notifications":[{"Action":"CallDetails.CallProcessed","id":7,"CallerCity":"Montr"#
            .to_vec();
    body.extend(b"\xE9al\",\"CallerName\":\"cut \\ud83d\",\"CallSummary\":\"\\ud83d\\ude00\"}]}");
    let event = event(&body);
    assert_eq!(event.facts.caller.city.text(), Some("Montr\u{FFFD}al"));
    assert_eq!(event.facts.caller.name.text(), Some("cut \u{FFFD}"));
    assert_eq!(event.facts.summary.text(), Some("😀"));
    assert_eq!(event.warnings.len(), 1);
}

#[test]
fn of_equal_and_alike_keys_the_first_with_a_value_wins() {
    let name = |fields: &str| {
        let call = format!("\"Action\":\"CallDetails.CallProcessed\",\"id\":7,{fields}");
        let facts = facts(format!("{{\"Notifications\":[{{{call}}}]}}").as_bytes());
        facts.caller.name.text().map(str::to_owned)
    };
    let first = Some("A".to_owned());
    assert_eq!(name("\"CallerName\":\"A\",\"CallerName\":null"), first);
    assert_eq!(
        name("\"CallerName\":null,\"CallerName\":\"A\",\"CallerName\":\"B\""),
        first
    );
    assert_eq!(name("\"CallerName\":\"\",\"CallerName\":\"A\""), first);
    assert_eq!(
        name("\"CallerName\":\"A\",\"callername\":\"B\",\"CALLER_NAME\":\"C\""),
        first
    );
    assert_eq!(
        name("\"caller-name\":null,\"Caller Name:\":\"A\",\"CallerName\":\"B\""),
        first
    );
}
