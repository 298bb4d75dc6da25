//! What a person enters: it counts in what is found, both words stay searchable, and nothing derived touches it.

use std::sync::atomic::AtomicBool;

use callbook::call::listing::Asked;
use callbook::call::question::{Field, Is, Sort, parse};
use callbook::call::{CallId, Entry, Mood, Note, Overrule, WeekStart};
use callbook::receiver::entering::enter;
use callbook::receiver::projector::reprocess;
use jiff::{SignedDuration, Timestamp};

use super::spoken::{Spoken, take};
use crate::made::{Book, MadeCall};

fn at(secs: i64) -> Timestamp {
    "2025-03-20T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(secs)
}

fn asked(typed: &str) -> Asked {
    Asked {
        question: parse(typed).unwrap(),
        sort: Sort::default(),
        now: at(0).to_zoned(jiff::tz::TimeZone::UTC),
        week: WeekStart::default(),
    }
}

/// The sender's ids of what is found.
fn found(book: &Book, typed: &str) -> Vec<i64> {
    let ids = book.store.find_calls(&asked(typed)).unwrap();
    let rows = book.store.call_rows(&ids).unwrap();
    rows.iter().filter_map(|row| row.vendor_id).collect()
}

fn id_of(book: &Book, vendor_id: i64) -> CallId {
    book.store.calls_with_vendor_id(vendor_id).unwrap()[0]
}

fn says(book: &Book, vendor_id: i64, entry: &Entry) {
    enter(&book.store, id_of(book, vendor_id), entry, at(0)).unwrap();
}

fn disposition(name: &str, value: Option<bool>) -> Entry {
    Entry::Overrule(Overrule::Disposition(name.to_owned(), value))
}

/// A lead and no lead, of both moods.
fn book() -> Book {
    let mut book = Book::new();
    take(
        &mut book,
        &[
            Spoken {
                lead: Some(true),
                sentiment: Some("positive"),
                ..Spoken::saying(1, 0, "Agent: Good morning. Caller: A patio door, please.")
            },
            Spoken {
                lead: Some(false),
                voicemail: Some(true),
                sentiment: Some("negative"),
                ..Spoken::saying(2, 60_000, "Agent: Leave a message.")
            },
        ],
    );
    book
}

#[test]
fn filters_follow_the_persons_word_and_the_senders_stays_searchable() {
    let book = book();
    says(&book, 1, &Entry::Overrule(Overrule::Lead(Some(false))));
    let mood = Entry::Overrule(Overrule::Sentiment(Some(Mood::Negative)));
    says(&book, 1, &mood);
    says(&book, 2, &disposition("voicemail", Some(false)));
    says(&book, 2, &disposition("Appointment", Some(true)));

    assert_eq!(found(&book, "is:lead"), [0; 0]);
    assert_eq!(found(&book, "is:vendor-lead"), [1]);
    assert_eq!(found(&book, "disposition:lead"), [0; 0]);
    assert_eq!(found(&book, "vendor-disposition:lead"), [1]);
    assert_eq!(found(&book, "sentiment:negative"), [2, 1]);
    assert_eq!(found(&book, "vendor-sentiment:positive"), [1]);
    assert_eq!(found(&book, "-sentiment:positive"), [2, 1]);
    assert_eq!(found(&book, "is:voicemail"), [0; 0]);
    assert_eq!(found(&book, "vendor-disposition:voicemail"), [2]);
    assert_eq!(found(&book, "disposition:appointment"), [2]);
    assert_eq!(found(&book, "vendor-disposition:appointment"), [0; 0]);
    assert_eq!(found(&book, "is:overruled"), [2, 1]);
    let rows = book.rows();
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row.lead, row.voicemail, row.sentiment.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (Some(false), Some(false), Some("negative")),
            (Some(false), None, Some("negative"))
        ]
    );

    says(&book, 1, &Entry::Overrule(Overrule::Lead(None)));
    says(&book, 1, &Entry::Overrule(Overrule::Sentiment(None)));
    assert_eq!(found(&book, "is:lead"), [1]);
    assert_eq!(found(&book, "sentiment:positive"), [1]);
    assert_eq!(found(&book, "is:overruled"), [2]);
}

#[test]
fn counts_beside_the_list_follow_the_persons_word() {
    let book = book();
    says(&book, 1, &Entry::Overrule(Overrule::Lead(Some(false))));
    let mood = Entry::Overrule(Overrule::Sentiment(Some(Mood::Neutral)));
    says(&book, 1, &mood);
    let facets = book.store.facets(&asked("")).unwrap();
    let of = |kind: Is| facets.kinds.iter().find(|(other, _)| *other == kind);
    assert_eq!(of(Is::Lead), Some(&(Is::Lead, 0)));
    assert_eq!(of(Is::Overruled), Some(&(Is::Overruled, 1)));
    let moods = facets
        .fields
        .iter()
        .find(|(field, _)| *field == Field::Sentiment);
    let mut moods = moods.unwrap().1.clone();
    moods.sort();
    assert_eq!(
        moods,
        [("negative".to_owned(), 1), ("neutral".to_owned(), 1)]
    );
}

#[test]
fn notes_are_searched_and_marked_until_they_are_dropped() {
    let book = book();
    let note = Note::new("Wants a discount on Tuesday".to_owned(), Some(4_200), at(1));
    says(&book, 1, &Entry::KeepNote(note.clone()));
    assert_eq!(found(&book, "has:notes"), [1]);
    assert_eq!(found(&book, "disco"), [1]);
    assert_eq!(found(&book, "\"discount on tuesday\""), [1]);
    assert_eq!(found(&book, "said:discount"), [0; 0]);
    let id = id_of(&book, 1);
    let question = parse("discount").unwrap();
    let snippets = book.store.snippets(&question, &[id]).unwrap();
    let snippet = &snippets[0].1;
    assert_eq!(&snippet.text[snippet.marks[0].clone()], "discount");

    let written = Note {
        text: "Came back happy".to_owned(),
        changed_at: at(9),
        ..note.clone()
    };
    says(&book, 1, &Entry::KeepNote(written.clone()));
    assert_eq!(found(&book, "discount"), [0; 0]);
    assert_eq!(found(&book, "happy"), [1]);
    assert_eq!(book.store.notes(id).unwrap(), [written]);
    says(&book, 1, &Entry::DropNote(note.id));
    assert_eq!(found(&book, "has:notes"), [0; 0]);
    assert_eq!(found(&book, "happy"), [0; 0]);
}

#[test]
fn notes_stand_in_the_order_of_the_recording() {
    let book = book();
    for (secs, at_ms) in [(1, None), (2, Some(9_000)), (3, Some(1_000)), (4, None)] {
        let note = Note::new(secs.to_string(), at_ms, at(secs));
        says(&book, 1, &Entry::KeepNote(note));
    }
    let notes = book.store.notes(id_of(&book, 1)).unwrap();
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["3", "2", "1", "4"]);
}

#[test]
fn the_search_by_speaker_follows_the_swap() {
    let book = book();
    assert_eq!(found(&book, "caller-said:patio"), [1]);
    says(&book, 1, &Entry::Swap(true));
    assert_eq!(found(&book, "caller-said:patio"), [0; 0]);
    assert_eq!(found(&book, "agent-said:patio"), [1]);
    assert_eq!(found(&book, "said:patio"), [1]);
    says(&book, 1, &Entry::Swap(false));
    assert_eq!(found(&book, "caller-said:patio"), [1]);
}

#[test]
fn every_entry_is_undone_by_what_it_says_undoes_it() {
    let book = book();
    let id = id_of(&book, 1);
    let note = Note::new("first".to_owned(), None, at(1));
    let again = Note {
        text: "second".to_owned(),
        at_ms: Some(7),
        ..note.clone()
    };
    let entries = [
        Entry::Swap(true),
        Entry::Overrule(Overrule::Lead(Some(false))),
        Entry::Overrule(Overrule::Sentiment(Some(Mood::Neutral))),
        disposition("lead", Some(true)),
        disposition("voicemail", Some(true)),
        Entry::KeepNote(note.clone()),
        Entry::KeepNote(again),
        Entry::DropNote(note.id),
    ];
    let mut undoing = Vec::new();
    let mut states = Vec::new();
    for entry in &entries {
        let entered = book.store.entered(id).unwrap();
        undoing.push(entered.undoing(entry).unwrap());
        states.push(entered);
        says(&book, 1, entry);
    }
    for (entry, before) in undoing.iter().zip(&states).rev() {
        says(&book, 1, entry);
        assert_eq!(&book.store.entered(id).unwrap(), before);
    }
    let entered = book.store.entered(id).unwrap();
    assert_eq!(entered.undoing(&Entry::Swap(false)), None);
    assert_eq!(entered.undoing(&Entry::DropNote(note.id)), None);
}

#[test]
fn reading_everything_again_touches_nothing_that_was_entered() {
    let mut book = book();
    says(&book, 1, &Entry::Overrule(Overrule::Lead(Some(false))));
    says(&book, 1, &Entry::Swap(true));
    let note = Note::new("discount".to_owned(), None, at(1));
    says(&book, 1, &Entry::KeepNote(note));
    let entered = book.store.entered(id_of(&book, 1)).unwrap();
    reprocess(&mut book.store, &AtomicBool::new(false), &mut |_, _| {}).unwrap();
    assert_eq!(book.store.entered(id_of(&book, 1)).unwrap(), entered);
    assert_eq!(found(&book, "is:lead"), [0; 0]);
    assert_eq!(
        found(&book, "agent-said:patio discount is:vendor-lead"),
        [1]
    );
}

#[test]
fn what_was_entered_about_two_calls_stays_when_they_turn_out_to_be_one() {
    let mut book = Book::new();
    book.take([&MadeCall::v4(7, 0).ended()]);
    let first = book.store.call_ids().unwrap()[0];
    book.take([&MadeCall::v5(7, 300_000).ended()]);
    let ids = book.store.calls_with_vendor_id(7).unwrap();
    let second = *ids.iter().find(|id| **id != first).unwrap();
    let note = |text: &str, secs| Entry::KeepNote(Note::new(text.to_owned(), None, at(secs)));
    let lead = |value| Entry::Overrule(Overrule::Lead(Some(value)));
    enter(&book.store, first, &note("one", 1), at(1)).unwrap();
    enter(&book.store, first, &lead(true), at(1)).unwrap();
    enter(&book.store, second, &note("two", 2), at(2)).unwrap();
    enter(&book.store, second, &lead(false), at(2)).unwrap();
    enter(
        &book.store,
        second,
        &disposition("abandon", Some(true)),
        at(2),
    )
    .unwrap();
    // A later word says that both started at the same time.
    book.take([&MadeCall::v5(7, 0).processed(500_000, "moved", "true")]);
    assert_eq!(book.store.call_ids().unwrap(), [first]);
    let entered = book.store.entered(first).unwrap();
    let texts: Vec<&str> = entered
        .notes
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(texts, ["one", "two"]);
    assert!(!entered.overrules.lead.unwrap().value, "the later word");
    assert_eq!(found(&book, "one two disposition:abandon -is:lead"), [7]);
    // Who still sees the other call writes about the one that it is.
    enter(&book.store, second, &lead(true), at(3)).unwrap();
    assert_eq!(found(&book, "is:lead"), [7]);
}
