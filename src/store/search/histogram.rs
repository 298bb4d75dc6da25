//! When the calls of an answer started.

use std::ops::ControlFlow;

use jiff::civil::Date;
use jiff::{Span, Timestamp, Unit, Zoned, ZonedRound};

use super::column::{Column, number_at};
use super::index::{key_of, second_of};
use super::plan::{Condition, Plan};
use super::view::View;
use super::walk::Direction;
use crate::call::WeekStart;
use crate::call::listing::{Asked, Histogram};
use crate::store::{Store, StoreError};

impl Store {
    /// How many calls of the answer started in each hour, day, week, month or year from the first to the last of
    /// them, whichever gives at most `bins`.
    pub fn histogram(&self, asked: &Asked, bins: usize) -> Result<Histogram, StoreError> {
        let seconds = self.seconds(asked)?;
        let (Some(first), Some(last)) = (seconds.first(), seconds.last()) else {
            return Ok(Histogram::default());
        };
        let edges = edges((*first, *last), asked, bins);
        let at = |edge: &Timestamp| {
            let second = second_of(key_of(edge.as_microsecond()));
            seconds.partition_point(|known| *known < second)
        };
        let places: Vec<usize> = edges.iter().map(at).collect();
        let counts = places.windows(2).map(|pair| (pair[1] - pair[0]) as u64);
        Ok(Histogram {
            counts: counts.collect(),
            edges,
        })
    }

    /// How many calls of the answer started in each month from the first to the last of them, by the first day of
    /// the month.
    pub fn months(&self, asked: &Asked) -> Result<Vec<(Date, u64)>, StoreError> {
        let mut months: Vec<(Date, u64)> = Vec::new();
        for second in self.seconds(asked)? {
            let at = Timestamp::from_second(second).unwrap_or(Timestamp::MIN);
            let month = at.to_zoned(asked.now.time_zone().clone()).date();
            let month = month.first_of_month();
            while let Some((last, _)) = months.last().filter(|(last, _)| *last < month) {
                let next = last.saturating_add(Span::new().months(1));
                months.push((next, 0));
            }
            match months.last_mut() {
                Some((_, count)) => *count += 1,
                None => months.push((month, 1)),
            }
        }
        Ok(months)
    }

    /// When the calls of the answer started, ascending.
    fn seconds(&self, asked: &Asked) -> Result<Vec<i64>, StoreError> {
        let _unchanged = self.begin_question()?;
        let plan = Plan::of(self, asked)?;
        let conditions: Vec<&Condition> = plan.conditions.iter().collect();
        let mut seconds: Vec<i64> = Vec::new();
        let mut each = |view: &mut View<'_>, mask: &[bool]| {
            let keys = view.column(Column::Key)?;
            let wanted = (0..mask.len()).filter(|at| mask[*at]);
            seconds.extend(wanted.map(|at| second_of(number_at(keys, at))));
            Ok(ControlFlow::Continue(()))
        };
        self.go_through(&plan, &conditions, Direction::OldestFirst, &mut each)?;
        self.go_on()?;
        Ok(seconds)
    }
}

/// Round moments from the one at or before the first second to the one after the last.
fn edges((first, last): (i64, i64), asked: &Asked, bins: usize) -> Vec<Timestamp> {
    let zoned = |second: i64| {
        let at = Timestamp::from_second(second).unwrap_or(Timestamp::MIN);
        at.to_zoned(asked.now.time_zone().clone())
    };
    let (first, last) = (zoned(first), zoned(last));
    let steps: [fn(i64) -> Span; 8] = [
        |n| Span::new().minutes(n),
        |n| Span::new().minutes(10 * n),
        |n| Span::new().hours(n),
        |n| Span::new().days(n),
        |n| Span::new().weeks(n),
        |n| Span::new().months(n),
        |n| Span::new().months(3 * n),
        |n| Span::new().years(n),
    ];
    let last_step = steps.len() - 1;
    for (which, step) in steps.iter().enumerate() {
        let Some(start) = round_down(&first, which, asked.week) else {
            continue;
        };
        let mut edges = vec![start.timestamp()];
        for n in 1.. {
            let Ok(edge) = start.checked_add(step(n)) else {
                break;
            };
            edges.push(edge.timestamp());
            if edge > last || edges.len() > bins && which < last_step {
                break;
            }
        }
        let reaches = edges.last().is_some_and(|edge| *edge > last.timestamp());
        if reaches && edges.len() <= bins + 1 || which == last_step {
            return edges;
        }
    }
    Vec::new()
}

/// The round moment at or before a time, for each kind of step.
fn round_down(at: &Zoned, step: usize, week: WeekStart) -> Option<Zoned> {
    let trunc = |unit, increment| {
        let round = ZonedRound::new().smallest(unit).increment(increment);
        at.round(round.mode(jiff::RoundMode::Trunc)).ok()
    };
    let midnight = |date: Date| date.to_zoned(at.time_zone().clone()).ok();
    let date = at.date();
    match step {
        0 => trunc(Unit::Minute, 1),
        1 => trunc(Unit::Minute, 10),
        2 => trunc(Unit::Hour, 1),
        3 => midnight(date),
        4 => {
            let before = week.days_before(date);
            midnight(date.checked_sub(Span::new().days(before)).ok()?)
        }
        5 => midnight(date.first_of_month()),
        6 => {
            let month = date.first_of_month().month();
            let since = i64::from((month - 1) % 3);
            midnight(
                date.first_of_month()
                    .checked_sub(Span::new().months(since))
                    .ok()?,
            )
        }
        _ => midnight(date.first_of_year()),
    }
}
