//! Decoding deliveries: the vendor's samples, and what else may come.

use callbook::webhook::{decode, samples::samples};

const PAGE: &[u8] = include_bytes!("../fixtures/call-webhooks.txt");

#[test]
fn dump() {
    for sample in samples(PAGE).unwrap() {
        println!(
            "--- line {} path {:?} headers {:?}",
            sample.line,
            sample.path,
            sample.headers.len()
        );
        let reading = decode(&sample.body, Some("application/json"));
        println!(
            "{:?} {:?} {:?}",
            reading.actions, reading.attempt, reading.reason
        );
        for (_, event) in reading.events {
            println!(
                "{:?} {:?} {:?} sent {:?}\nwarnings {:?}\nunseen {:?}",
                event.dialect,
                event.kind,
                event.vendor_id,
                event.sent_at,
                event.warnings,
                event.unseen
            );
            let f = &event.facts;
            println!(
                "{:?}\n{:?}\n{:?} {:?} {:?}",
                f.caller, f.group, f.started_at, f.answered_at, f.ended_at
            );
            for free in [
                &f.dispositions,
                &f.lead_outcome,
                &f.lead_value,
                &f.topics,
                &f.custom,
                &f.extra,
            ] {
                println!("  {}", serde_json::to_string(free).unwrap());
            }
            println!("{}", serde_json::to_string(&f.attribution).unwrap());
            println!("{}", serde_json::to_string(&f.keywords).unwrap());
            println!(
                "{:?} {:?} {:?} {:?}",
                f.answer_status, f.time_zone, f.talk_secs, f.ring_count
            );
        }
    }
}
