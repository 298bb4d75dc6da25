//! Going back to where the person was, and keeping where they are.

use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::super::reader::Question;
use super::super::whereabouts::{Keeper, Whereabouts};
use super::Commands;
use crate::ui::ViewState;
use crate::ui::model::Model;

impl Commands {
    /// Goes where the person was.
    pub fn go_back(
        &mut self,
        kept: Whereabouts,
        model: &mut Model,
        view: &mut ViewState,
        ctx: &Context,
    ) {
        let masking = &self.events.masking;
        let asked = if masking.is_on() {
            masking.typed(&kept.asked)
        } else {
            kept.asked.clone()
        };
        for action in kept.actions(asked) {
            self.act(action, model, None, ctx);
        }
        if let Some((heard, open)) = kept.heard() {
            self.hear.go_back(heard, open, model);
            self.read_heard_row(model);
        }
        view.arrange(&kept.arranged());
        view.scroll_back(kept.scrolled());
        view.go_on_with(kept.half_typed());
        self.whereabouts = Keeper::of(kept);
    }

    /// Notes where the person is, and has it kept when they stay there.
    pub fn keep_whereabouts(&mut self, model: &Model, view: &ViewState, ctx: &Context) {
        self.whereabouts.now.look(model, view, ctx);
        match self.whereabouts.due_in(Instant::now()) {
            Some(Duration::ZERO) => self.write_whereabouts(),
            Some(rest) => ctx.request_repaint_after(rest),
            None => {}
        }
    }

    /// Has it kept at once. What is asked in masked values is kept in real ones.
    pub(super) fn write_whereabouts(&mut self) {
        let masking = &self.events.masking;
        let meant = |asked: &str| {
            if masking.is_on() {
                masking.meant_typed(asked)
            } else {
                asked.to_owned()
            }
        };
        if let Some(text) = self.whereabouts.unwritten(meant)
            && self.ask(Question::Whereabouts(text)).is_ok()
        {
            self.whereabouts.written();
        }
    }
}
