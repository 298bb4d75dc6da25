//! The player goes with what is open: which call it shows while nothing plays, and what is known of its sound.

use std::sync::mpsc::SyncSender;
use std::time::Duration;

use super::{Hear, Wish};
use crate::app::recordings::{Before, link_in};
use crate::call::CallId;
use crate::call::sound::Parts;
use crate::recording::failure::Failure;
use crate::recording::player::{Snapshot, State};
use crate::ui::call_list::who;
use crate::ui::model::{Model, Opened};
use crate::ui::player::{HeardCall, Hearing, PlayerView, Trouble};

impl Hear {
    /// What became of a call's recording before.
    pub fn heard_before(&mut self, call: CallId, before: Before, model: &mut Model) {
        let is_shown = model
            .player
            .call
            .as_ref()
            .is_some_and(|shown| shown.id == call);
        if is_shown && self.loaded != Some(call) {
            self.parts = before.parts;
            model.player.at = before.at;
            model.player.is_kept = before.is_kept;
            self.show(model);
        }
    }

    /// The call that was in the player in another run is in it again, with nothing playing, beside the one that is open.
    pub fn go_back(&mut self, call: CallId, open: Option<CallId>, model: &mut Model) {
        self.followed = open;
        for id in open.into_iter().chain([call]) {
            self.wish(Wish::Look(id, false));
        }
        model.player.call = Some(HeardCall {
            id: call,
            who: String::new(),
        });
        model.player.state = Hearing::Ready;
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
        // The link mostly comes minutes after the call.
        let has_none = matches!(model.player.state, Hearing::NoRecording | Hearing::BadLink);
        if is_busy || !(is_same && has_none || is_new && !is_same) {
            return;
        }
        let (state, failure) = match link_in(&open.call.facts) {
            Some(Ok(_)) => (Hearing::Ready, None),
            Some(Err(failure)) => (Hearing::BadLink, Some(failure)),
            None => (Hearing::NoRecording, Some(Failure::NoLink)),
        };
        let trouble = failure.as_ref().map(Trouble::from);
        if is_same && state == model.player.state && trouble == model.player.trouble {
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
            state,
            trouble,
            goes_on: model.player.goes_on,
            skips_silence: model.player.skips_silence,
            ..PlayerView::default()
        };
    }

    /// What is known of a recording that nobody plays yet.
    pub(super) fn rest(model: &mut Model) {
        let player = &mut model.player;
        let heard = player
            .call
            .as_ref()
            .and_then(|call| model.sounds.of(call.id));
        let heard = heard.filter(|heard| heard.is_whole);
        player.length = heard.and_then(|heard| Duration::try_from_secs_f64(heard.length_secs).ok());
        player.is_stereo = heard.is_some_and(|heard| heard.outline.lanes.len() > 1);
    }
}
