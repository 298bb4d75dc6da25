//! What is counted beside and above the calls of [`super::book`].

use callbook::call::listing::{Count, Facets, Histogram};
use callbook::call::question::{Field, Is};
use callbook::call::view::built_in;
use callbook::ui::model::{Numbered, Search};
use jiff::SignedDuration;

use super::book::at;

/// What is counted around the list.
pub fn counted() -> Search {
    let number = Some(0);
    let from = at("2024-12-30T00:00:00Z");
    let day = |days: i64| from + SignedDuration::from_hours(24 * days);
    let counts = (0_u64..60).map(|n| 3 + (n * 7 + n * n) % 11 * u64::from(n % 7 < 5));
    let value = |value: &str, count| (value.to_owned(), count);
    let counted = [318, 14, 3, 41, 6];
    Search {
        count: Count::Exactly(318),
        facets: Numbered {
            number,
            answer: Facets {
                others: Vec::new(),
                kinds: vec![
                    (Is::Answered, 301),
                    (Is::Missed, 17),
                    (Is::Lead, 41),
                    (Is::Voicemail, 9),
                ],
                fields: vec![
                    (
                        Field::Sentiment,
                        vec![value("neutral", 190), value("negative", 6)],
                    ),
                    (
                        Field::Source,
                        vec![
                            value("google", 120),
                            value("Bing Ads", 31),
                            value("Yellow pages", 12),
                            value("Home page", 9),
                            value("Direct", 4),
                            value("Spring mailer of the year 2025 to all households", 2),
                            value("Billboard north", 1),
                        ],
                    ),
                    (Field::TrackingNumber, vec![value("8332795145", 318)]),
                ],
            },
        },
        histogram: Numbered {
            number,
            answer: Histogram {
                edges: (0..=60).map(day).collect(),
                counts: counts.collect(),
            },
        },
        views: built_in()
            .into_iter()
            .zip(counted.map(Count::Exactly))
            .collect(),
        ..Search::default()
    }
}
