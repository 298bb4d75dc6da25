//! The samples of the fifth version.

use callbook::call::{Dialect, EventKind, Said, Seconds};
use serde_json::json;

use super::{V5_PREPROCESSED, V5_PROCESSED, V5_START, at, event, facts, shown};

#[test]
fn preprocessed_is_read_whole() {
    let event = event(V5_PREPROCESSED);
    assert_eq!(
        (event.dialect, event.kind),
        (Dialect::V5, EventKind::Preprocessed)
    );
    assert_eq!(event.vendor_id, Some(2_482_086_262), "more than 32 bits");
    let facts = event.facts;
    assert_eq!(facts.answer_status.text(), Some("answered"));
    assert_eq!(facts.ring_count, Said::Value(3));
    assert_eq!(facts.talk_secs, Said::Value(Seconds(30.0)));
    assert_eq!(facts.do_not_call, Said::Value(false));
    assert_eq!(facts.recording_url, Said::Nothing);
    assert_eq!(facts.keywords, Said::Nothing);
    assert_eq!(
        shown(&facts.group),
        json!({ "id": "15117797", "name": "ABC Windows and Doors - Google Ads", "owner_id": "7187041",
            "owner_name": "ABC Windows And Doors" })
    );
    assert_eq!(
        shown(&facts.custom),
        json!({ "call_type": "Standard", "call_type_id": "1", "number_id": "13618259",
            "study_name": "Google Ad", "billing_group_id": "56876", "billing_group_name": "Level 2",
            "caller_identity": "474387804", "status": "processing", "time_zone_name": "Eastern",
            "time_zone_id": "2", "answer_status_id": "1", "rule_id": "464255",
            "rescue": { "outcome": "N\\A", "scorecards": [] } })
    );
    assert_eq!(
        facts.attribution.page_variables,
        Said::Value(json!({ "business_number": 12_349_876, "listing_name": "ABC Comapany Inc." }))
    );
}

#[test]
fn times_with_twins_in_utc_are_read_from_them() {
    let facts = facts(V5_PREPROCESSED);
    assert_eq!(
        at(&facts.started_at).as_deref(),
        Some("2025-02-26T21:42:10.522Z")
    );
    assert_eq!(
        at(&facts.answered_at).as_deref(),
        Some("2025-02-26T21:42:32.378Z")
    );
    assert_eq!(
        at(&facts.ended_at).as_deref(),
        Some("2025-02-26T21:43:02.253Z")
    );
}

#[test]
fn processed_is_read_whole() {
    let facts = facts(V5_PROCESSED);
    assert_eq!(facts.redacted, Said::Value(false));
    assert!(
        facts
            .recording_url
            .text()
            .unwrap()
            .ends_with("/2482086262.mp3")
    );
    assert!(
        facts
            .transcript
            .text()
            .unwrap()
            .starts_with("Agent: To serve you better")
    );
    assert_eq!(facts.summary, Said::Nothing, "an empty string is absent");
    assert_eq!(facts.caller.country.text(), Some("US"));
    assert_eq!(facts.caller.latitude, Said::Value(43.4585));
    assert_eq!(
        shown(&facts.dispositions),
        json!({ "lead": false, "voicemail": false, "current_customer": false, "new_customer": false,
            "employment_inquiry": false, "conversation": true, "opportunity": false,
            "appointment": false, "abandon": false, "no_agent": false, "no_caller": false,
            "telemarketer": false, "department": "Undetermined" })
    );
    assert_eq!(
        shown(&facts.lead_outcome),
        json!({ "lead_reason": "Appointment - Confirming", "lead": false, "appointment": null,
            "sales": false })
    );
    assert_eq!(
        shown(&facts.lead_value),
        json!({ "service_line": null, "product_or_service": ["doors", "windows"],
            "customer_type": "existing", "maintenance_or_new_system": null,
            "age_over_10_years": null })
    );
    assert_eq!(facts.custom.0["industry"], "Home Services");
    assert_eq!(facts.custom.0["sub_industry"], "Exterior");
    assert_eq!(
        facts.custom.0["call_record_file"],
        "cbe5a966-7837-4d0e-a3d5-df8e861e6cf6"
    );
    assert_eq!(
        shown(facts.attribution.page_tracks),
        json!([{ "page_url": "https://abcwindows.com/p/patiodoors.html?gclid=jdue47dj6ydhi3y83h",
            "at": "2025-03-06T13:39:16.827Z" }])
    );
    assert_eq!(
        facts.attribution.google_analytics.get().unwrap()["java_enabled"],
        "false",
        "as sent"
    );
}

/// Times stand in a text and in a list; some lie after the call's end.
#[test]
fn keywords_are_heard_once_each_and_never_clamped() {
    let hit = |keyword: &str, speaker: &str, at: f64| json!({ "list": "Windows", "keyword": keyword, "speaker": speaker, "at_secs": at });
    assert_eq!(
        shown(facts(V5_PROCESSED).keywords),
        json!([
            hit("windows", "agent", 13.48),
            hit("windows", "caller", 13.45),
            hit("doors", "agent", 13.48),
            hit("doors", "caller", 13.45),
            hit("patio", "agent", 65.83),
            hit("patio", "caller", 23.96),
            hit("patio", "caller", 65.73),
        ])
    );
}

#[test]
fn a_start_has_its_time_in_utc_where_others_have_it_local() {
    let event = event(V5_START);
    assert_eq!((event.kind, event.vendor_id), (EventKind::Start, None));
    assert_eq!(
        at(&event.facts.started_at).as_deref(),
        Some("2025-03-04T13:45:59.619Z")
    );
    assert_eq!(event.facts.answer_status, Said::Nothing);
    assert_eq!(event.facts.attribution.multisession, Said::Value(false));
}
