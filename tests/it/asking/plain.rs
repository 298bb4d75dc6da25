//! A small book, and the plain scan that the database is held to.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use callbook::call::listing::Asked;
use callbook::call::question::{Is, Known, Question, Sort};
use callbook::call::{CallId, CallRow, Entry, Mood, Note, NoteId, Overrule, Searchable, WeekStart};
use callbook::receiver::entering::enter;
use callbook::receiver::projector::load_call;
use callbook::store::Store;
use jiff::Zoned;
use tempfile::TempDir;

use crate::generated;

/// A generated book that nobody changes.
pub struct Shared {
    dir: TempDir,
    pub calls: Vec<Plain>,
}

pub static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    generated::fill(dir.path(), 400, 3, &mut |_| {}).unwrap();
    let store = Store::open(dir.path()).unwrap();
    let ids = store.call_ids().unwrap();
    for id in ids.iter().step_by(7) {
        store.set_starred(*id, Some(now().timestamp())).unwrap();
    }
    for id in ids.iter().step_by(5) {
        store.set_reviewed(*id, Some(now().timestamp())).unwrap();
    }
    for (id, nth) in ids.iter().zip(0_i64..) {
        for entry in entries(nth) {
            enter(&store, *id, &entry, now().timestamp()).unwrap();
        }
    }
    while store.digest_blocks().unwrap() {}
    // A call of one block says something else since.
    let at = now().timestamp();
    let note = Note {
        id: NoteId(1_000),
        ..Note::new("call back about the patio door".to_owned(), None, at)
    };
    enter(&store, ids[100], &Entry::KeepNote(note), at).unwrap();
    let calls = scan(&store);
    Shared { dir, calls }
});

/// What a person enters about some of the calls.
fn entries(nth: i64) -> Vec<Entry> {
    let mood = Mood::ALL[usize::try_from(nth).unwrap() % 3];
    let note = Note {
        id: NoteId(nth),
        ..Note::new(
            "call back about the warranty".to_owned(),
            None,
            now().timestamp(),
        )
    };
    let all = [
        (
            nth % 4 == 0,
            Entry::Overrule(Overrule::Lead(Some(nth % 8 == 0))),
        ),
        (
            nth % 9 == 0,
            Entry::Overrule(Overrule::Sentiment(Some(mood))),
        ),
        (
            nth % 11 == 0,
            Entry::Overrule(Overrule::Disposition(
                "voicemail".to_owned(),
                Some(nth % 2 == 0),
            )),
        ),
        (nth % 6 == 0, Entry::KeepNote(note)),
        (nth % 13 == 0, Entry::Swap(true)),
    ];
    all.into_iter()
        .filter_map(|(does, entry)| does.then_some(entry))
        .collect()
}

impl Shared {
    pub fn store(&self) -> Store {
        Store::open(self.dir.path()).unwrap()
    }
}

/// A call, as it is looked at one by one.
pub struct Plain {
    pub row: CallRow,
    pub searchable: Searchable,
    pub is_repeat: bool,
}

impl Plain {
    pub fn matches(&self, question: &Question) -> bool {
        let verified = if self.row.verified {
            Is::Verified
        } else {
            Is::Unverified
        };
        let beside = [
            (self.row.starred, Is::Starred),
            (self.row.reviewed, Is::Reviewed),
            (self.is_repeat, Is::Repeat),
        ];
        let beside = beside
            .into_iter()
            .filter_map(|(holds, kind)| holds.then_some(kind));
        let known = Known {
            call: &self.searchable,
            beside: &beside.chain([verified]).collect(),
        };
        question.matches(&known, &[], &now(), WeekStart::default())
    }
}

/// All calls, newest first.
pub fn scan(store: &Store) -> Vec<Plain> {
    let mut seen = BTreeSet::new();
    let mut ids = store.call_ids().unwrap();
    ids.reverse();
    let mut calls: Vec<Plain> = store
        .call_rows(&ids)
        .unwrap()
        .into_iter()
        .map(|row| {
            let searchable = Searchable::of(
                &load_call(store, row.id).unwrap().unwrap(),
                &store.entered(row.id).unwrap(),
            );
            let from = searchable.from.clone();
            let is_repeat = from.is_some_and(|from| !seen.insert(from));
            Plain {
                row,
                searchable,
                is_repeat,
            }
        })
        .collect();
    calls.reverse();
    calls
}

/// The calls of an answer, newest first, those of one second in an order of their own.
pub fn expected(calls: &[Plain], question: &Question) -> Vec<(Reverse<i64>, CallId)> {
    let found = calls.iter().filter(|call| call.matches(question));
    let mut found: Vec<_> = found.map(|call| place(&call.row)).collect();
    found.sort_unstable();
    found
}

/// The same of what the store found, whose order is checked.
#[track_caller]
pub fn placed(store: &Store, ids: &[CallId]) -> Vec<(Reverse<i64>, CallId)> {
    let rows = store.call_rows(ids).unwrap();
    let mut found: Vec<_> = rows.iter().map(place).collect();
    assert!(found.is_sorted_by_key(|(second, _)| *second), "{found:?}");
    found.sort_unstable();
    found
}

fn place(row: &CallRow) -> (Reverse<i64>, CallId) {
    (Reverse(started(row)), row.id)
}

/// The second under which a call stands.
pub fn started(row: &CallRow) -> i64 {
    row.started_at.or(row.sent_at).unwrap().as_second()
}

pub fn now() -> Zoned {
    "2026-09-30T15:00[America/New_York]".parse().unwrap()
}

pub fn asked(question: Question) -> Asked {
    Asked {
        question,
        sort: Sort::default(),
        now: now(),
        week: WeekStart::default(),
    }
}
