//! The samples of the fourth version.

use callbook::call::{Dialect, EventKind, Grade, Said, Seconds};
use callbook::webhook::decode;
use serde_json::json;

use super::{V4_PREPROCESSED, V4_PROCESSED, V4_START, at, event, facts, shown};

#[test]
fn preprocessed_is_read_whole() {
    let event = event(V4_PREPROCESSED);
    assert_eq!(
        (event.dialect, event.kind),
        (Dialect::V4, EventKind::Preprocessed)
    );
    assert_eq!(event.action, "CallDetails.CallPreprocessed");
    assert_eq!(event.vendor_id, Some(2_079_571_437));
    assert_eq!(
        event.sent_at.unwrap().to_string(),
        "2019-11-15T14:10:03.252Z"
    );
    let facts = event.facts;
    assert_eq!(facts.organization_id.text(), Some("4062"));
    assert_eq!(facts.tracking_number.text(), Some("8669592359"));
    assert_eq!(facts.termination_number.text(), Some("9052198236"));
    assert_eq!(facts.caller_number.text(), Some("9055552955"));
    assert_eq!(facts.answer_status.text(), Some("answered"));
    assert_eq!(facts.talk_secs, Said::Value(Seconds(7.0)));
    assert_eq!(facts.ring_count, Said::Value(1));
    assert_eq!(facts.do_not_call, Said::Nothing);
    assert_eq!(
        shown(&facts.caller),
        json!({ "name": "John Smith", "street": "2220 Marine Drive", "city": "Lansing", "state": "MI",
            "zip": "40293", "country": null, "latitude": null, "longitude": null })
    );
    assert_eq!(
        shown(&facts.group),
        json!({ "id": "4062", "name": "ABC Company", "owner_id": null, "owner_name": null })
    );
    assert_eq!(facts.custom.0["study"], json!({ "study_id": "8470718" }));
    assert_eq!(facts.custom.0["study_id"], "8470718");
    assert_eq!(facts.custom.0["ad"]["ad_definition_name"], "ABC Company");
    assert_eq!(facts.custom.0["advertiser"]["advertiser_id"], "5969255");
    assert_eq!(facts.custom.0["tags"], json!({ "tag_ids": [] }));
    assert_eq!(facts.custom.0["incomplete"], true);
    assert_eq!(
        facts.custom.0["caller_address"],
        "2220 Marine Drive, Lansing, MI, 40293"
    );
    assert!(
        !facts.custom.0.contains_key("voice_record_id"),
        "null is absent"
    );
}

/// `MonitorStartTime` stands twice, the second time null: the first one counts and is the better start.
#[test]
fn the_first_non_null_of_equal_keys_wins() {
    let facts = facts(V4_PREPROCESSED);
    assert_eq!(
        at(&facts.started_at).as_deref(),
        Some("2019-11-15T14:09:53.564Z")
    );
    assert_eq!(
        at(&facts.answered_at).as_deref(),
        Some("2019-11-15T14:09:56Z")
    );
    assert_eq!(
        at(&facts.ended_at).as_deref(),
        Some("2019-11-15T14:10:02.972Z")
    );
    assert_eq!(
        facts.custom.0["monitor_start_time"],
        "2019-11-15T14:09:53.564"
    );
    assert_eq!(facts.time_zone.text(), Some("America/New_York"));
}

#[test]
fn processed_is_read_out_of_its_wrapper_with_comments_and_repeated_keys() {
    let event = event(V4_PROCESSED);
    assert_eq!(event.kind, EventKind::Processed);
    assert_eq!(event.vendor_id, Some(1_793_078_638));
    let facts = event.facts;
    assert_eq!(facts.answer_status.text(), Some("Answered"));
    assert_eq!(facts.organization_id, Said::Nothing);
    assert_eq!(facts.group.id.text(), Some("1234"));
    assert_eq!(
        facts.caller.name,
        Said::Nothing,
        "an empty string is absent"
    );
    assert_eq!(
        facts.recording_url.text(),
        Some(
            "https://win5CalltelligenceAPI.telmetrics.com/filedownload.ashx/58836a43-69a8-463d-85cf-f16275468e9d/1793078638.mp3"
        )
    );
    assert!(
        facts
            .transcript
            .text()
            .unwrap()
            .starts_with("Caller: And put on Agent: Come")
    );
    assert!(
        facts
            .summary
            .text()
            .unwrap()
            .starts_with("Agent describing the company")
    );
    assert_eq!(facts.sentiment.overall.text(), Some("neutral"));
    assert_eq!(facts.sentiment.satisfied, Said::Value(false));
    assert_eq!(facts.sentiment.view_of_business.text(), Some("negative"));
    assert!(
        facts
            .sentiment
            .summary
            .text()
            .unwrap()
            .starts_with("The caller expressed gratitude")
    );
    assert_eq!(
        shown(&facts.lead_outcome),
        json!({ "lead_reason": "Appointment Booked", "appointment": true, "lead": true, "sale": false })
    );
    assert_eq!(
        shown(&facts.lead_value),
        json!({ "insurance_discussed": false, "insurance_provider": null, "insurance_referral": false,
            "other_product_or_service": [null], "customer_type": "new",
            "product_or_service": ["orthodontia"] })
    );
    assert_eq!(
        shown(&facts.topics),
        json!({ "pricing_discussed": false, "scheduling_discussed": true, "walk_in_discussed": false,
            "other_topics": [] })
    );
    assert_eq!(facts.custom.0["voice_mail_detected"], false);
    assert!(
        !facts.custom.0.contains_key("voice_trends"),
        "all of it is null"
    );
    assert_eq!(facts.custom.0["study"]["custom_text_2"], "1234");
    assert_eq!(
        facts.custom.0["study_id"], "7232746",
        "differs from the study's own"
    );
}

/// The monitor's times in this sample are months off.
#[test]
fn a_monitor_that_is_months_off_is_not_believed() {
    let facts = facts(V4_PROCESSED);
    assert_eq!(
        at(&facts.started_at).as_deref(),
        Some("2016-05-04T17:17:24Z")
    );
    assert_eq!(
        at(&facts.answered_at).as_deref(),
        Some("2016-05-04T17:17:32Z")
    );
    assert_eq!(at(&facts.ended_at).as_deref(), Some("2016-05-04T17:17:42Z"));
}

#[test]
fn keywords_are_flat_and_in_the_order_sent() {
    let hits = shown(facts(V4_PROCESSED).keywords);
    let hits = hits.as_array().unwrap();
    assert_eq!(hits.len(), 14);
    assert_eq!(
        hits[1],
        json!({ "list": "ListA", "keyword": "car", "speaker": "agent", "at_secs": 64 })
    );
    assert_eq!(
        hits[12],
        json!({ "list": "ListB", "keyword": "train", "speaker": "caller", "at_secs": 0 })
    );
}

#[test]
fn attribution_is_read_through_its_odd_spellings() {
    assert_eq!(
        shown(facts(V4_PROCESSED).attribution),
        json!({ "session_id": "999", "session_identifier": null, "rule": "abc - google.com",
            "utm_source": "google", "utm_medium": "search", "utm_campaign": "testcampaign",
            "utm_term": "testing", "utm_content": "banner1", "gclid": null,
            "landing_page_url": "http://test.com?utm=...", "referrer_url": "google.com",
            "ip_address": "192.168.0.1", "user_agent": "mozilla 11.4", "multisession": true,
            "page_tracks": null, "page_variables": null, "google_analytics": null,
            "session_tag": { "tag_id": "1293291", "tag_data": "sample tag data",
                "tag_time": "2016-05-04T13:17:24" } })
    );
}

#[test]
fn a_start_has_no_id_and_begins_at_its_call_date() {
    let event = event(V4_START);
    assert_eq!((event.kind, event.vendor_id), (EventKind::Start, None));
    let facts = event.facts;
    assert_eq!(
        at(&facts.started_at).as_deref(),
        Some("2019-11-15T14:09:45.591Z")
    );
    assert!(facts.started_at.get().unwrap().grade > Grade::Guessed);
    assert_eq!(facts.caller_number.text(), Some("9055802958"));
    assert_eq!(facts.caller.name.text(), Some("ONTARIO CALLER"));
    assert_eq!(facts.organization_id.text(), Some("4062"));
    assert_eq!(facts.group.name.text(), Some("Telmetrics Demo"));
    assert_eq!(
        facts.attribution.session_id.text(),
        Some("eb74e7c6-36ae-434e-a6b6-0b977440db1e")
    );
    assert_eq!(
        facts.attribution.landing_page_url.text(),
        Some("http://123company.net/")
    );
    assert_eq!(facts.attribution.referrer_url, Said::Nothing);
}

#[test]
fn every_sample_is_known_whole() {
    for sample in super::SAMPLES {
        let event = event(sample);
        assert!(event.facts.extra.is_empty(), "{:?}", event.facts.extra);
        assert!(
            event.unseen.is_empty() && event.warnings.is_empty(),
            "{:?}",
            event.warnings
        );
        assert_eq!(decode(sample, None).attempt, Some(1));
        let link = event.facts.recording_url.text();
        let custom = shown(&event.facts.custom).to_string();
        assert!(link.is_none_or(|link| !custom.contains(link)));
    }
}
