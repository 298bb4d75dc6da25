//! Words and values that calls of the book have, to make questions of.

use std::collections::{BTreeMap, BTreeSet};

use callbook::call::listing::{Asked, Count};
use callbook::call::question::{Field, Place, Question, Sort, words};
use callbook::call::{CallId, Searchable, WeekStart};
use callbook::receiver::projector::load_call;
use callbook::store::Store;
use fastrand::Rng;
use jiff::Zoned;

/// How many calls are looked at.
const SAMPLE: usize = 3_000;

pub struct Pool {
    /// All calls, newest first.
    pub ids: Vec<CallId>,
    pub now: Zoned,
    pub sample: Vec<Searchable>,
    /// In more than one call of ten; in one of two hundred; in few.
    pub common: Vec<String>,
    pub middling: Vec<String>,
    pub rare: Vec<String>,
    /// Values by field, each as often as calls have it.
    pub values: Vec<(Field, String)>,
}

impl Pool {
    pub fn of(store: &Store, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let now: Zoned = "2026-09-30T15:00[America/New_York]".parse().unwrap();
        let everything = Asked {
            question: Question::default(),
            sort: Sort::default(),
            now: now.clone(),
            week: WeekStart::default(),
        };
        let ids = store.find_calls(&everything).unwrap();
        assert_eq!(
            store.count_calls(&everything, None).unwrap(),
            Count::Exactly(ids.len() as u64)
        );
        let picked: BTreeSet<CallId> = (0..SAMPLE).map(|_| ids[rng.usize(..ids.len())]).collect();
        let sample: Vec<Searchable> = picked
            .into_iter()
            .map(|id| {
                Searchable::of(
                    &load_call(store, id).unwrap().unwrap(),
                    &store.entered(id).unwrap(),
                )
            })
            .collect();
        let mut in_calls: BTreeMap<String, usize> = BTreeMap::new();
        for call in &sample {
            let said = call.texts.of(Place::Said);
            let words: BTreeSet<String> = said.into_iter().flat_map(words::list).collect();
            for word in words {
                *in_calls.entry(word).or_default() += 1;
            }
        }
        let with = |least: usize, most: usize| {
            let fits = in_calls
                .iter()
                .filter(|(_, calls)| (least..=most).contains(*calls));
            fits.map(|(word, _)| word.clone()).collect::<Vec<_>>()
        };
        let total = sample.len();
        let fields = sample.iter().flat_map(|call| call.fields.clone());
        Self {
            ids,
            now,
            common: with(total / 10, total),
            middling: with(total / 300, total / 100),
            rare: with(1, 2),
            values: fields.collect(),
            sample,
        }
    }

    /// Words that were said one after the other.
    pub fn phrase(&self, rng: &mut Rng, length: usize) -> String {
        loop {
            let call = &self.sample[rng.usize(..self.sample.len())];
            let said = words::list(if rng.bool() {
                &call.texts.agent
            } else {
                &call.texts.caller
            });
            if said.len() > length {
                let at = rng.usize(..said.len() - length);
                return said[at..at + length].join(" ");
            }
        }
    }
}
