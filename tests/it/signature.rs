//! `ms-signature` over the raw bytes.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use callbook::call::Signature;
use callbook::webhook::signature::{EmptySecret, Secret, check};

const PUBLISHED: &str = "123456789012345678901234567890123456789012345678";
const HEADER: &str = "sha256=DCDEB62502988CDEDE464AF6A97566D61288C446CFC46F74F341E11173FF30A1";

/// The body of the test vector in the sender's library: 239 bytes, CRLF line ends.
fn body() -> Vec<u8> {
    let lines = [
        "{",
        "  \"Id\": \"1234567890\",",
        "  \"Attempt\": 1,",
        "  \"Properties\": {",
        "    \"p1\": \"pv1\"",
        "  },",
        "  \"Notifications\": [",
        "    {",
        "      \"Action\": \"a1\",",
        "      \"d1\": \"dv1\"",
        "    },",
        "    {",
        "      \"Action\": \"a1\",",
        "      \"d2\": \"http://localhost\"",
        "    }",
        "  ]",
        "}",
    ];
    lines.join("\r\n").into_bytes()
}

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

#[test]
fn the_published_vector_is_signed_and_accepted() {
    let secret = secret(PUBLISHED);
    assert_eq!(body().len(), 239);
    assert_eq!(secret.sign(&body()), HEADER);
    assert_eq!(check(&body(), &[HEADER], &[secret]), Signature::Valid);
}

#[test]
fn casing_of_scheme_and_digits_does_not_matter() {
    let secrets = [secret("another"), secret(PUBLISHED)];
    let lower = HEADER.to_lowercase();
    let upper = HEADER.replace("sha256", "SHA256");
    for header in [
        lower.as_str(),
        upper.as_str(),
        " sha256=DCDEB62502988CDEDE464AF6A97566D61288C446CFC46F74F341E11173FF30A1 ",
    ] {
        assert_eq!(
            check(&body(), &[header], &secrets),
            Signature::Valid,
            "{header}"
        );
    }
}

#[test]
fn what_does_not_fit_is_invalid() {
    let secrets = [secret(PUBLISHED)];
    let mut other = body();
    other.push(b'\n');
    assert_eq!(
        check(&other, &[HEADER], &secrets),
        Signature::Invalid,
        "one more byte"
    );
    assert_eq!(
        check(&body(), &[HEADER], &[secret("1234")]),
        Signature::Invalid
    );
    let digits = &HEADER["sha256=".len()..];
    let short = &HEADER[..HEADER.len() - 2];
    let long = format!("{HEADER}00");
    let sha1 = format!("sha1={digits}");
    let not_hex = HEADER.replace("DCDE", "DCDÉ").replace("DC", "+C");
    for header in [
        "",
        "sha256=",
        digits,
        short,
        &long,
        &sha1,
        &not_hex,
        "sha256=é",
    ] {
        assert_eq!(
            check(&body(), &[header], &secrets),
            Signature::Invalid,
            "{header}"
        );
    }
}

#[test]
fn exactly_one_header_counts() {
    let secrets = [secret(PUBLISHED)];
    assert_eq!(check(&body(), &[], &secrets), Signature::Missing);
    assert_eq!(
        check(&body(), &[HEADER, HEADER], &secrets),
        Signature::Invalid
    );
}

#[test]
fn without_a_secret_nothing_is_checked() {
    assert_eq!(check(&body(), &[HEADER], &[]), Signature::Unchecked);
    assert_eq!(check(&body(), &[], &[]), Signature::Unchecked);
}

#[test]
fn a_secret_shows_only_its_fingerprint() {
    let secret = secret("Geheimnis-ü");
    let fingerprint = secret.fingerprint();
    assert_eq!(fingerprint.len(), 12);
    assert!(fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_ne!(
        fingerprint,
        Secret::new("Geheimnis-u").unwrap().fingerprint()
    );
    let debug = format!("{secret:?}");
    assert!(
        debug.contains(&fingerprint) && !debug.contains("Geheimnis"),
        "{debug}"
    );
    assert_eq!(secret.expose(), "Geheimnis-ü");
    assert_eq!(Secret::new("").unwrap_err(), EmptySecret);
    assert_eq!(Secret::new(" \n").unwrap_err(), EmptySecret);
}
