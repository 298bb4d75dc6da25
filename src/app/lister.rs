//! Keeps and counts the person's keyword lists, on a thread and a connection of its own: a list is looked for in all
//! history.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use jiff::Zoned;

use super::Events;
use super::event::Event;
use crate::call::listing::{Asked, HeardList, KeywordLists};
use crate::call::name::key;
use crate::call::question::{Field, Filter, Question, Sort};
use crate::call::{KeywordList, WeekStart};
use crate::priority::behind;
use crate::store::{Store, StoreError};

/// How many wishes may wait.
const WISHES: usize = 32;

/// What is to become of a list.
#[derive(Debug)]
pub(super) enum Wish {
    /// Counts them all.
    Look,
    Keep(KeywordList),
    Rename(String, String),
    Drop(String),
}

/// Starts the thread; it ends when nobody can ask any more.
pub(super) fn start(data_dir: &Path, events: Events) -> std::io::Result<SyncSender<Wish>> {
    let (ask, wishes) = sync_channel(WISHES);
    let data_dir = data_dir.to_owned();
    thread::Builder::new()
        .name("lister".to_owned())
        .spawn(behind(move || run(&data_dir, &wishes, &events)))?;
    Ok(ask)
}

fn run(data_dir: &Path, wishes: &Receiver<Wish>, events: &Events) {
    while let Ok(wish) = wishes.recv() {
        let lists = events.frames.open_book(data_dir).and_then(|store| {
            carry_out(&store, wish)?;
            // What waits is done before all is counted once.
            for wish in wishes.try_iter() {
                carry_out(&store, wish)?;
            }
            heard(&store)
        });
        match lists {
            Ok(lists) => events.send(Event::KeywordLists(Arc::new(lists))),
            Err(error) => {
                log::error!("{error}");
                let text = error.to_string();
                events.send(Event::Notice { text, failed: true });
            }
        }
    }
}

fn carry_out(store: &Store, wish: Wish) -> Result<(), StoreError> {
    match wish {
        Wish::Look => Ok(()),
        Wish::Keep(list) => store.keep_keyword_list(&list),
        Wish::Rename(from, to) => store.rename_keyword_list(&from, &to).map(drop),
        Wish::Drop(name) => store.drop_keyword_list(&name).map(drop),
    }
}

fn heard(store: &Store) -> Result<KeywordLists, StoreError> {
    let now = Zoned::now();
    let asked = |question| Asked {
        question,
        sort: Sort::default(),
        now: now.clone(),
        week: WeekStart::default(),
    };
    let mut own = Vec::new();
    for list in store.keyword_lists()? {
        let question = Question::of(Filter::Field {
            field: Field::List,
            value: list.name.clone(),
        });
        let months = store.months(&asked(question))?;
        own.push(HeardList { list, months });
    }
    let facets = store.facets(&asked(Question::default()))?;
    let lists = facets
        .fields
        .into_iter()
        .find(|(field, _)| *field == Field::List);
    let mut senders = lists.map_or_else(Vec::new, |(_, values)| values);
    let is_own = |name: &str| own.iter().any(|one| key(&one.list.name) == key(name));
    senders.retain(|(name, _)| !is_own(name));
    Ok(KeywordLists { own, senders })
}
