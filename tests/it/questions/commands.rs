//! Questions, lists and views on the command line.

use std::fs;
use std::path::Path;

use callbook::call::question::filters::FILTERS;

use crate::book::{Book, page};

fn book() -> Book {
    let book = Book::new();
    book.run(["import", page().to_str().unwrap()]).ok();
    book
}

fn count(book: &Book, question: &str) -> usize {
    let counted = book.run(["calls", question, "--count"]).ok().stdout;
    let listed = book.run(["calls", question, "--json"]).json_lines().len();
    assert_eq!(counted.trim(), listed.to_string(), "{question}");
    listed
}

#[test]
fn calls_are_asked_for_as_in_the_window() {
    let book = book();
    let all = book.calls().len();
    assert_eq!(count(&book, ""), all);
    assert_eq!(
        count(&book, "from:9055802283"),
        count(&book, "(905) 580-2283")
    );
    let ted = count(&book, "\"ted robertson\"");
    assert!(0 < ted && ted < all, "{ted}");
    assert_eq!(count(&book, "-ted"), all - ted);
    // The group is “ABC Windows and Doors - Google Ads”.
    let google = count(&book, "group:\"Google Ads\"");
    assert!(0 < google && google < all, "{google}");
    let whole = "group:\"ABC Windows and Doors - Google Ads\"";
    assert_eq!(google, count(&book, whole));
    assert_eq!(count(&book, "group:Google"), 0);
    assert_eq!(count(&book, "city:töronto"), count(&book, "city:Toronto"));
    assert_eq!(count(&book, "is:missed during:\"last 7 days\""), 0);
    assert_eq!(
        count(&book, "-has:recording"),
        all - count(&book, "has:recording")
    );
    let limited = book
        .run(["calls", "ted", "--json", "--limit", "1"])
        .json_lines();
    assert_eq!(limited.len(), 1.min(ted));
    let table = book.run(["calls", "ted"]).ok().stdout;
    assert_eq!(table.lines().count(), ted + 1, "{table}");
    let by_talk = book
        .run(["calls", "--json", "--sort", "talk:asc"])
        .json_lines();
    let talks: Vec<f64> = by_talk
        .iter()
        .filter_map(|call| call["talk_secs"].as_f64())
        .collect();
    assert!(talks.is_sorted() && by_talk.len() == all, "{talks:?}");
}

#[test]
fn a_mistake_is_pointed_at() {
    let book = book();
    let done = book.run(["calls", "pätio 門 frm:905", "--json"]);
    assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
    let lines: Vec<&str> = done.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            "callbook: “frm:” is no filter: did you mean “from:”?",
            "  pätio 門 frm:905",
            "           ^^^^",
        ]
    );
    let odd = book.run(["calls", "\u{1b}[2J\u{202e} talk:>x"]);
    assert_eq!(odd.code, Some(2));
    assert!(!odd.stderr.contains(['\u{1b}', '\u{202e}']), "{odd:?}");
    assert_eq!(book.run(["calls", "--sort", "sideways"]).code, Some(2));
}

#[test]
fn the_help_and_the_readme_tell_of_every_filter() {
    let help = Book::new().run(["calls", "--help"]).ok().stdout;
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for entry in FILTERS {
        assert!(help.contains(entry.example), "{}: {help}", entry.name);
        assert!(
            readme.contains(&format!("{}:", entry.name)),
            "{}",
            entry.name
        );
    }
    assert!(help.contains("is:do-not-call") && help.contains("last 30 days"));
}

#[test]
fn lists_are_made_counted_and_removed() {
    let book = book();
    let made = book
        .run([
            "lists",
            "add",
            "Openings",
            "patio",
            "\"doors\"",
            "agent-said:window",
        ])
        .ok();
    assert!(made.stdout.starts_with("Openings: heard in "), "{made:?}");
    let listed = book.run(["lists", "show", "--json"]).json_lines();
    assert_eq!(listed[0]["name"], "Openings");
    assert_eq!(listed[0]["phrases"].as_array().unwrap().len(), 3);
    let calls = count(&book, "list:openings");
    assert!(calls > 0);
    assert_eq!(listed[0]["calls"], calls);
    let months = book
        .run(["lists", "count", "openings", "--json"])
        .json_lines();
    let sum: u64 = months
        .iter()
        .map(|month| month["calls"].as_u64().unwrap())
        .sum();
    assert_eq!(sum, calls as u64);
    assert!(
        book.run(["lists", "count", "openings"])
            .ok()
            .stdout
            .starts_with("MONTH")
    );

    let left = book.run(["lists", "remove", "openings", "patio"]).ok();
    assert!(left.stdout.contains("2 phrases"), "{left:?}");
    assert!(
        book.run(["lists", "remove", "openings", "patio"])
            .failed()
            .contains("patio")
    );
    book.run(["lists", "remove", "OPENINGS"]).ok();
    assert!(
        book.run(["lists", "show", "openings"])
            .failed()
            .contains("no keyword list")
    );
    let wrong = book.run(["lists", "add", "Openings", "two words"]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(
        book.run(["lists", "add", " … ", "patio"])
            .failed()
            .contains("letter")
    );
    assert!(book.run(["lists", "show"]).ok().stdout.lines().count() == 1);
}

#[test]
fn views_are_saved_and_asked() {
    let book = book();
    let shown = book.run(["views", "show", "--json"]).json_lines();
    assert_eq!(shown.len(), 5);
    assert_eq!(shown[2]["question"], "is:missed");
    book.run([
        "views",
        "save",
        "Teds",
        "ted",
        "--sort",
        "talk",
        "--columns",
        "caller,talk",
    ])
    .ok();
    let shown = book.run(["views", "show", "--json"]).json_lines();
    assert_eq!(shown[5]["columns"], serde_json::json!(["caller", "talk"]));
    assert_eq!(shown[5]["sort"], "talk:desc");
    let teds = book.run(["calls", "--view", "teds", "--json"]).json_lines();
    assert_eq!(teds.len(), count(&book, "ted"));
    let none = book
        .run(["calls", "-ted", "--view", "Teds", "--count"])
        .ok();
    assert_eq!(none.stdout, "0\n");
    assert_eq!(book.run(["views", "save", "Bad", "frm:1"]).code, Some(2));
    assert!(
        book.run(["views", "save", "missed", "ted"])
            .failed()
            .contains("from the start")
    );
    assert!(
        book.run(["views", "remove", "All"])
            .failed()
            .contains("from the start")
    );
    book.run(["views", "remove", "teds"]).ok();
    assert!(
        book.run(["calls", "--view", "teds"])
            .failed()
            .contains("no view")
    );
}

#[test]
fn show_tells_what_a_person_entered() {
    use callbook::call::{Entry, Mood, Note, Overrule};
    use callbook::receiver::entering::enter;
    use callbook::store::Store;

    let book = book();
    let store = Store::open(&book.dir()).unwrap();
    let id = store.call_ids().unwrap()[0];
    let now = "2025-03-20T12:00:00Z".parse().unwrap();
    let note = Note::new("Call back on Monday".to_owned(), Some(83_000), now);
    for entry in [
        Entry::Overrule(Overrule::Lead(Some(false))),
        Entry::Overrule(Overrule::Sentiment(Some(Mood::Neutral))),
        Entry::Overrule(Overrule::Disposition("no_agent".to_owned(), Some(true))),
        Entry::KeepNote(note),
    ] {
        enter(&store, id, &entry, now).unwrap();
    }
    let id = id.to_string();
    let text = book.run(["show", &id]).ok().stdout;
    for wanted in [
        "lead no",
        "sentiment neutral",
        "no agent yes",
        "about 1:23: Call back on Monday",
    ] {
        assert!(text.contains(wanted), "“{wanted}” is not in {text}");
    }
    let shown = &book.run(["show", &id, "--json"]).json_lines()[0];
    assert_eq!(shown["overruled"]["lead"], false);
    assert_eq!(shown["overruled"]["sentiment"], "neutral");
    assert_eq!(shown["overruled"]["dispositions"]["no_agent"], true);
    assert_eq!(shown["notes"][0]["text"], "Call back on Monday");
    assert_eq!(shown["notes"][0]["at_ms"], 83_000);
}
