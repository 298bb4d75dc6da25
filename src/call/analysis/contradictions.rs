//! What in one analysis does not fit together.

use serde_json::Value;

use super::told::{Says, told};
use crate::call::verdict::flag;
use crate::call::{Facts, Free};

/// Two words of one analysis that cannot both be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    pub one: String,
    pub other: String,
}

/// The contradictions in an analysis, those of the mood first.
pub fn contradictions(facts: &Facts) -> Vec<Contradiction> {
    let mut found = of_mood(facts);
    found.extend(of_flags(facts));
    found.extend(of_pairs(&facts.dispositions));
    found.extend(of_customer(facts));
    found
}

/// A word on the mood, and where it stands.
struct Word {
    field: &'static str,
    says: Says,
    /// As it is told.
    text: String,
    /// A flag that is off may only mean that nothing was noticed.
    is_weak: bool,
}

fn of_mood(facts: &Facts) -> Vec<Contradiction> {
    let words = mood_words(facts);
    let mut found = Vec::new();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for (at, one) in words.iter().enumerate() {
        for other in &words[at + 1..] {
            let fields = (one.field, other.field);
            if one.field != other.field && disagree(one, other) && !pairs.contains(&fields) {
                pairs.push(fields);
                found.push(Contradiction {
                    one: one.text.clone(),
                    other: other.text.clone(),
                });
            }
        }
    }
    found
}

fn mood_words(facts: &Facts) -> Vec<Word> {
    let mood = &facts.sentiment;
    let mut words = Vec::new();
    for (field, label, said) in [
        ("overall", "Overall", &mood.overall),
        ("view", "View of the business", &mood.view_of_business),
    ] {
        let yes = match said.text().map(str::to_lowercase).as_deref() {
            Some("positive") => true,
            Some("negative") => false,
            _ => continue,
        };
        let word = if yes { "positive" } else { "negative" };
        words.push(Word {
            field,
            says: Says::Mood(yes),
            text: format!("{label}: {word}"),
            is_weak: false,
        });
    }
    let satisfied = mood.satisfied.copied().map(Says::Satisfied);
    let frustrated = mood.frustrated.copied().map(Says::Frustrated);
    for says in [satisfied, frustrated].into_iter().flatten() {
        let (field, label, yes) = match says {
            Says::Satisfied(yes) => ("satisfied", "Satisfied", yes),
            Says::Frustrated(yes) | Says::Mood(yes) => ("frustrated", "Frustrated", yes),
        };
        words.push(Word {
            field,
            says,
            text: format!("{label}: {}", yes_no(yes)),
            is_weak: !yes,
        });
    }
    for (field, label, said) in [
        (
            "reason",
            "Reason of the view",
            &mood.view_of_business_reason,
        ),
        ("mood summary", "Summary of the mood", &mood.summary),
        ("summary", "Summary of the call", &facts.summary),
    ] {
        for told in told(said.text().unwrap_or_default()) {
            words.push(Word {
                field,
                says: told.says,
                text: format!("{label}: “{}”", told.quote),
                is_weak: false,
            });
        }
    }
    words
}

/// True for words that cannot both be true of one person in one call.
fn disagree(one: &Word, other: &Word) -> bool {
    use Says::{Frustrated, Mood, Satisfied};
    match (one.says, other.says) {
        (Mood(one), Mood(other))
        | (Satisfied(one), Satisfied(other))
        | (Frustrated(one), Frustrated(other)) => one != other,
        (Mood(good), Satisfied(yes)) | (Satisfied(yes), Mood(good)) => {
            good != yes && !one.is_weak && !other.is_weak
        }
        (Mood(true) | Satisfied(true), Frustrated(true))
        | (Frustrated(true), Mood(true) | Satisfied(true)) => true,
        (Frustrated(_), _) | (_, Frustrated(_)) => false,
    }
}

/// What is asked, and where it is answered.
type Asked<'a> = (&'static str, Vec<(&'static str, Option<&'a Value>)>);

/// The same asked twice and answered differently.
fn of_flags(facts: &Facts) -> Vec<Contradiction> {
    let trend = |key: &str| {
        facts
            .custom
            .get("voice_trends")
            .and_then(|trends| trends.get(key))
    };
    let asked: [Asked<'_>; 3] = [
        (
            "lead",
            vec![
                ("Disposition", facts.dispositions.get("lead")),
                ("Lead outcome", facts.lead_outcome.get("lead")),
                ("Voice trends", trend("lead")),
            ],
        ),
        (
            "voicemail",
            vec![
                ("Disposition", facts.dispositions.get("voicemail")),
                ("Flag", facts.custom.get("voice_mail_detected")),
                ("Voice trends", trend("voice_mail")),
            ],
        ),
        (
            "appointment",
            vec![
                ("Disposition", facts.dispositions.get("appointment")),
                ("Lead outcome", facts.lead_outcome.get("appointment")),
            ],
        ),
    ];
    let mut found = Vec::new();
    for (name, answers) in asked {
        let answers: Vec<(&str, bool)> = answers
            .into_iter()
            .filter_map(|(place, value)| Some((place, flag(value)?)))
            .collect();
        let text = |(place, yes): (&str, bool)| format!("{place}, {name}: {}", yes_no(yes));
        let Some(first) = answers.first().copied() else {
            continue;
        };
        if let Some(other) = answers.iter().copied().find(|(_, yes)| *yes != first.1) {
            found.push(Contradiction {
                one: text(first),
                other: text(other),
            });
        }
    }
    found
}

/// Dispositions that exclude each other.
const EXCLUDE: [(&str, &str); 7] = [
    ("voicemail", "conversation"),
    ("no_agent", "conversation"),
    ("no_caller", "conversation"),
    ("abandon", "conversation"),
    ("abandon", "appointment"),
    ("new_customer", "current_customer"),
    ("telemarketer", "lead"),
];

fn of_pairs(dispositions: &Free) -> Vec<Contradiction> {
    let is_set = |name: &str| flag(dispositions.get(name)) == Some(true);
    let both = EXCLUDE
        .iter()
        .filter(|(one, other)| is_set(one) && is_set(other));
    let told = |name: &str| format!("Disposition: {}", name.replace('_', " "));
    both.map(|(one, other)| Contradiction {
        one: told(one),
        other: told(other),
    })
    .collect()
}

/// A customer cannot be known and new.
fn of_customer(facts: &Facts) -> Vec<Contradiction> {
    let Some(kind) = facts
        .lead_value
        .get("customer_type")
        .and_then(Value::as_str)
    else {
        return Vec::new();
    };
    let lower = kind.to_lowercase();
    let is_new = lower.split_whitespace().any(|word| word == "new");
    let is_known = ["existing", "current", "returning"]
        .iter()
        .any(|word| lower.contains(word));
    let against = match (is_new, is_known) {
        (true, false) => "current_customer",
        (false, true) => "new_customer",
        _ => return Vec::new(),
    };
    if flag(facts.dispositions.get(against)) != Some(true) {
        return Vec::new();
    }
    vec![Contradiction {
        one: format!("Disposition: {}", against.replace('_', " ")),
        other: format!("Lead value, customer type: {kind}"),
    }]
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
