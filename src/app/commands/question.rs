//! The question of the list of calls, and the clock on which its days are reckoned.

use jiff::Zoned;

use super::super::asker::Numbered;
use super::Commands;
use crate::call::listing::{Asked, Count};
use crate::call::question::{Sort, parse_typing};
use crate::ui::model::Model;

impl Commands {
    pub(super) fn sort(&mut self, sort: Sort, model: &mut Model) {
        let typed = std::mem::take(&mut model.search.typed);
        self.ask_for_calls(typed, sort, model);
    }

    /// Takes over what was typed, and has it answered when that asks for something else.
    pub(super) fn ask_for_calls(&mut self, typed: String, sort: Sort, model: &mut Model) {
        let question = parse_typing(&typed).question;
        let search = &mut model.search;
        search.typed = typed;
        if search.question == question && search.sort == sort {
            return;
        }
        search.sort = sort;
        search.question = question;
        self.seek(model);
    }

    /// Has the question answered, on the clock that is chosen now.
    fn seek(&mut self, model: &mut Model) {
        self.newest_question += 1;
        let number = self.newest_question;
        let search = &mut model.search;
        search.number = number;
        search.count = Count::Unknown;
        search.snippets.clear();
        self.calendar = model.calendar();
        let wanted = self.numbered(model);
        self.counter.want(wanted.clone());
        self.asker.want(wanted);
    }

    /// Where days or weeks are others now, has what speaks of them told anew.
    pub fn reckon(&mut self, model: &mut Model) {
        let calendar = model.calendar();
        if self.calendar != calendar {
            self.finder.set_week(calendar.week);
            self.seek(model);
        }
    }

    /// The question as its answers are numbered.
    pub(super) fn numbered(&self, model: &Model) -> Numbered {
        let search = &model.search;
        let asked = Asked {
            question: self.meant(&search.question),
            sort: search.sort,
            now: Zoned::now().with_time_zone(self.calendar.zone.clone()),
            week: self.calendar.week,
        };
        Numbered {
            number: search.number,
            asked,
        }
    }
}
