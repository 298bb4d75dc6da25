//! The parts of the page: what they say, what they hide, and what can be done.

use callbook::call::CallId;
use callbook::ui::Action;
use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::calls::{TRANSCRIPT, sample, text};
use super::{Page, read, tall};

fn press(harness: &mut Harness<'_, Page>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn assert_has(harness: &Harness<'_, Page>, wanted: &[&str]) {
    let words = read(harness);
    for wanted in wanted {
        assert!(words.contains(wanted), "“{wanted}” is not in {words}");
    }
}

#[test]
fn the_head_says_what_happened() {
    let harness = tall(sample());
    let title = harness.get_by_role_and_label(Role::Heading, "Ted Robertson");
    assert!(title.rect().top() < 40.0);
    assert_has(
        &harness,
        &[
            "called your Google Ads number, waited 22 s, talked 30 s",
            "Wed 26 Feb 2025, 4:42 PM Eastern",
            "Not a lead",
            "Appointment · confirming",
            "Existing customer",
            "Exterior · doors, windows",
        ],
    );
    assert!(harness.query_by_label("Unverified").is_none());
}

#[test]
fn the_time_is_told_on_other_clocks_too() {
    let mut harness = tall(sample());
    harness
        .get_by_label("Wed 26 Feb 2025, 4:42 PM Eastern")
        .hover();
    harness.run_steps(90);
    assert_has(
        &harness,
        &[
            "Wed 26 Feb 2025, 4:42:10 PM Eastern, where the business is",
            "Wed 26 Feb 2025, 9:42:10 PM UTC",
            ", here",
        ],
    );
}

#[test]
fn a_name_that_is_not_known_gives_way_to_the_number() {
    let mut open = sample();
    open.call.facts.caller.name = callbook::call::Said::Nothing;
    open.row.verified = false;
    let harness = tall(open);
    harness.get_by_role_and_label(Role::Heading, "(905) 580-2283");
    harness.get_by_label("Unverified");
}

#[test]
fn everything_that_was_said_is_on_the_page() {
    let mut harness = tall(sample());
    assert_has(
        &harness,
        &[
            "Timeline: 3 rings · 21.9 s, then talk 30 s",
            "(905) 580-2283 · Springfield IL",
            "2220 marine Drive, Springfield, IL 29293, US",
            "(833) 279-5145",
            "(905) 637-2483",
            "4 calls in this book",
            "ABC Windows and Doors - Google Ads",
            "4:42:32 PM",
            "Available, not redacted",
            "“did not have a substantial conversation”",
            "Other - misinterpretation of caller's sentiment",
            "Play “windows”, agent at 0:13",
            "1:05 (after the call’s end)",
            "Undetermined",
            "Scheduling discussed",
            "hours or location",
            "google / search",
            "3 min",
            "6 days after the call",
            "Google Paid",
            "jdue47dj6ydhi3y83h",
            "2386840770",
            "5aee13c2-1633-4ea6-bddb-145d355159df",
            "12349876",
            "1850736795.1741268356",
            "Home Services",
            "0042",
            "Lead intent",
            "Delivery: Call processed (CallProcessed), Wed 26 Feb 2025, 4:46 PM Eastern, Signed",
        ],
    );
    press(&mut harness, "Show identifiers: Call");
    assert_has(
        &harness,
        &[
            "2482086262",
            "5440",
            "15117797",
            "7187041",
            "43.4585, -79.6685",
            "America/New_York",
            "v5",
        ],
    );
}

#[test]
fn what_has_no_value_is_hidden_until_asked_for() {
    let mut harness = tall(sample());
    assert!(!read(&harness).contains("Age over 10 years"));
    press(
        &mut harness,
        "Show 3 more that say no or nothing: Lead value",
    );
    assert_has(&harness, &["Age over 10 years", "Service line"]);
    press(&mut harness, "Hide what says no or nothing: Lead value");
    assert!(!read(&harness).contains("Age over 10 years"));
}

#[test]
fn dispositions_that_do_not_apply_are_hidden_until_asked_for() {
    let mut harness = tall(sample());
    assert_has(&harness, &["Conversation", "Current customer"]);
    assert!(!read(&harness).contains("Telemarketer"));
    press(&mut harness, "Show all 13: Dispositions");
    assert_has(&harness, &["Telemarketer", "Conversation"]);
}

#[test]
fn the_transcript_can_be_read_as_sent() {
    let mut harness = tall(sample());
    assert!(
        harness
            .query_by_label("Okay. Thank you. Alright. Bye.")
            .is_some()
    );
    press(&mut harness, "Show the transcript as sent");
    assert!(harness.query_by_label(TRANSCRIPT).is_some());
    press(&mut harness, "Show the transcript by speaker");
    assert!(
        harness
            .query_by_label("Okay. Thank you. Alright. Bye.")
            .is_some()
    );
}

#[test]
fn the_buttons_wish() {
    let mut harness = tall(sample());
    for name in [
        "Star this call",
        "Mark reviewed",
        "Copy number (905) 580-2283",
        "Copy recording link",
    ] {
        press(&mut harness, name);
    }
    let link = "https://recordings.example/secret-2482086262.mp3";
    assert_eq!(
        harness.state().actions,
        [
            Action::Star(CallId(7), true),
            Action::Review(CallId(7), true),
            Action::CopyText("9055802283".to_owned()),
            Action::CopyText(link.to_owned()),
        ]
    );
    assert!(
        !read(&harness).contains("secret-2482086262"),
        "the link of the recording is shown"
    );
}

#[test]
fn a_reviewed_call_with_a_star_says_so() {
    let mut open = sample();
    (open.row.starred, open.row.reviewed) = (true, true);
    let mut harness = tall(open);
    press(&mut harness, "Remove the star");
    press(&mut harness, "Reviewed");
    assert_eq!(
        harness.state().actions,
        [
            Action::Star(CallId(7), false),
            Action::Review(CallId(7), false)
        ]
    );
}

#[test]
fn the_first_stop_of_the_keyboard_works() {
    let mut harness = tall(sample());
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(
        harness.state().actions.len(),
        1,
        "{:?}",
        harness.state().actions
    );
}

#[test]
fn an_address_is_opened_only_when_asked_to() {
    let mut harness = tall(sample());
    press(&mut harness, "Page: https://abcwindows.com/contact");
    assert!(harness.state().actions.is_empty());
    press(&mut harness, "Open in browser");
    assert_eq!(
        harness.state().actions,
        [Action::OpenUrl("https://abcwindows.com/contact".to_owned())]
    );
}

#[test]
fn what_is_no_web_address_is_never_opened() {
    let mut open = sample();
    open.call.facts.attribution.referrer_url = text("javascript:alert(1)");
    let mut harness = tall(open);
    press(&mut harness, "Came from: javascript:alert(1)");
    assert!(harness.query_by_label("Open in browser").is_none());
    press(&mut harness, "Copy address");
    assert_eq!(
        harness.state().actions,
        [Action::CopyText("javascript:alert(1)".to_owned())]
    );
}

#[test]
fn a_delivery_opens_to_its_headers_and_its_body() {
    let open = sample();
    let body = String::from_utf8(open.deliveries[1].body.clone()).unwrap();
    let mut harness = tall(open);
    harness
        .get_by_label_contains("Delivery: Call ended")
        .click();
    harness.run();
    assert_has(
        &harness,
        &[
            "from 127.0.0.1 to /",
            "ms-signature",
            "sha256=E82C",
            "\"Properties\": {",
            "      \"Action\": \"CallDetailsV5.CallPreprocessed\",",
        ],
    );
    press(&mut harness, "Copy the body as received");
    assert_eq!(harness.state().actions, [Action::CopyText(body)]);
}

#[test]
fn a_body_that_is_no_json_is_shown_as_it_came() {
    let mut open = sample();
    open.deliveries[0].body = b"caller=9055802283\r\nstatus=busy\x07 \xff".to_vec();
    open.deliveries[1].body =
        b"{\"a\":1,\"a\":null, // twice\n\"b\":[{},[]],\"s\":\"x\\\"{,}\"".to_vec();
    let mut harness = tall(open);
    for line in ["Delivery: Call started", "Delivery: Call ended"] {
        harness.get_by_label_contains(line).click();
        harness.run();
    }
    assert_has(
        &harness,
        &[
            "caller=9055802283\n",
            "status=busy\\x07 \\xFF",
            "  \"a\": 1,",
            "  \"a\": null,",
            "// twice",
            "    {},",
            "  \"s\": \"x\\\"{,}\"",
        ],
    );
}

#[test]
fn every_button_has_a_name() {
    let harness = tall(sample());
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        if node.role() == Role::Button {
            assert!(node.label().is_some_and(|label| !label.is_empty()));
        }
    }
}
