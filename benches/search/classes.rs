//! The classes of questions.

use callbook::call::listing::Asked;
use callbook::call::question::{
    Column, Compare, End, Field, Filter, Has, Is, Place, Question, Side, Sort, Span, Term, Text,
    When,
};
use callbook::store::{Store, StoreError};
use fastrand::Rng;
use jiff::civil::date;

use super::pool::Pool;

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

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    FirstPage,
    /// A page from a place on that is part of the calls, in thousandths.
    Jump,
    CappedCount,
    ExactCount,
    Facets,
    Histogram,
    All,
    Snippets,
}

pub struct Class {
    pub name: &'static str,
    pub ask: Ask,
    pub bar: Bar,
    /// Worth interrupting.
    pub is_slow: bool,
    pub questions: Vec<Asked>,
}

impl Ask {
    pub fn ask(self, store: &Store, asked: &Asked) {
        self.try_ask(store, asked).unwrap();
    }

    pub fn try_ask(self, store: &Store, asked: &Asked) -> Result<(), StoreError> {
        match self {
            Self::FirstPage => {
                let page = store.first_calls(asked, PAGE)?;
                store.call_rows(&page)?;
            }
            Self::Jump => {
                let page = store.calls_from_place(asked, depth(asked), PAGE)?;
                store.call_rows(&page)?;
            }
            Self::CappedCount => drop(store.count_calls(asked, Some(1_001))?),
            Self::ExactCount => drop(store.count_calls(asked, None)?),
            Self::Facets => drop(store.facets(asked)?),
            Self::Histogram => drop(store.histogram(asked, 120)?),
            Self::All => drop(store.find_calls(asked)?),
            Self::Snippets => {
                let page = store.first_calls(asked, PAGE)?;
                store.snippets(&asked.question, &page)?;
            }
        }
        Ok(())
    }
}

/// Where a jump leads: the minute of its clock says it, so that each question has a place of its own.
fn depth(asked: &Asked) -> usize {
    usize::try_from(asked.now.timestamp().as_second().rem_euclid(1_000_000)).unwrap()
}

pub fn classes(pool: &Pool, count: usize) -> Vec<Class> {
    use Ask::{All, CappedCount, ExactCount, Facets, FirstPage, Histogram, Snippets};
    let mut rng = Rng::with_seed(5);
    let mut classes = Vec::new();
    let mut class = |name, ask, bar, make: &mut dyn FnMut(&mut Rng) -> Vec<Filter>| {
        let questions = (0..count).map(|_| {
            let terms = make(&mut rng).into_iter().map(|filter| Term {
                is_excluded: false,
                filter,
            });
            Asked {
                question: Question {
                    terms: terms.collect(),
                },
                sort: Sort::default(),
                now: pool.now.clone(),
            }
        });
        let questions = questions.collect();
        classes.push(Class {
            name,
            ask,
            bar,
            questions,
            is_slow: matches!(ask, ExactCount | Facets),
        });
    };
    class("first page of all", FirstPage, PAGES, &mut |_| Vec::new());
    class("one filter", FirstPage, PAGES, &mut |rng| {
        vec![filter(pool, rng)]
    });
    class("two filters", FirstPage, PAGES, &mut |rng| {
        vec![filter(pool, rng), filter(pool, rng)]
    });
    class("part of a number", FirstPage, PAGES, &mut |rng| {
        vec![number(pool, rng)]
    });
    class("common word", FirstPage, PAGES, &mut |rng| {
        vec![word(pool.pick(rng, &pool.common))]
    });
    class("middling word", FirstPage, PAGES, &mut |rng| {
        vec![word(pool.pick(rng, &pool.middling))]
    });
    class("rare word", FirstPage, PAGES, &mut |rng| {
        vec![word(pool.pick(rng, &pool.rare))]
    });
    class("two words", FirstPage, PAGES, &mut |rng| {
        let other = if rng.bool() {
            &pool.common
        } else {
            &pool.middling
        };
        vec![
            word(pool.pick(rng, &pool.common)),
            word(pool.pick(rng, other)),
        ]
    });
    class("phrase of two words", FirstPage, PAGES, &mut |rng| {
        vec![phrase(&pool.phrase(rng, 2))]
    });
    class("phrase of three words", FirstPage, PAGES, &mut |rng| {
        vec![phrase(&pool.phrase(rng, 3))]
    });
    for (name, letters) in [
        ("1 letter", 1),
        ("2 letters", 2),
        ("3 letters", 3),
        ("4 letters", 4),
        ("5 letters", 5),
    ] {
        class(name, FirstPage, PAGES, &mut |rng| {
            let list = [&pool.common, &pool.middling, &pool.rare][rng.usize(..3)];
            let typed: String = pool.pick(rng, list).chars().take(letters).collect();
            vec![text(Text::Beginning(typed), Place::Anywhere)]
        });
    }
    class(
        "common word, filter and dates",
        FirstPage,
        PAGES,
        &mut |rng| {
            vec![
                word(pool.pick(rng, &pool.common)),
                filter(pool, rng),
                dates(rng),
            ]
        },
    );
    class(
        "common word and two filters",
        FirstPage,
        PAGES,
        &mut |rng| {
            vec![
                word(pool.pick(rng, &pool.common)),
                filter(pool, rng),
                filter(pool, rng),
            ]
        },
    );
    class("word of a speaker", FirstPage, PAGES, &mut |rng| {
        let list = [&pool.common, &pool.middling, &pool.rare][rng.usize(..3)];
        let place = [Place::AgentSaid, Place::CallerSaid, Place::Said][rng.usize(..3)];
        vec![text(
            Text::Beginning(pool.pick(rng, list).to_owned()),
            place,
        )]
    });
    class("page with snippets", Snippets, NONE, &mut |rng| {
        vec![word(pool.pick(rng, &pool.common))]
    });
    let mut mixed = |rng: &mut Rng| match rng.u8(..6) {
        0 => vec![word(pool.pick(rng, &pool.common))],
        1 => vec![filter(pool, rng)],
        2 => vec![filter(pool, rng), filter(pool, rng)],
        3 => vec![word(pool.pick(rng, &pool.common)), filter(pool, rng)],
        4 => vec![phrase(&pool.phrase(rng, 2))],
        _ => vec![word(pool.pick(rng, &pool.middling)), dates(rng)],
    };
    class("count, capped at 1,001", CappedCount, PAGES, &mut mixed);
    class("count, exact", ExactCount, COUNTS, &mut mixed);
    class("counts of all filters", Facets, COUNTS, &mut mixed);
    class("histogram", Histogram, COUNTS, &mut mixed);
    class("all ids", All, NONE, &mut mixed);
    jumps(pool, count, &mut classes);
    sorts(pool, count, &mut classes);
    classes
}

/// Pages of all calls at any depth.
fn jumps(pool: &Pool, count: usize, classes: &mut Vec<Class>) {
    let mut rng = Rng::with_seed(6);
    let mut questions = Vec::new();
    for _ in 0..count {
        let place = rng.i64(0..i64::try_from(pool.calls.min(1_000_000)).unwrap());
        let at = jiff::Timestamp::from_second(1_700_000_000 + place).unwrap();
        questions.push(Asked {
            question: Question::default(),
            sort: Sort::default(),
            now: at.to_zoned(pool.now.time_zone().clone()),
        });
    }
    let class = Class {
        name: "page after a jump",
        ask: Ask::Jump,
        bar: PAGES,
        is_slow: false,
        questions,
    };
    classes.insert(1, class);
}

/// All calls by each column.
fn sorts(pool: &Pool, count: usize, classes: &mut Vec<Class>) {
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
    let mut rng = Rng::with_seed(8);
    let questions = (0..count.min(40)).map(|at| {
        let column = columns[at % columns.len()];
        Asked {
            question: Question::default(),
            sort: Sort {
                column,
                is_descending: rng.bool(),
            },
            now: pool.now.clone(),
        }
    });
    let questions = questions.collect();
    classes.push(Class {
        name: "first page by another column",
        ask: Ask::FirstPage,
        bar: NONE,
        is_slow: true,
        questions,
    });
}

fn text(text: Text, place: Place) -> Filter {
    Filter::Text { text, place }
}

fn word(word: &str) -> Filter {
    text(Text::Phrase(word.to_owned()), Place::Anywhere)
}

fn phrase(words: &str) -> Filter {
    text(Text::Phrase(words.to_owned()), Place::Anywhere)
}

fn filter(pool: &Pool, rng: &mut Rng) -> Filter {
    match rng.u8(..10) {
        0..5 => {
            let (field, value) = &pool.values[rng.usize(..pool.values.len())];
            Filter::Field {
                field: *field,
                value: value.clone(),
            }
        }
        5..7 => {
            let kinds = [
                Is::Lead,
                Is::Voicemail,
                Is::Missed,
                Is::Answered,
                Is::Unverified,
                Is::DoNotCall,
                Is::Repeat,
            ];
            Filter::Is(kinds[rng.usize(..kinds.len())])
        }
        7 => Filter::Has([Has::Recording, Has::Summary, Has::Keywords, Has::Name][rng.usize(..4)]),
        8 => Filter::Lasts {
            span: [Span::Talk, Span::Wait][rng.usize(..2)],
            compare: [Compare::Over, Compare::Under][rng.usize(..2)],
            secs: f64::from(rng.u16(..200)),
        },
        _ => dates(rng),
    }
}

fn dates(rng: &mut Rng) -> Filter {
    let when = match rng.u8(..3) {
        0 => When::LastDays(rng.u16(1..400)),
        1 => When::Month {
            year: rng.i16(2024..2026),
            month: rng.i8(1..=12),
        },
        _ => When::Day(date(rng.i16(2024..2026), rng.i8(1..=12), rng.i8(1..=28))),
    };
    Filter::When {
        side: Side::During,
        when,
    }
}

fn number(pool: &Pool, rng: &mut Rng) -> Filter {
    let call = &pool.sample[rng.usize(..pool.sample.len())];
    let digits = call.from.as_deref().unwrap_or("9055802283");
    let length = rng.usize(3..=10);
    let at = rng.usize(..=10 - length);
    let digits = digits.chars().skip(at).take(length).collect();
    Filter::Number {
        end: [End::From, End::To, End::Either][rng.usize(..3)],
        digits,
    }
}

/// The questions as somebody asks them in SQL, for those classes that it can be asked in: a line each of the class, a
/// tab and the SQL.
pub fn as_sql(classes: &[Class]) -> String {
    let mut lines = String::new();
    for class in classes {
        for asked in &class.questions {
            if let Some(sql) = sql(class, asked) {
                lines.push_str(&format!("{}\t{sql}\n", class.name));
            }
        }
    }
    lines
}

fn sql(class: &Class, asked: &Asked) -> Option<String> {
    if asked.sort != Sort::default() {
        return None;
    }
    let mut conditions = Vec::new();
    for term in &asked.question.terms {
        conditions.push(condition(&term.filter, asked)?);
    }
    let filter = if conditions.is_empty() {
        "1".to_owned()
    } else {
        conditions.join(" AND ")
    };
    let page = format!("SELECT * FROM calls WHERE {filter} ORDER BY sort_at DESC LIMIT {PAGE}");
    match class.ask {
        Ask::FirstPage => Some(page),
        Ask::Jump => Some(format!("{page} OFFSET {}", depth(asked))),
        Ask::ExactCount => Some(format!("SELECT COUNT(*) FROM calls WHERE {filter}")),
        _ => None,
    }
}

fn condition(filter: &Filter, asked: &Asked) -> Option<String> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    Some(match filter {
        Filter::Text { text, place } => {
            let (Text::Beginning(typed) | Text::Phrase(typed)) = text;
            let open = if matches!(text, Text::Beginning(_)) {
                " *"
            } else {
                ""
            };
            let columns = match place {
                Place::Anywhere => "",
                Place::Said => "{agent caller unknown} : ",
                Place::AgentSaid => "{agent} : ",
                Place::CallerSaid => "{caller} : ",
            };
            let asked = quoted(&format!("{columns}\"{typed}\"{open}"));
            format!("time_key IN (SELECT rowid FROM words WHERE words MATCH {asked})")
        }
        Filter::Field { field, value } => {
            let column = match field {
                Field::Group => "group_name",
                Field::Source => "source",
                Field::Sentiment => "sentiment",
                Field::Stage => "stage",
                Field::TrackingNumber => "tracking_number",
                _ => return None,
            };
            format!("{column} = {}", quoted(value))
        }
        Filter::Is(Is::Lead) => "lead = 1".to_owned(),
        Filter::Is(Is::Voicemail) => "voicemail = 1".to_owned(),
        Filter::Is(Is::Answered) => "answered = 1".to_owned(),
        Filter::Is(Is::Missed) => "answered = 0".to_owned(),
        Filter::Is(Is::Unverified) => "verified = 0".to_owned(),
        Filter::Lasts {
            span,
            compare,
            secs,
        } => {
            let column = if *span == Span::Talk {
                "talk_secs"
            } else {
                "wait_secs"
            };
            let sign = if *compare == Compare::Over { ">" } else { "<" };
            format!("{column} {sign} {secs}")
        }
        Filter::When { side, when } => {
            let (from, until) = side.bounds(*when, &asked.now);
            format!(
                "sort_at >= {} AND sort_at < {}",
                from?.as_microsecond(),
                until?.as_microsecond()
            )
        }
        Filter::Number { digits, .. } => {
            format!("caller_key LIKE {}", quoted(&format!("%{digits}%")))
        }
        _ => return None,
    })
}
