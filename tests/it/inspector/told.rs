//! What is remarkable in a delivery, and how its signature came out.

use callbook::call::delivery::WholeDelivery;
use callbook::call::{DeliveryId, Remark, RemarkKind, Signature};
use callbook::receiver::inspect::{proof, remarks};
use callbook::receiver::secrets::Secrets;
use callbook::webhook::signature::Secret;
use serde_json::{Value, json};

use crate::made::{Book, MadeCall};

/// A delivery with that body, stored.
fn stored(body: &[u8]) -> WholeDelivery {
    let mut book = Book::new();
    book.store(body);
    book.store.whole_delivery(DeliveryId(1)).unwrap().unwrap()
}

fn changed(body: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(body).unwrap();
    change(&mut value);
    value.to_string().into_bytes()
}

fn read_as(remarks: &[Remark], path: &str) -> Option<String> {
    remarks.iter().find_map(|remark| match &remark.kind {
        RemarkKind::ReadAs(clock) if remark.path == path => Some(clock.clone()),
        _ => None,
    })
}

#[test]
fn fields_that_nobody_knows_are_remarked_where_they_stand() {
    let body = changed(&MadeCall::v5(7, 0).ended(), |value| {
        value["Notifications"][0]["lead_intent"] = json!("high");
        value["Notifications"][0]["caller_details"] = json!({ "nickname": "Ted" });
    });
    let told = remarks(&stored(&body));
    let unseen: Vec<&str> = told
        .iter()
        .filter(|remark| remark.kind == RemarkKind::Unseen && remark.place == 0)
        .map(|remark| remark.path.as_str())
        .collect();
    assert!(unseen.contains(&"lead_intent"), "{told:?}");
    assert!(unseen.contains(&"caller_details.nickname"), "{told:?}");
    assert_eq!(unseen.len(), 2);
}

#[test]
fn times_without_a_zone_tell_by_which_clock_they_were_read() {
    let start = remarks(&stored(include_bytes!("../../fixtures/v5-start.json")));
    assert_eq!(read_as(&start, "start_time").as_deref(), Some("UTC"));
    let legacy = remarks(&stored(&MadeCall::v4(7, 0).ended()));
    assert_eq!(
        read_as(&legacy, "StartTime").as_deref(),
        Some("America/New_York")
    );
    assert_eq!(read_as(&legacy, "MonitorStartTime").as_deref(), Some("UTC"));
    let twins = remarks(&stored(include_bytes!("../../fixtures/v5-processed.json")));
    assert_eq!(read_as(&twins, "start_time"), None, "its twin says all");
    assert_eq!(remarks(&stored(b"{ not JSON")), []);
}

#[test]
fn a_signature_is_explained_without_any_secret() {
    let book = Book::new();
    let secrets = ["an old secret of the book", "the new secret of the book"];
    let typed = secrets.map(str::to_owned);
    let today = Secrets::open(book.dir.path(), &typed).unwrap();
    let today = today.today().unwrap();
    let body = MadeCall::v5(7, 0).ended();
    let signed = |by: &str| {
        let mut whole = stored(&body);
        let signature = Secret::new(by).unwrap().sign(&body);
        whole.headers.push(("MS-Signature".to_owned(), signature));
        whole
    };

    let good = proof(&today, &signed(secrets[1]));
    assert_eq!(good.bytes, body.len());
    assert_eq!(good.tried.len(), 2);
    assert_eq!(
        good.tried.iter().map(|one| one.fits).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(good.received, [good.tried[1].expected.clone()]);
    let fingerprint = Secret::new(secrets[1]).unwrap().fingerprint();
    assert_eq!(good.tried[1].fingerprint, fingerprint);

    let bad = proof(&today, &signed("a secret of someone else"));
    assert!(bad.tried.iter().all(|one| !one.fits));
    let whole = Secret::new(secrets[0]).unwrap().sign(&body);
    let digits = whole.strip_prefix("sha256=").unwrap();
    let short = format!("sha256={} … {}", &digits[..8], &digits[56..]);
    assert_eq!(bad.tried[0].expected, short);
    let told = format!("{good:?}{bad:?}");
    assert!(secrets.iter().all(|secret| !told.contains(secret)));
    assert!(!told.contains(digits), "a whole signature could be used");

    let mut odd = stored(&body);
    let long = format!("sha256={}", "z".repeat(4_000));
    odd.headers.push(("ms-signature".to_owned(), long));
    odd.headers.push(("ms-signature".to_owned(), String::new()));
    let odd = proof(&today, &odd);
    assert_eq!(odd.received.len(), 2);
    assert!(odd.received[0].chars().count() < 60);
    assert!(odd.tried.iter().all(|one| !one.fits));

    let nothing = proof(&today, &stored(&body));
    assert_eq!(nothing.received, [""; 0]);
    assert_eq!(
        Signature::Missing,
        today.check(&[], &body),
        "the check says the same"
    );
}
