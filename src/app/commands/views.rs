//! Views: questions under names.

use super::super::reader::Question;
use super::Commands;
use crate::call::View;
use crate::ui::model::Model;

impl Commands {
    pub(super) fn keep_view(&self, mut view: View, model: &mut Model) {
        model.search.keep_view(view.clone());
        if model.is_masked {
            view.name = self.events.masking.view_named(&view.name);
            view.question = self.events.masking.meant_typed(&view.question);
        }
        self.write(Question::KeepView(view));
    }

    pub(super) fn rename_view(&self, from: String, to: String, model: &mut Model) {
        model.search.rename_view(&from, &to);
        self.write(Question::RenameView(
            self.view_named(from),
            self.view_named(to),
        ));
    }

    pub(super) fn drop_view(&self, name: String, model: &mut Model) {
        model.search.drop_view(&name);
        self.write(Question::DropView(self.view_named(name)));
    }

    /// The name in the book of a view that is called so on the screen.
    fn view_named(&self, name: String) -> String {
        if self.events.masking.is_on() {
            self.events.masking.view_named(&name)
        } else {
            name
        }
    }
}
