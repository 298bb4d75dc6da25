//! The classes of questions.

use callbook::call::listing::Asked;
use callbook::call::question::{Column, Filter, Question, Sort, Term};
use callbook::call::{CallId, WeekStart};
use callbook::store::{Store, StoreError};
use fastrand::Rng;

use super::made::{
    any_word, beginning, common, dates, filter, middling, mixed, number, phrase, rare, said,
};
use super::pool::Pool;
use super::{p50, p99};

/// Lines of a page.
pub const PAGE: usize = 100;

/// What is aimed for, in milliseconds.
#[derive(Clone, Copy)]
pub struct Bar {
    pub p50: f64,
    pub p99: f64,
}

const PAGES: Bar = Bar {
    p50: 5.0,
    p99: 50.0,
};
const COUNTS: Bar = Bar {
    p50: 300.0,
    p99: 300.0,
};
const NONE: Bar = Bar {
    p50: f64::INFINITY,
    p99: f64::INFINITY,
};

impl Bar {
    pub fn is_met(self, times: &[f64]) -> bool {
        p50(times) <= self.p50 && p99(times) <= self.p99
    }

    /// In words; none where nothing is aimed for.
    pub fn verdict(self, times: &[f64]) -> &'static str {
        match (self.p99.is_finite(), self.is_met(times)) {
            (false, _) => "",
            (true, true) => "met",
            (true, false) => "MISSED",
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Page,
    /// A page of which all ids are known: what the window asks for after a jump.
    Rows,
    CappedCount,
    ExactCount,
    Facets,
    Histogram,
    All,
    Snippets,
    /// A page, how many calls there are in all, and the counts of all filters.
    Window,
}

pub struct Class {
    pub name: &'static str,
    pub ask: Ask,
    pub bar: Bar,
    pub questions: Vec<Posed>,
}

/// A question.
pub struct Posed {
    pub asked: Asked,
    /// Where its page begins.
    pub place: usize,
    /// The calls of the page, where they are known already.
    pub ids: Vec<CallId>,
}

impl Ask {
    pub fn ask(self, store: &Store, posed: &Posed) {
        self.try_ask(store, posed).unwrap();
    }

    pub fn try_ask(self, store: &Store, posed: &Posed) -> Result<(), StoreError> {
        let Posed { asked, place, ids } = posed;
        match self {
            Self::Rows => drop(store.call_rows(ids)?),
            Self::Page => {
                let page = store.calls_from_place(asked, *place, PAGE)?;
                store.call_rows(&page)?;
            }
            Self::CappedCount => drop(store.count_calls(asked, Some(1_001))?),
            Self::ExactCount => drop(store.count_calls(asked, None)?),
            Self::Facets => drop(store.facets(asked)?),
            Self::Histogram => drop(store.histogram(asked, 120)?),
            Self::All => drop(store.find_calls(asked)?),
            Self::Window => {
                for part in [Self::Page, Self::ExactCount, Self::Facets] {
                    part.try_ask(store, posed)?;
                }
            }
            Self::Snippets => {
                let page = store.first_calls(asked, PAGE)?;
                store.snippets(&asked.question, &page)?;
            }
        }
        Ok(())
    }
}

type Make = fn(&Pool, &mut Rng) -> Vec<Filter>;

const CLASSES: [(&str, Ask, Bar, Make); 24] = [
    ("first page of all", Ask::Page, PAGES, |_, _| Vec::new()),
    ("one filter", Ask::Page, PAGES, |pool, rng| {
        vec![filter(pool, rng)]
    }),
    ("two filters", Ask::Page, PAGES, |pool, rng| {
        vec![filter(pool, rng), filter(pool, rng)]
    }),
    ("part of a number", Ask::Page, PAGES, |pool, rng| {
        vec![number(pool, rng)]
    }),
    ("common word", Ask::Page, PAGES, |pool, rng| {
        vec![common(pool, rng)]
    }),
    ("middling word", Ask::Page, PAGES, |pool, rng| {
        vec![middling(pool, rng)]
    }),
    ("rare word", Ask::Page, PAGES, |pool, rng| {
        vec![rare(pool, rng)]
    }),
    ("two common words", Ask::Page, PAGES, |pool, rng| {
        vec![common(pool, rng), common(pool, rng)]
    }),
    ("common and middling word", Ask::Page, PAGES, |pool, rng| {
        vec![common(pool, rng), middling(pool, rng)]
    }),
    ("phrase of two words", Ask::Page, PAGES, |pool, rng| {
        vec![phrase(pool, rng, 2)]
    }),
    ("phrase of three words", Ask::Page, PAGES, |pool, rng| {
        vec![phrase(pool, rng, 3)]
    }),
    ("1 letter", Ask::Page, PAGES, |pool, rng| {
        vec![beginning(pool, rng, 1)]
    }),
    ("2 letters", Ask::Page, PAGES, |pool, rng| {
        vec![beginning(pool, rng, 2)]
    }),
    ("3 letters", Ask::Page, PAGES, |pool, rng| {
        vec![beginning(pool, rng, 3)]
    }),
    ("4 letters", Ask::Page, PAGES, |pool, rng| {
        vec![beginning(pool, rng, 4)]
    }),
    ("5 letters", Ask::Page, PAGES, |pool, rng| {
        vec![beginning(pool, rng, 5)]
    }),
    ("word, filter and dates", Ask::Page, PAGES, |pool, rng| {
        vec![any_word(pool, rng), filter(pool, rng), dates(rng)]
    }),
    (
        "common word and two filters",
        Ask::Page,
        PAGES,
        |pool, rng| vec![common(pool, rng), filter(pool, rng), filter(pool, rng)],
    ),
    ("word of a speaker", Ask::Page, PAGES, |pool, rng| {
        vec![said(pool, rng)]
    }),
    ("count, capped at 1,001", Ask::CappedCount, PAGES, mixed),
    ("count, exact", Ask::ExactCount, COUNTS, mixed),
    ("counts of all filters", Ask::Facets, COUNTS, mixed),
    ("histogram", Ask::Histogram, COUNTS, mixed),
    ("all ids", Ask::All, NONE, mixed),
];

pub fn classes(pool: &Pool, count: usize) -> Vec<Class> {
    let mut rng = Rng::with_seed(5);
    let mut classes = Vec::new();
    for (name, ask, bar, make) in CLASSES {
        let questions = (0..count).map(|_| posed(pool, make(pool, &mut rng), Sort::default(), 0));
        classes.push(Class {
            name,
            ask,
            bar,
            questions: questions.collect(),
        });
    }
    let jumps = |rng: &mut Rng| {
        let place = rng.usize(..pool.ids.len());
        let until = pool.ids.len().min(place + PAGE);
        Posed {
            ids: pool.ids[place..until].to_vec(),
            ..posed(pool, Vec::new(), Sort::default(), place)
        }
    };
    for (name, ask) in [
        ("rows after a jump", Ask::Rows),
        ("page by place after a jump", Ask::Page),
    ] {
        classes.push(Class {
            name,
            ask,
            bar: PAGES,
            questions: (0..count).map(|_| jumps(&mut rng)).collect(),
        });
    }
    classes.push(Class {
        name: "word without a filter and a word",
        ask: Ask::Page,
        bar: PAGES,
        questions: (0..count).map(|_| without(pool, &mut rng)).collect(),
    });
    classes.push(Class {
        name: "page with snippets",
        ask: Ask::Snippets,
        bar: NONE,
        questions: (0..count)
            .map(|_| posed(pool, vec![common(pool, &mut rng)], Sort::default(), 0))
            .collect(),
    });
    classes.push(Class {
        name: "first page by another column",
        ask: Ask::Page,
        bar: NONE,
        questions: sorts()
            .map(|sort| posed(pool, Vec::new(), sort, 0))
            .collect(),
    });
    classes
}

fn posed(pool: &Pool, filters: Vec<Filter>, sort: Sort, place: usize) -> Posed {
    let term = |filter| Term {
        is_excluded: false,
        filter,
    };
    let terms = filters.into_iter().map(term).collect();
    Posed {
        asked: Asked {
            question: Question { terms },
            sort,
            now: pool.now.clone(),
            week: WeekStart::default(),
        },
        place,
        ids: Vec::new(),
    }
}

/// Calls that say a word, but neither another one nor pass a filter.
fn without(pool: &Pool, rng: &mut Rng) -> Posed {
    let filters = vec![any_word(pool, rng), filter(pool, rng), any_word(pool, rng)];
    let mut posed = posed(pool, filters, Sort::default(), 0);
    for term in &mut posed.asked.question.terms[1..] {
        term.is_excluded = true;
    }
    posed
}

/// Each column both ways.
fn sorts() -> impl Iterator<Item = Sort> {
    let columns = [
        Column::Caller,
        Column::Number,
        Column::Place,
        Column::Dialled,
        Column::Source,
        Column::Wait,
        Column::Talk,
        Column::Sentiment,
        Column::Lead,
        Column::Stage,
    ];
    columns.into_iter().flat_map(|column| {
        [true, false].map(|is_descending| Sort {
            column,
            is_descending,
        })
    })
}
