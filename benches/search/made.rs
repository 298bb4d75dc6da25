//! Filters made of words and values that the book has.

use callbook::call::question::{Compare, End, Filter, Has, Is, Place, Side, Span, Text, When};
use fastrand::Rng;
use jiff::civil::date;

use super::pool::Pool;

fn word(list: &[String], rng: &mut Rng) -> String {
    list[rng.usize(..list.len())].clone()
}

fn phrase_of(words: String) -> Filter {
    Filter::Text {
        text: Text::Phrase(words),
        place: Place::Anywhere,
    }
}

pub fn common(pool: &Pool, rng: &mut Rng) -> Filter {
    phrase_of(word(&pool.common, rng))
}

pub fn middling(pool: &Pool, rng: &mut Rng) -> Filter {
    phrase_of(word(&pool.middling, rng))
}

pub fn rare(pool: &Pool, rng: &mut Rng) -> Filter {
    phrase_of(word(&pool.rare, rng))
}

fn any(pool: &Pool, rng: &mut Rng) -> String {
    word(
        [&pool.common, &pool.middling, &pool.rare][rng.usize(..3)],
        rng,
    )
}

pub fn any_word(pool: &Pool, rng: &mut Rng) -> Filter {
    phrase_of(any(pool, rng))
}

pub fn phrase(pool: &Pool, rng: &mut Rng, length: usize) -> Filter {
    phrase_of(pool.phrase(rng, length))
}

/// The first letters of a word.
pub fn beginning(pool: &Pool, rng: &mut Rng, letters: usize) -> Filter {
    Filter::Text {
        text: Text::Beginning(any(pool, rng).chars().take(letters).collect()),
        place: Place::Anywhere,
    }
}

pub fn said(pool: &Pool, rng: &mut Rng) -> Filter {
    Filter::Text {
        text: Text::Beginning(any(pool, rng)),
        place: [Place::AgentSaid, Place::CallerSaid, Place::Said][rng.usize(..3)],
    }
}

/// A bit of everything.
pub fn mixed(pool: &Pool, rng: &mut Rng) -> Vec<Filter> {
    match rng.u8(..6) {
        0 => vec![common(pool, rng)],
        1 => vec![filter(pool, rng)],
        2 => vec![filter(pool, rng), filter(pool, rng)],
        3 => vec![common(pool, rng), filter(pool, rng)],
        4 => vec![phrase(pool, rng, 2)],
        _ => vec![middling(pool, rng), dates(rng)],
    }
}

/// A filter of any kind.
pub fn filter(pool: &Pool, rng: &mut Rng) -> Filter {
    match rng.u8(..10) {
        0..5 => {
            let (field, value) = &pool.values[rng.usize(..pool.values.len())];
            Filter::Field {
                field: *field,
                value: value.clone(),
            }
        }
        5..7 => Filter::Is(KINDS[rng.usize(..KINDS.len())]),
        7 => Filter::Has(PARTS[rng.usize(..PARTS.len())]),
        8 => Filter::Lasts {
            span: [Span::Talk, Span::Wait][rng.usize(..2)],
            compare: [Compare::Over, Compare::Under][rng.usize(..2)],
            secs: f64::from(rng.u16(..200)),
        },
        _ => dates(rng),
    }
}

const KINDS: [Is; 10] = [
    Is::Lead,
    Is::Voicemail,
    Is::Missed,
    Is::Answered,
    Is::Verified,
    Is::Unverified,
    Is::Starred,
    Is::Reviewed,
    Is::DoNotCall,
    Is::Repeat,
];
const PARTS: [Has; 6] = [
    Has::Recording,
    Has::Transcript,
    Has::Summary,
    Has::Keywords,
    Has::Name,
    Has::Notes,
];

pub fn dates(rng: &mut Rng) -> Filter {
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

pub fn number(pool: &Pool, rng: &mut Rng) -> Filter {
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
