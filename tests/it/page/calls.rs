//! Calls to be shown, made by hand.

use std::collections::HashMap;

use callbook::call::delivery::WholeDelivery;
use callbook::call::{
    Analysis, Attribution, Call, CallId, CallRow, Caller, Delivery, DeliveryId, DeliveryState,
    Dialect, Entered, EventRef, Facts, Free, Grade, Group, History, KeywordHit, Moment, PageTrack,
    Said, Seconds, Sentiment, Signature, Source, Speaker, Stage, answer, transcript, verdict,
};
use callbook::ui::model::{OpenCall, SamePerson};
use serde_json::{Value, json};

use super::at;

pub const TRANSCRIPT: &str = "Agent: To serve you better, this call may be recorded for training and quality purposes. \
    Agent: [tone] Caller: ABC Windows and Doors. Caller: Hi there. This is Joel calling. I was wondering if Sean was \
    gonna come by today. He was scheduled to come by to give me a quote for the patio doors, and he didn't come. Agent: \
    Oh, I'm sorry about that. Let me just look at the scheduling here. Agent: Yeah. No. He should have been there. Let \
    me give him a call, and I'll get back to you. Caller: Okay. Thank you. Alright. Bye. Agent:";

/// The vendor's v5 sample with a mood.
pub fn sample() -> OpenCall {
    let facts = Facts {
        organization_id: text("5440"),
        tracking_number: text("8332795145"),
        caller_number: text("9055802283"),
        termination_number: text("9056372483"),
        caller: Caller {
            name: text("Ted Robertson"),
            street: text("2220 marine Drive"),
            city: text("Springfield"),
            state: text("IL"),
            zip: text("29293"),
            country: text("US"),
            latitude: Said::Value(43.4585),
            longitude: Said::Value(-79.6685),
        },
        group: Group {
            id: text("15117797"),
            name: text("ABC Windows and Doors - Google Ads"),
            owner_id: text("7187041"),
            owner_name: text("ABC Windows And Doors"),
        },
        started_at: moment("2025-02-26T21:42:10.522Z"),
        answered_at: moment("2025-02-26T21:42:32.378Z"),
        ended_at: moment("2025-02-26T21:43:02.253Z"),
        time_zone: text("America/New_York"),
        answer_status: text("answered"),
        ring_count: Said::Value(3),
        talk_secs: Said::Value(Seconds(30.0)),
        recording_url: text("https://recordings.example/secret-2482086262.mp3"),
        redacted: Said::Value(false),
        do_not_call: Said::Value(false),
        transcript: text(TRANSCRIPT),
        sentiment: sentiment(),
        keywords: Said::Value(keywords()),
        attribution: attribution(),
        ..verdicts()
    };
    open(facts, Stage::Complete)
}

fn sentiment() -> Sentiment {
    Sentiment {
        overall: text("neutral"),
        satisfied: Said::Value(false),
        frustrated: Said::Value(false),
        view_of_business: text("negative"),
        view_of_business_reason: text("did not have a substantial conversation"),
        concern_class: text("other - misinterpretation of caller's sentiment"),
        summary: text("The caller expressed gratitude, which indicates a positive interaction."),
    }
}

fn keywords() -> Vec<KeywordHit> {
    [
        ("windows", Speaker::Agent, 13.48),
        ("windows", Speaker::Caller, 13.45),
        ("doors", Speaker::Agent, 13.48),
        ("doors", Speaker::Caller, 13.45),
        ("patio", Speaker::Agent, 65.83),
        ("patio", Speaker::Caller, 23.96),
        ("patio", Speaker::Caller, 65.73),
    ]
    .into_iter()
    .map(|(keyword, speaker, at)| hit(keyword, speaker, at))
    .collect()
}

pub fn hit(keyword: &str, speaker: Speaker, at_secs: f64) -> KeywordHit {
    KeywordHit {
        list: Some("Windows".to_owned()),
        keyword: keyword.to_owned(),
        speaker,
        at_secs: Some(Seconds(at_secs)),
    }
}

fn attribution() -> Attribution {
    Attribution {
        session_id: text("2386840770"),
        session_identifier: text("5aee13c2-1633-4ea6-bddb-145d355159df"),
        rule: text("Google Paid"),
        utm_source: text("google"),
        utm_medium: text("search"),
        gclid: text("jdue47dj6ydhi3y83h"),
        landing_page_url: text("https://abcwindows.com/p/patiodoors.html?gclid=jdue47dj6ydhi3y83h"),
        referrer_url: text("https://www.google.com/"),
        multisession: Said::Value(false),
        page_tracks: Said::Value(vec![
            page(
                "https://abcwindows.com/p/patiodoors.html?gclid=jdue47dj6ydhi3y83h",
                "2025-02-26T21:37:02Z",
            ),
            page("https://abcwindows.com/contact", "2025-02-26T21:40:05Z"),
            page(
                "https://abcwindows.com/p/patiodoors.html",
                "2025-03-05T13:39:16.827Z",
            ),
        ]),
        page_variables: Said::Value(
            json!({"business_number": 12_349_876, "listing_name": "ABC Company Inc."}),
        ),
        google_analytics: Said::Value(
            json!({"client_id": "1850736795.1741268356", "java_enabled": false}),
        ),
        ..Attribution::default()
    }
}

fn page(url: &str, seen_at: &str) -> PageTrack {
    PageTrack {
        page_url: url.to_owned(),
        at: Some(at(seen_at)),
    }
}

fn verdicts() -> Facts {
    Facts {
        dispositions: free(json!({
            "lead": false, "voicemail": false, "current_customer": true, "new_customer": false,
            "employment_inquiry": false, "conversation": true, "opportunity": false, "appointment": false,
            "abandon": false, "no_agent": false, "no_caller": false, "telemarketer": false,
            "department": "Undetermined",
        })),
        lead_outcome: free(
            json!({"lead_reason": "Appointment - Confirming", "lead": false, "appointment": null, "sales": false}),
        ),
        lead_value: free(json!({
            "service_line": null, "product_or_service": ["doors", "windows"], "customer_type": "existing",
            "maintenance_or_new_system": null, "age_over_10_years": null,
        })),
        topics: free(
            json!({"pricing_discussed": false, "scheduling_discussed": true, "other_topics": ["hours or location"]}),
        ),
        custom: free(json!({
            "industry": "Home Services", "sub_industry": "Exterior", "call_type": "Standard", "study_name": "Google Ad",
            "rescue": {"outcome": null, "scorecards": []},
            "number_custom_fields": {"store": {"code": "0042", "region": "North"}},
        })),
        extra: free(json!({"lead_intent": "high"})),
        ..Facts::default()
    }
}

/// A call of these facts with one delivery for each event up to its stage.
pub fn open(facts: Facts, stage: Stage) -> OpenCall {
    let actions = ["CallStartCall", "CallPreprocessed", "CallProcessed"];
    let sent = [
        "2025-02-26T21:42:14.1Z",
        "2025-02-26T21:43:11.888Z",
        "2025-02-26T21:46:14.127Z",
    ];
    let count = stage as usize + 1;
    let call = Call {
        id: CallId(7),
        vendor_id: (stage > Stage::Ringing).then_some(2_482_086_262),
        dialects: vec![Dialect::V5],
        stage,
        answered: answer::answered(&facts, stage),
        wait_secs: answer::wait_secs(&facts),
        transcript: facts
            .transcript
            .text()
            .map_or_else(Vec::new, transcript::split),
        events: (0..count)
            .map(|n| EventRef {
                action: format!("CallDetailsV5.{}", actions[n]),
                sent_at: Some(at(sent[n])),
                delivery_id: DeliveryId(n.try_into().expect("a small number")),
            })
            .collect(),
        warnings: Vec::new(),
        facts,
    };
    let deliveries = (0..count)
        .map(|n| delivery(n.try_into().expect("a small number"), actions[n], sent[n]))
        .collect();
    let row = row(&call);
    let conversation = transcript::conversation(&call, false);
    OpenCall {
        same_person: Some(same_person(4, &row)),
        row,
        analysis: Analysis::of(&call, &conversation.lines),
        changed: HashMap::new(),
        estimated: transcript::estimate_call(&call, &conversation.lines),
        conversation,
        subtitles: None,
        call,
        deliveries,
        entered: Entered::default(),
        own_lists: Vec::new(),
    }
}

/// So many calls of one person, this one and those before it; the last of them was missed.
pub fn same_person(calls: u32, this: &CallRow) -> SamePerson {
    let started = [
        "2025-02-24T15:12:00Z",
        "2025-02-20T18:40:00Z",
        "2025-01-31T14:02:00Z",
    ];
    let others = (1..i64::from(calls))
        .zip(started)
        .map(|(n, started)| CallRow {
            id: CallId(100 + n),
            started_at: Some(at(started)),
            answered: Some(n != 1),
            talk_secs: (n != 1).then_some(Seconds(61.0)),
            ..this.clone()
        });
    SamePerson {
        history: History {
            calls,
            before: calls.saturating_sub(1),
            last_before: (calls > 1).then(|| at(started[0])),
            missed_before: u32::from(calls > 1),
            ..History::default()
        },
        others: others.collect(),
    }
}

fn row(call: &Call) -> CallRow {
    let facts = &call.facts;
    CallRow {
        id: call.id,
        revision: 1,
        vendor_id: call.vendor_id,
        stage: call.stage,
        started_at: facts.started_at.at(),
        time_zone: facts.time_zone.text().map(str::to_owned),
        caller_name: facts.caller.name.text().map(str::to_owned),
        caller_number: facts.caller_number.text().map(str::to_owned),
        place: None,
        tracking_number: facts.tracking_number.text().map(str::to_owned),
        group_name: facts.group.name.text().map(str::to_owned),
        source: verdict::source(call).map(str::to_owned),
        campaign: None,
        answered: call.answered,
        wait_secs: call.wait_secs,
        talk_secs: facts.talk_secs.copied(),
        sentiment: facts.sentiment.overall.text().map(str::to_owned),
        lead: verdict::lead(facts),
        voicemail: verdict::voicemail(facts),
        lead_reason: verdict::lead_reason(facts).map(str::to_owned),
        verified: true,
        sent_at: call.events.last().and_then(|event| event.sent_at),
        starred: false,
        reviewed: false,
        overruled: false,
        noted: false,
    }
}

/// A signed delivery by HTTP.
pub fn delivery(id: i64, action: &str, received_at: &str) -> WholeDelivery {
    let body = format!(
        "{{\"Id\":\"057f409d-6185-4898-bd1d-76a09c83ef02\",\"Attempt\":1,\"Properties\":{{\"CollectionType\":\
         \"CallDetailsV5\"}},\"Notifications\":[{{\"Action\":\"CallDetailsV5.{action}\",\"id\":2482086262,\
         \"tags\":[]}}]}}"
    );
    WholeDelivery {
        delivery: Delivery {
            id: DeliveryId(id),
            received_at: at(received_at),
            source: Source::Http,
            remote: Some("127.0.0.1".to_owned()),
            path: Some("/".to_owned()),
            bytes: body.len().try_into().expect("a small number"),
            signature: Signature::Valid,
            status: Some(200),
            state: DeliveryState::Projected,
            actions: vec![format!("CallDetailsV5.{action}")],
            calls: vec![CallId(7)],
            attempt: Some(1),
            reason: None,
        },
        headers: vec![
            (
                "Content-Type".to_owned(),
                "application/json; charset=utf-8".to_owned(),
            ),
            (
                "ms-signature".to_owned(),
                "sha256=E82C1574D449EEAC07E6532F29A14370EB03FB7589B7DD8F4FA53189BCD9F2EB"
                    .to_owned(),
            ),
        ],
        body: body.into_bytes(),
    }
}

pub fn text(text: &str) -> Said<String> {
    Said::Value(text.to_owned())
}

pub fn moment(time: &str) -> Said<Moment> {
    Said::Value(Moment::new(at(time), Grade::Exact))
}

pub fn free(value: Value) -> Free {
    match value {
        Value::Object(object) => Free(object),
        other => panic!("no object: {other}"),
    }
}
