//! Counts what stands beside and above the list of calls, on a thread and a connection of its own.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::Events;
use super::asker::Numbered;
use super::event::Event;
use super::newest::{Job, Newest};
use crate::call::listing::{Asked, Count, Facets, Histogram};
use crate::call::question::{Filter, Sort, parse_typing};
use crate::call::{View, view};
use crate::priority::behind;
use crate::store::{Store, StoreError};

/// Bars of the histogram at most.
const BINS: usize = 64;
/// The calls of a view are counted up to here.
const CAP: u64 = 1_000;
/// While the book changes: how long counts stand at least.
const REST: Duration = Duration::from_secs(2);
/// Counting again takes at most one part of so many of the time.
const SHARE: u32 = 10;

/// Starts the thread; it ends when it is told to.
pub(super) fn start(data_dir: &Path, events: Events) -> std::io::Result<Newest<Numbered>> {
    let newest = Newest::new(Numbered::all());
    let mut counting = Counting {
        data_dir: data_dir.to_owned(),
        newest: newest.clone(),
        events,
        rest: Instant::now(),
        switched: 0,
        facets: None,
        histogram: None,
        views: None,
    };
    thread::Builder::new()
        .name("counter".to_owned())
        .spawn(behind(move || counting.run()))?;
    Ok(newest)
}

struct Counting {
    data_dir: PathBuf,
    newest: Newest<Numbered>,
    events: Events,
    /// Until then a change of the book waits.
    rest: Instant,
    /// How often masking was switched when something was sent last.
    switched: u64,
    /// As sent last.
    facets: Option<(u64, Facets)>,
    histogram: Option<(u64, Histogram)>,
    views: Option<Vec<(View, Count)>>,
}

impl Counting {
    fn run(&mut self) {
        let mut store = None;
        let wait = self.events.frames.waiting();
        while let Some(job) = self.newest.next(self.rest, None) {
            wait();
            let start = Instant::now();
            if let Err(error) = self.count(&mut store, job) {
                if self.newest.is_outdated() {
                    continue;
                }
                log::error!("{error}");
                let text = error.to_string();
                self.events.send(Event::Notice { text, failed: true });
                store = None;
            }
            self.rest = Instant::now() + REST.max(start.elapsed() * SHARE);
        }
    }

    fn count(&mut self, store: &mut Option<Store>, job: Job<Numbered>) -> Result<(), StoreError> {
        if store.is_none() {
            let open = self.events.frames.open_book(&self.data_dir)?;
            self.newest.set_interrupter(open.interrupter());
            *store = Some(open);
        }
        let Some(store) = store else { return Ok(()) };
        let Numbered { number, mut asked } = job.wanted;
        asked.now = Zoned::now().with_time_zone(asked.now.time_zone().clone());
        let switched = self.events.masking.switched();
        if self.switched != switched {
            // What is the same is to be told anew.
            self.switched = switched;
            self.facets = None;
            self.views = None;
        }
        self.facets(store, number, &asked)?;
        if self.newest.is_outdated() {
            return Ok(());
        }
        self.histogram(store, number, &asked)?;
        self.views(store, &asked)
    }

    fn facets(&mut self, store: &Store, number: u64, asked: &Asked) -> Result<(), StoreError> {
        let counted = (number, store.facets(asked)?);
        if self.facets.as_ref() != Some(&counted) {
            self.facets = Some(counted.clone());
            self.events.send(Event::Facets(counted));
        }
        Ok(())
    }

    /// Counts calls over all time, so that a span of it can be chosen.
    fn histogram(&mut self, store: &Store, number: u64, asked: &Asked) -> Result<(), StoreError> {
        let is_time = |filter: &Filter| matches!(filter, Filter::When { .. });
        let asked = Asked {
            question: asked.question.without_where(is_time),
            ..asked.clone()
        };
        let counted = (number, store.histogram(&asked, BINS)?);
        if self.histogram.as_ref() != Some(&counted) {
            self.histogram = Some(counted.clone());
            self.events.send(Event::Histogram(counted));
        }
        Ok(())
    }

    fn views(&mut self, store: &Store, asked: &Asked) -> Result<(), StoreError> {
        let mut counted = Vec::new();
        for view in all_views(store)? {
            if self.newest.is_outdated() {
                return Ok(());
            }
            let asked = Asked {
                question: parse_typing(&view.question).question,
                sort: Sort::default(),
                now: asked.now.clone(),
                week: asked.week,
            };
            let count = store.count_calls(&asked, Some(CAP))?;
            counted.push((view, count));
        }
        if self.views.as_ref() != Some(&counted) {
            self.views = Some(counted.clone());
            self.events.send(Event::Views(counted));
        }
        Ok(())
    }
}

/// Those that are there from the start, then the person's own.
fn all_views(store: &Store) -> Result<Vec<View>, StoreError> {
    let mut views = view::built_in();
    views.extend(store.views()?);
    Ok(views)
}
