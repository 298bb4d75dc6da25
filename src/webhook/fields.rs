//! One notification as facts of a call.
//!
//! Both dialects say the same things under names that differ in spelling and in place; one table of names
//! reads both. What truly differs, the clocks, is read in `v4` and `v5`.

use jiff::Timestamp;
use serde_json::Value;

use super::clocks::Clocks;
use super::notes::Notes;
use super::object::Object;
use super::{analysis, attribution, caller, custom, keywords, scalar, v4, v5};
use crate::call::{Dialect, EventKind, Facts, Said, Seconds};

/// What the envelope knows of a notification.
pub struct Context<'a> {
    pub dialect: Dialect,
    pub kind: EventKind,
    pub sent_at: Option<Timestamp>,
    /// `Properties.Organization`.
    pub organization_id: &'a Said<String>,
}

/// Reads the facts and the sender's id of the call.
pub fn read(object: &mut Object, notes: &mut Notes, context: &Context) -> (Option<i64>, Facts) {
    let vendor_id = vendor_id(object, notes);
    let mut facts = Facts {
        organization_id: object.id(notes, &["organizationid"]),
        tracking_number: object.id(notes, &["trackingnumber", "callednumber"]),
        caller_number: object.id(notes, &["callernumber"]),
        termination_number: object.id(notes, &["terminationnumber"]),
        answer_status: answer_status(object, notes),
        ring_count: object.read(
            notes,
            &["ringcount", "ringduration"],
            "a count",
            scalar::count,
        ),
        talk_secs: object.read(
            notes,
            &["callseconds", "callduration"],
            "a number",
            |value| scalar::amount(value).map(Seconds),
        ),
        do_not_call: object.read(notes, &["registereddnc"], "true or false", scalar::flag),
        ..Facts::default()
    };
    if !facts.organization_id.is_said() {
        facts.organization_id = context.organization_id.clone();
    }
    group(object, notes, &mut facts);
    times(object, notes, context, &mut facts);
    caller::read(object, notes, &mut facts);
    analysis::read(object, notes, &mut facts);
    attribution::read(object, notes, &mut facts);
    facts.keywords = keywords::read(object, notes, &mut facts.custom);
    custom::read(object, notes, &mut facts.custom);
    (vendor_id, facts)
}

fn vendor_id(object: &mut Object, notes: &mut Notes) -> Option<i64> {
    let reader = |value: &Value| scalar::whole(value).filter(|id| *id > 0);
    object
        .read(notes, &["telmetricsid", "id"], "a positive number", reader)
        .copied()
}

fn times(object: &mut Object, notes: &mut Notes, context: &Context, facts: &mut Facts) {
    let clocks = Clocks::read(object, context.sent_at, context.kind);
    facts.time_zone = clocks.zone_name();
    match context.dialect {
        Dialect::V4 => v4::times(object, notes, &clocks, facts),
        Dialect::V5 => v5::times(object, notes, &clocks, context.kind, facts),
    }
}

/// Words as sent. A code alone is put in words where it is documented; of others the digits stay.
fn answer_status(object: &mut Object, notes: &mut Notes) -> Said<String> {
    let words = object.text(notes, &["answerstatus"]);
    let code = object.text(notes, &["answerstatusid"]);
    match if words.is_said() { words } else { code } {
        Said::Value(code) if matches!(code.trim(), "1" | "1.0") => {
            Said::Value("answered".to_owned())
        }
        said => said,
    }
}

fn group(object: &mut Object, notes: &mut Notes, facts: &mut Facts) {
    facts.group.id = object.id(notes, &["groupid", "orggroupid"]);
    facts.group.name = object.text(notes, &["groupname", "orggroupname"]);
    facts.group.owner_id = object.id(notes, &["groupownerid"]);
    facts.group.owner_name = object.text(notes, &["groupownername"]);
}
