//! The header `ms-signature`.

use callbook::call::Signature;
use callbook::webhook::signature::{Secret, check, proof};

const SECRETS: [&str; 2] = [
    "a secret of ten words that nobody has guessed yet",
    "\u{fc}\u{1f511} ",
];

/// The first line and, where there is one, the second are headers; the rest is the body.
pub fn holds(data: &[u8]) {
    let secrets: Vec<Secret> = SECRETS
        .iter()
        .map(|secret| Secret::new(secret).unwrap())
        .collect();
    let mut parts = data.splitn(3, |byte| *byte == b'\n');
    let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
    let first = text(parts.next().unwrap_or_default());
    let second = parts.next().map(text).filter(|it| !it.is_empty());
    let body = parts.next().unwrap_or_default();

    let fits = |header: &str| {
        let digits = header
            .trim()
            .split_once('=')
            .map_or("", |(_, digits)| digits);
        let scheme = header
            .trim()
            .split_once('=')
            .map_or("", |(scheme, _)| scheme);
        secrets.iter().any(|secret| {
            let (_, expected) = secret
                .sign(body)
                .split_once('=')
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .unwrap();
            scheme.eq_ignore_ascii_case("sha256") && digits.eq_ignore_ascii_case(&expected)
        })
    };
    let expected = if fits(&first) {
        Signature::Valid
    } else {
        Signature::Invalid
    };
    assert_eq!(check(body, &[&first], &secrets), expected);
    assert_eq!(check(body, &[], &secrets), Signature::Missing);
    assert_eq!(check(body, &[&first], &[]), Signature::Unchecked);
    if let Some(second) = &second {
        assert_eq!(check(body, &[&first, second], &secrets), Signature::Invalid);
    }
    is_without_secrets(&first, second.as_deref(), body, &secrets);
    // As the sender writes it, in its own casing and in the other.
    for secret in &secrets {
        let signed = secret.sign(body);
        assert_eq!(check(body, &[&signed], &secrets), Signature::Valid);
        assert_eq!(
            check(body, &[&signed.to_lowercase()], &secrets),
            Signature::Valid
        );
    }
}

fn is_without_secrets(first: &str, second: Option<&str>, body: &[u8], secrets: &[Secret]) {
    let headers: Vec<&str> = std::iter::once(first).chain(second).collect();
    let proof = proof(body, &headers, secrets);
    assert_eq!(proof.received.len(), headers.len());
    for (tried, secret) in proof.tried.iter().zip(secrets) {
        let whole = secret.sign(body);
        assert!(tried.expected.len() < whole.len());
        assert!(!tried.expected.contains(secret.expose()));
    }
}
