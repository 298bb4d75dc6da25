//! What in an analysis does not fit together, and which lines may have led to what it says. False alarms matter: where
//! everything fits, nothing is said.

use callbook::call::analysis::{Claim, contradictions, evidence};
use callbook::call::fold::fold;
use callbook::call::transcript::{conversation, repair, split};
use callbook::call::{CallId, DeliveryId, Facts, Free, Said};
use callbook::webhook::decode;
use serde_json::{Value, json};

fn text(text: &str) -> Said<String> {
    Said::Value(text.to_owned())
}

fn free(value: Value) -> Free {
    match value {
        Value::Object(object) => Free(object),
        other => panic!("no object: {other}"),
    }
}

fn told(facts: &Facts) -> Vec<String> {
    let found = contradictions(facts).into_iter();
    found
        .map(|one| format!("{} | {}", one.one, one.other))
        .collect()
}

/// What a mood is, in the order: overall, view, satisfied, frustrated, summary of it.
fn mood(
    overall: &str,
    view: &str,
    satisfied: Option<bool>,
    frustrated: Option<bool>,
    summary: &str,
) -> Facts {
    let mut facts = Facts::default();
    facts.sentiment.overall = text(overall);
    facts.sentiment.view_of_business = text(view);
    facts.sentiment.satisfied = satisfied.into();
    facts.sentiment.frustrated = frustrated.into();
    facts.sentiment.summary = text(summary);
    facts
}

#[test]
fn the_vendors_own_sample_contradicts_itself() {
    let body = include_bytes!("../fixtures/v4-processed.json");
    let events = decode(body, None).events;
    let events: Vec<_> = events
        .into_iter()
        .map(|(_, event)| (DeliveryId(1), event))
        .collect();
    let call = fold(CallId(1), &events).unwrap();
    let told = told(&call.facts);
    let wanted = "View of the business: negative | Summary of the mood: “positive interaction”";
    assert!(told.contains(&wanted.to_owned()), "{told:?}");
    assert!(
        told.iter()
            .any(|one| one.contains("Satisfied: no | ") && one.contains("“satisfaction”")),
        "{told:?}"
    );
    let lines = conversation(&call, false).lines;
    for (claim, lines) in evidence(&call.facts, &lines) {
        assert!(!lines.is_empty() && lines.len() <= 3, "{claim:?}");
    }
}

#[test]
fn moods_that_exclude_each_other_are_told() {
    for (facts, wanted) in [
        (
            mood("positive", "negative", None, None, ""),
            "Overall: positive | View of the business: negative",
        ),
        (
            mood(
                "neutral",
                "neutral",
                Some(false),
                None,
                "The caller was satisfied.",
            ),
            "Satisfied: no | Summary of the mood: “satisfied”",
        ),
        (
            mood("neutral", "neutral", Some(true), Some(true), ""),
            "Satisfied: yes | Frustrated: yes",
        ),
        (
            mood(
                "neutral",
                "neutral",
                None,
                Some(false),
                "She was clearly frustrated.",
            ),
            "Frustrated: no | Summary of the mood: “frustrated”",
        ),
        (
            mood("negative", "neutral", Some(true), None, ""),
            "Overall: negative | Satisfied: yes",
        ),
    ] {
        assert_eq!(told(&facts), [wanted]);
    }
}

#[test]
fn moods_that_fit_are_left_alone() {
    for facts in [
        Facts::default(),
        mood(
            "neutral",
            "negative",
            Some(false),
            Some(false),
            "He waited long.",
        ),
        mood(
            "positive",
            "positive",
            Some(true),
            Some(false),
            "A positive interaction, the caller was happy.",
        ),
        mood(
            "negative",
            "negative",
            Some(false),
            Some(true),
            "The caller was not satisfied and frustrated.",
        ),
        mood(
            "neutral",
            "neutral",
            Some(false),
            Some(false),
            "The caller asked for the hours.",
        ),
        mood(
            "positive",
            "neutral",
            Some(false),
            None,
            "She asked whether they would be satisfied with it.",
        ),
        mood(
            "positive",
            "positive",
            None,
            None,
            "He was frustrated at first, but showed no frustration at the end.",
        ),
        mood(
            "neutral",
            "positive",
            Some(false),
            None,
            "They have satisfied customers all over town.",
        ),
        mood("mixed", "unknown", None, None, "n/a"),
    ] {
        assert_eq!(told(&facts), [""; 0], "{:?}", facts.sentiment);
    }
}

#[test]
fn answers_to_one_question_that_differ_are_told() {
    let facts = Facts {
        dispositions: free(json!({ "lead": false, "voicemail": true, "conversation": true })),
        lead_outcome: free(json!({ "lead": "true", "appointment": null })),
        custom: free(json!({ "voice_mail_detected": "false" })),
        ..Facts::default()
    };
    assert_eq!(
        told(&facts),
        [
            "Disposition, lead: no | Lead outcome, lead: yes",
            "Disposition, voicemail: yes | Flag, voicemail: no",
            "Disposition: voicemail | Disposition: conversation",
        ]
    );
    let facts = Facts {
        dispositions: free(json!({ "new_customer": true, "lead": true })),
        lead_value: free(json!({ "customer_type": "Existing Customer" })),
        ..Facts::default()
    };
    assert_eq!(
        told(&facts),
        ["Disposition: new customer | Lead value, customer type: Existing Customer"]
    );
}

#[test]
fn answers_that_agree_or_are_not_given_are_left_alone() {
    for facts in [
        Facts {
            dispositions: free(
                json!({ "lead": true, "conversation": true, "appointment": true, "voicemail": false }),
            ),
            lead_outcome: free(json!({ "lead": "true", "appointment": "n/a" })),
            lead_value: free(json!({ "customer_type": "New customer" })),
            ..Facts::default()
        },
        Facts {
            dispositions: free(
                json!({ "voicemail": true, "conversation": false, "current_customer": true }),
            ),
            lead_value: free(json!({ "customer_type": "not known whether new or existing" })),
            ..Facts::default()
        },
    ] {
        assert_eq!(told(&facts), [""; 0]);
    }
}

const TALK: &str = "Agent: Peak Dental, how can I help you? \
    Caller: Hi, my crown fell out again and nobody called me back, I am really disappointed. \
    Agent: I am sorry about that, let me look at the schedule. \
    Caller: I need an appointment this week. \
    Agent: We can see you on Tuesday at nine. \
    Caller: Okay. Bye.";

fn lines_of(facts: &Facts, claim: &Claim) -> Vec<String> {
    let lines = repair(&split(TALK), ["Peak Dental"], false).lines;
    let found = evidence(facts, &lines);
    let found = found.into_iter().find(|(other, _)| other == claim);
    let places = found.map(|(_, lines)| lines).unwrap_or_default();
    places
        .into_iter()
        .map(|at| lines[at].text.clone())
        .collect()
}

#[test]
fn lines_with_the_words_that_a_claim_hangs_on_stand_beside_it() {
    let mut facts = mood("negative", "negative", Some(false), None, "");
    facts.dispositions =
        free(json!({ "appointment": true, "conversation": true, "voicemail": false }));
    let overall = lines_of(&facts, &Claim::Overall);
    assert_eq!(overall.len(), 1, "{overall:?}");
    assert!(
        overall[0].contains("disappointed"),
        "what the caller says speaks of the caller's mood"
    );
    let appointment = lines_of(&facts, &Claim::Disposition("appointment".to_owned()));
    assert!(
        appointment
            .iter()
            .any(|line| line.contains("see you on Tuesday")),
        "{appointment:?}"
    );
    assert!(appointment.len() <= 3);
    assert_eq!(
        lines_of(&facts, &Claim::Disposition("conversation".to_owned())),
        [""; 0]
    );
    assert_eq!(
        lines_of(&facts, &Claim::Disposition("voicemail".to_owned())),
        [""; 0]
    );
}

#[test]
fn lines_that_the_reason_repeats_stand_beside_it() {
    let mut facts = mood("neutral", "neutral", None, None, "");
    facts.sentiment.view_of_business_reason =
        text("The caller said that the crown fell out and nobody returned the call.");
    let lines = lines_of(&facts, &Claim::ViewOfBusiness);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("crown"));
    facts.sentiment.view_of_business_reason = text("The caller was content.");
    assert_eq!(lines_of(&facts, &Claim::ViewOfBusiness), [""; 0]);
}
