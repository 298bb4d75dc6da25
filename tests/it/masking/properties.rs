//! What masking promises, over made names, numbers and texts.

use callbook::call::mask::Digits;
use callbook::call::{Known, Mask};
use proptest::prelude::*;

/// Names as no one would choose them: other scripts, signs, digits, words of every day.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{2,9}( [A-Z][a-z]{2,12}){0,3}",
        "[a-z]{3,12}",
        "\\PC{2,12}",
        "[A-Z]'[A-Z][a-z]{3,8}-[A-Z][a-z]{3,8}",
        "[\u{5d0}-\u{5ea}]{2,8} [\u{5d0}-\u{5ea}]{2,8}",
        "[\u{4e00}-\u{4eff}]{2,4}",
        "[A-Z][a-z]{3,8} [0-9]{1,3}",
        Just("Will May".to_owned()),
        Just("MARK KING".to_owned()),
    ]
    .prop_filter("codes and times name nobody", |name| {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let digits = name.chars().filter(char::is_ascii_digit).count();
        name.trim().chars().count() > 1 && letters > 0 && digits <= letters
    })
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{7}",
        "[0-9]{10}",
        "\\+1[2-9][0-9]{9}",
        "\\([0-9]{3}\\) [0-9]{3}-[0-9]{4}",
        "\\+[2-9][0-9]{10,13}",
        "[0-9]{3}\\.[0-9]{3}\\.[0-9]{4}",
    ]
}

proptest! {
    #[test]
    fn a_number_keeps_its_form_and_no_digit_of_its_country(number in number(), salt: u128) {
        let mask = Mask::new(salt);
        let masked = mask.number(&number);
        prop_assert_eq!(masked.len(), number.len());
        prop_assert_eq!(&masked, &mask.number(&number));
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let of_country = usize::from(digits == 11 && number.trim_start_matches('+').starts_with('1'));
        let pairs = number.chars().zip(masked.chars()).filter(|(real, _)| real.is_ascii_digit());
        for (real, invented) in pairs.skip(of_country) {
            prop_assert!(invented.is_ascii_digit() && real != invented, "{number} {masked}");
        }
    }

    #[test]
    fn a_name_is_not_left_in_its_mask(name in name(), salt: u128) {
        let mask = Mask::new(salt);
        let masked = mask.person(&name);
        prop_assert!(!masked.contains(name.trim()), "{name:?}: {masked:?}");
        prop_assert_eq!(&masked, &mask.person(&name));
        let masked = mask.business(&name);
        prop_assert!(!masked.contains(name.trim()), "{name:?}: {masked:?}");
    }

    #[test]
    fn neither_name_nor_number_is_left_in_what_is_said(
        name in name(), number in number(), before in "[a-z ]{0,12}", after in "[a-z ,.]{0,12}", salt: u128
    ) {
        let mut known = Known::new(Mask::new(salt));
        known.person(&name);
        let said = format!("{before} {name} {after}, that is {number}; yes, {name}!");
        let masked = known.text(&said, Digits::All);
        prop_assert!(!masked.contains(name.trim()), "{said:?}: {masked:?}");
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        prop_assert!(!digits(&masked).contains(&digits(&number)), "{said:?}: {masked:?}");
    }

    #[test]
    fn a_body_stays_what_it_is_but_for_what_is_masked(name in name(), number in number(), salt: u128) {
        let body = serde_json::json!({ "id": 7, "caller_number": number, "caller_details": { "name": name },
            "start_time": "2025-02-26T16:42:11", "tags": [{ "value": format!("of {name} at {number}") }] });
        let body = serde_json::to_string_pretty(&body).unwrap();
        let known = Known::of_body(Mask::new(salt), body.as_bytes());
        let masked = String::from_utf8(known.body(body.as_bytes())).unwrap();
        prop_assert!(!masked.contains(&number), "{masked}");
        let value: serde_json::Value = serde_json::from_str(&masked).unwrap();
        for place in [&value["caller_details"]["name"], &value["tags"][0]["value"]] {
            prop_assert!(!place.as_str().unwrap().contains(name.trim()), "{masked}");
        }
        prop_assert_eq!(&value["id"], 7);
        prop_assert_eq!(&value["start_time"], "2025-02-26T16:42:11");
        prop_assert_eq!(masked.lines().count(), body.lines().count());
    }

    #[test]
    fn nothing_makes_it_fail(body in "\\PC{0,80}", json in "[{}\\[\\]\":,0-9a-z\\\\ /*\n]{0,60}", salt: u128) {
        let known = Known::of_body(Mask::new(salt), json.as_bytes());
        known.body(body.as_bytes());
        known.body(json.as_bytes());
        known.text(&body, Digits::OfNumbers);
        known.mask().link(&body, &known);
        known.mask().address(&body);
    }
}
