//! The times of the fourth version: local ones in whole seconds, and beside them the monitor's in UTC.

use jiff::Timestamp;

use super::clocks::{self, Clocks, Stamp};
use super::notes::Notes;
use super::object::Object;
use crate::call::{Facts, Grade, Moment, Said};

/// A time of the call in both clocks.
struct Twice {
    local: Said<Stamp>,
    /// The monitor's, where it is believed: in one of the vendor's samples it is months off.
    monitor: Option<Timestamp>,
}

impl Twice {
    fn new(clocks: &Clocks, local: Said<Stamp>, monitor: &Said<Timestamp>) -> Self {
        let monitor = monitor.copied().filter(|monitor| {
            local
                .copied()
                .is_none_or(|local| clocks.believes(*monitor, local))
        });
        Self { local, monitor }
    }

    fn moment(self, clocks: &Clocks, anchor: Option<Timestamp>) -> Said<Moment> {
        match (self.monitor, self.local) {
            (Some(monitor), _) => Said::Value(Moment::new(monitor, Grade::Exact)),
            (None, Said::Value(local)) => clocks.settle(local, anchor).into(),
            (None, Said::Cleared) => Said::Cleared,
            (None, Said::Nothing) => Said::Nothing,
        }
    }
}

/// Reads start, answer and end.
pub fn times(object: &mut Object, notes: &mut Notes, clocks: &Clocks, facts: &mut Facts) {
    let called = clocks::utc(object, notes, &["calldate"]);
    let monitor_start = clocks::utc(object, notes, &["monitorstarttime"]);
    let monitor_end = clocks::utc(object, notes, &["monitorendtime"]);
    let start = clocks::wall(object, notes, &["starttime"]);
    let answer = clocks::wall(object, notes, &["answertime"]);
    let end = clocks::wall(object, notes, &["endtime"]);

    let measured = clocks
        .measured(&start, &monitor_start)
        .or_else(|| clocks.measured(&end, &monitor_end));
    let local = [&start, &answer, &end].into_iter().any(clocks::is_local);
    clocks.note_unknown(notes, local, measured.is_some());
    let clocks = measured.as_ref().unwrap_or(clocks);

    let start = Twice::new(clocks, start, &monitor_start);
    let end = Twice::new(clocks, end, &monitor_end);
    let anchor = called.copied().or(start.monitor).or(end.monitor);
    facts.started_at = match called {
        Said::Value(at) => Said::Value(Moment::new(at, Grade::Settled)),
        Said::Nothing | Said::Cleared => start.moment(clocks, anchor),
    };
    facts.answered_at = Twice {
        local: answer,
        monitor: None,
    }
    .moment(clocks, anchor);
    facts.ended_at = end.moment(clocks, anchor);
}
