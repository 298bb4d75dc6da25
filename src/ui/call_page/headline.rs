//! The call in one sentence: true words, nothing guessed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::call::{Group, Seconds, Stage, Waiting};
use crate::ui::model::{OpenCall, Times};
use crate::ui::words;

/// Who called: the name, else the number, else that it is not known.
pub fn title(open: &OpenCall) -> String {
    let facts = &open.call.facts;
    match (facts.caller.name.text(), facts.caller_number.text()) {
        (Some(name), _) => name.to_owned(),
        (None, Some(number)) => words::phone(number),
        (None, None) => "Unknown caller".to_owned(),
    }
}

/// What happened, such as `called your Google Ads number, waited 22 s, talked 30 s`.
pub fn sentence(open: &OpenCall, now: Timestamp) -> String {
    let called = dialled(open);
    let parts = match open.call.stage {
        Stage::Ringing => return ringing(open, now, &called),
        Stage::Ended | Stage::Complete => happened(open),
    };
    let verdict = match open.entered.overrules.is_lead(&open.call.facts) {
        Some(true) => "; a lead",
        Some(false) => "; no lead",
        None => "",
    };
    format!("called{called}, {}{verdict}", parts.join(", "))
}

/// True while the phone rings, as far as anyone knows: the words then change with time.
pub fn is_ringing(open: &OpenCall, now: Timestamp) -> bool {
    open.call.stage == Stage::Ringing && waiting(open, now) == Waiting::Rings
}

fn ringing(open: &OpenCall, now: Timestamp, called: &str) -> String {
    match waiting(open, now) {
        Waiting::Rings => {}
        Waiting::NoEndYet => return format!("called{called}, its end has not been sent yet"),
        Waiting::NoResult => return format!("called{called}, no result received"),
    }
    let started_at = open.call.facts.started_at.at();
    match started_at.map(|at| now.duration_since(at).as_secs_f64()) {
        Some(secs) if secs >= 1.0 => {
            let long = words::spoken_duration(Seconds(secs));
            format!("is calling{called}, ringing for {long}")
        }
        _ => format!("is calling{called}, ringing now"),
    }
}

fn waiting(open: &OpenCall, now: Timestamp) -> Waiting {
    let sent_at = open
        .call
        .events
        .iter()
        .filter_map(|event| event.sent_at)
        .max();
    Waiting::of(open.call.facts.started_at.at(), sent_at, now)
}

fn happened(open: &OpenCall) -> Vec<String> {
    let call = &open.call;
    let facts = &call.facts;
    let waited = call
        .wait_secs
        .map(|secs| format!("waited {}", words::spoken_duration(secs)));
    let talked = facts
        .talk_secs
        .copied()
        .filter(|talk| talk.0 > 0.0)
        .map(|secs| {
            let long = words::spoken_duration(secs);
            if open.entered.overrules.is_voicemail(facts) == Some(true) {
                format!("spoke to a voicemail for {long}")
            } else {
                format!("talked {long}")
            }
        });
    match call.answered {
        Some(true) => {
            let parts: Vec<String> = waited.into_iter().chain(talked).collect();
            if parts.is_empty() {
                vec!["was answered".to_owned()]
            } else {
                parts
            }
        }
        Some(false) => {
            let rang = match (facts.started_at.at(), facts.ended_at.at()) {
                (Some(from), Some(to)) if to > from => {
                    let rang = Seconds(to.duration_since(from).as_secs_f64());
                    Some(format!("rang {}", words::spoken_duration(rang)))
                }
                _ => None,
            };
            std::iter::once("was not answered".to_owned())
                .chain(rang)
                .collect()
        }
        None => std::iter::once("not known whether answered".to_owned())
            .chain(talked)
            .collect(),
    }
}

/// Which number was dialled: by the last part of the group's name, else by the number itself.
fn dialled(open: &OpenCall) -> String {
    let facts = &open.call.facts;
    let group = facts.group.name.text().map(Group::called);
    match (group, facts.tracking_number.text()) {
        (Some(group), _) => format!(" your {group} number"),
        (None, Some(number)) => format!(" your number {}", words::phone(number)),
        (None, None) => String::new(),
    }
}

/// A moment to the second on the clocks of the business, UTC and the viewer, each clock once.
pub fn clocks(at: Timestamp, business: Option<&str>, times: &Times) -> String {
    let told = |zone: &TimeZone| {
        let date = at.to_zoned(zone.clone()).strftime("%a %-d %b %Y");
        let time = words::second_of_day(at, zone, times.clock);
        format!("{date}, {time} {}", words::zone_name(at, zone))
    };
    let business = told(&words::zone(business));
    let (utc, own) = (told(&TimeZone::UTC), told(&times.own));
    let here = |clock: &str| if clock == own { ", here" } else { "" };
    let mut lines = vec![format!(
        "{business}, where the business is{}",
        here(&business)
    )];
    if utc != business {
        lines.push(format!("{utc}{}", here(&utc)));
    }
    if own != business && own != utc {
        lines.push(format!("{own}, here"));
    }
    lines.join("\n")
}
