//! What the player shows is told again when masking is switched.

use super::Hear;
use super::Wish;
use crate::ui::call_list::who;
use crate::ui::model::{Model, Sounds};

impl Hear {
    /// Has what was read out of recordings told again.
    pub fn tell_again(&self, model: &mut Model) {
        let heard = model.player.call.as_ref().map(|call| call.id);
        let calls = [model.calls.selected, heard];
        for call in calls.into_iter().flatten() {
            if model.sounds.of(call).is_some() {
                self.wish(Wish::TellAgain(call));
            }
        }
        model.sounds = Sounds::default();
    }

    /// Has the player tell whose call it plays as its row does.
    pub fn name(model: &mut Model) {
        if let Some(call) = &mut model.player.call
            && let Some(row) = model.calls.rows.get(&call.id)
        {
            call.who = who(row);
        }
    }
}
