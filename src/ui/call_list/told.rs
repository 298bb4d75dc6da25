//! The words of the rows in view. They stay as long as a row is drawn: zones, dates and sentences take longer to work out
//! than a row takes to draw.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use jiff::Timestamp;

use super::glance;
use crate::call::{CallId, CallRow, Stage};
use crate::ui::model::Times;

/// What a row says, whatever was found in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub who: String,
    /// Where the call came from.
    pub origin: String,
    pub when: String,
    /// All of it in a sentence.
    pub sentence: String,
    /// What hovering adds where something is cut.
    pub in_full: String,
}

impl Told {
    fn of(row: &CallRow, times: &Times, now: Timestamp) -> Self {
        Self {
            who: glance::who(row),
            origin: glance::origin(row),
            when: glance::when(row, times, now),
            sentence: glance::sentence(row, times, now),
            in_full: glance::in_full(row, times),
        }
    }
}

/// What the rows say that were drawn last.
#[derive(Default)]
pub struct Tellings {
    times: Times,
    /// Days begin and end with a minute in every zone.
    minute: i64,
    rows: HashMap<CallId, Telling>,
}

struct Telling {
    row: Arc<CallRow>,
    told: Rc<Told>,
    is_drawn: bool,
}

impl Tellings {
    /// Begins a frame: what was not drawn in the last one is forgotten.
    pub(super) fn begin(&mut self, times: &Times, now: Timestamp) {
        let minute = now.as_second().div_euclid(60);
        if self.minute != minute || self.times != *times {
            *self = Self {
                times: times.clone(),
                minute,
                rows: HashMap::new(),
            };
        }
        self.rows
            .retain(|_, telling| std::mem::take(&mut telling.is_drawn));
    }

    /// What a row says at `now`, of the minute of this frame.
    pub(super) fn of(&mut self, row: &Arc<CallRow>, now: Timestamp) -> Rc<Told> {
        let known = self.rows.get_mut(&row.id);
        let known = known.filter(|known| Arc::ptr_eq(&known.row, row));
        if let Some(known) = known {
            known.is_drawn = true;
            return Rc::clone(&known.told);
        }
        let told = Rc::new(Told::of(row, &self.times, now));
        // What is said of one that rings changes with each second.
        if row.stage != Stage::Ringing {
            let telling = Telling {
                row: Arc::clone(row),
                told: Rc::clone(&told),
                is_drawn: true,
            };
            self.rows.insert(row.id, telling);
        }
        told
    }
}
