//! Until when a link holds, where that stands in it: links into cloud stores are signed for an hour or a week.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::Url;

/// Names of what says when such a link was signed and for how many seconds it holds: Amazon, Google.
const SIGNED: [(&str, &str); 2] = [
    ("x-amz-date", "x-amz-expires"),
    ("x-goog-date", "x-goog-expires"),
];

/// The moment from which on a link does not hold any more.
pub(super) fn of(url: &Url) -> Option<Timestamp> {
    let value = |wanted: &str| {
        let mut pairs = url.query_pairs();
        let found = pairs.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.into_owned())
    };
    for (signed, holds) in SIGNED {
        if let (Some(signed), Some(holds)) = (value(signed), value(holds)) {
            let signed: Timestamp = signed.parse().ok()?;
            let holds = SignedDuration::try_from(Duration::from_secs(holds.parse().ok()?)).ok()?;
            return signed.checked_add(holds).ok();
        }
    }
    // Older links of both and CloudFront's, in seconds since 1970; Azure's with a date.
    let seconds = value("expires").and_then(|seconds| seconds.parse().ok());
    let date = || value("sig").and(value("se"))?.parse().ok();
    seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .or_else(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_cloud_stores_say_until_when_they_hold() {
        for (query, holds_until) in [
            (
                "X-Amz-Date=20260301T120000Z&X-Amz-Expires=3600&X-Amz-Signature=0",
                Some("2026-03-01T13:00:00Z"),
            ),
            (
                "X-Goog-Date=20260301T120000Z&X-Goog-Expires=604800",
                Some("2026-03-08T12:00:00Z"),
            ),
            (
                "Expires=1772366400&Signature=0",
                Some("2026-03-01T12:00:00Z"),
            ),
            (
                "se=2026-03-01T12%3A00%3A00Z&sig=0",
                Some("2026-03-01T12:00:00Z"),
            ),
            ("se=2026-03-01T12%3A00%3A00Z", None),
            ("X-Amz-Date=today&X-Amz-Expires=3600", None),
            (
                "X-Amz-Date=20260301T120000Z&X-Amz-Expires=18446744073709551615",
                None,
            ),
            ("expires=never", None),
            ("", None),
        ] {
            let url = Url::parse(&format!("https://example.com/a.mp3?{query}")).unwrap();
            let expected = holds_until.map(|until| until.parse().unwrap());
            assert_eq!(of(&url), expected, "{query}");
        }
    }
}
