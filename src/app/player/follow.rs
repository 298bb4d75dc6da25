//! The player goes with what is open: which call it shows while nothing plays, and what is known of its sound.

use std::sync::mpsc::SyncSender;

use super::{Hear, Wish};
use crate::call::CallId;
use crate::call::sound::Parts;
use crate::recording::failure::Failure;
use crate::recording::player::{Snapshot, State};
use crate::ui::call_list::who;
use crate::ui::model::{Model, Opened};
use crate::ui::player::{HeardCall, Hearing, PlayerView, Trouble};

impl Hear {
    /// The parts of a call's recording that were heard before.
    pub fn heard_before(&mut self, call: CallId, parts: Parts, model: &mut Model) {
        let is_shown = model
            .player
            .call
            .as_ref()
            .is_some_and(|shown| shown.id == call);
        if is_shown && self.loaded != Some(call) {
            self.parts = parts;
            self.show(model);
        }
    }

    /// Where wishes are taken.
    pub fn wishes(&self) -> SyncSender<Wish> {
        self.wishes.clone()
    }

    /// A recording begins to come: of the call that is open or in the player, what is there is shown.
    pub fn comes(&self, call: CallId, model: &Model) {
        let is_open = matches!(&model.open_call, Opened::Ready(open) if open.call.id == call);
        let heard = model.player.call.as_ref();
        let is_known = model.sounds.of(call).is_some_and(|heard| heard.is_whole);
        if (is_open || heard.is_some_and(|heard| heard.id == call)) && !is_known {
            self.wish(Wish::Look(call, false));
        }
    }

    /// A call that is opened while nothing plays is the player's.
    pub(super) fn follow(&mut self, now: &Snapshot, model: &mut Model) {
        let Opened::Ready(open) = &model.open_call else {
            return;
        };
        let id = open.call.id;
        let is_new = self.followed.replace(id) != Some(id);
        let sound = model.sounds.of(id);
        if is_new {
            self.wish(Wish::Look(id, sound.is_some_and(|heard| heard.is_whole)));
        } else if let Some(heard) = sound
            && heard.revision != open.row.revision
            && self.looked.replace((id, open.row.revision)) != Some((id, open.row.revision))
        {
            self.wish(Wish::LookAgain(id));
        }
        let is_busy = self.is_coming || matches!(now.state, State::Playing | State::Waiting);
        let is_same = model.player.call.as_ref().is_some_and(|call| call.id == id);
        let has_recording = open.call.facts.recording_url.text().is_some();
        // The link mostly comes minutes after the call.
        let has_come = is_same && has_recording && model.player.state == Hearing::NoRecording;
        if is_busy || !(has_come || is_new && !is_same) {
            return;
        }
        self.leave();
        self.player.unload();
        self.loaded = None;
        self.loop_from = None;
        self.parts = Parts::default();
        self.skipped = None;
        model.player = PlayerView {
            call: Some(HeardCall {
                id: open.call.id,
                who: who(&open.row),
            }),
            state: if has_recording {
                Hearing::Ready
            } else {
                Hearing::NoRecording
            },
            trouble: (!has_recording).then(|| Trouble::from(&Failure::NoLink)),
            goes_on: model.player.goes_on,
            skips_silence: model.player.skips_silence,
            ..PlayerView::default()
        };
    }
}
