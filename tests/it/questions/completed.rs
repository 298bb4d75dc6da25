//! How a question could go on while it is typed.

use callbook::call::question::{Field, completions};

/// What the text would be with each way to go on; the cursor stands at the `|`.
fn complete(text: &str) -> Vec<String> {
    let cursor = text.find('|').unwrap();
    let text = text.replace('|', "");
    let values = |field: Field, typed: &str| {
        let known: &[&str] = match field {
            Field::Group => &["Google Ads", "Google Maps", "The \"best\""],
            Field::Source => &["google"],
            _ => &[],
        };
        let typed = typed.to_lowercase();
        let fits = |value: &&&str| value.to_lowercase().starts_with(&typed);
        known
            .iter()
            .filter(fits)
            .map(|value| (*value).to_owned())
            .collect()
    };
    completions(&text, cursor, &values)
        .into_iter()
        .map(|found| {
            let mut text = text.clone();
            text.replace_range(found.replaces, &found.text);
            text
        })
        .collect()
}

#[test]
fn names_values_and_times_are_offered() {
    assert_eq!(complete("patio fr|"), ["patio from:"]);
    assert_eq!(complete("gr|:ads"), ["group:ads"]);
    assert_eq!(complete("mis|"), ["is:missed "]);
    assert_eq!(
        complete("-is:v|"),
        ["-is:voicemail ", "-is:verified ", "-is:vendor-lead "]
    );
    assert_eq!(complete("has:|").len(), 6);
    assert_eq!(
        complete("group:goo|"),
        ["group:\"Google Ads\" ", "group:\"Google Maps\" "]
    );
    assert_eq!(
        complete("group:\"google m|\" patio"),
        ["group:\"Google Maps\"  patio"]
    );
    assert_eq!(
        complete("group:|").last().unwrap(),
        "group:\"The \\\"best\\\"\" "
    );
    assert_eq!(
        complete("during:\"last m|"),
        ["during:\"last month\" ", "during:\"last monday\" "]
    );
    assert_eq!(complete("stage:r|"), ["stage:ringing "]);
    assert_eq!(complete("xyz:|"), [""; 0]);
    assert_eq!(complete("\"in quotes fr|"), [""; 0]);
}

#[test]
fn an_empty_place_offers_all_filters() {
    let all = complete("|");
    assert_eq!(all.len(), 26);
    assert_eq!(complete("is:lead |").len(), 26);
    assert!(all.contains(&"disposition:".to_owned()));
}
