//! Switching the masking, and what of the model is masked when it is shown.

use std::sync::Arc;

use crate::call::question::parse_typing;
use crate::call::{CallId, Entry, EntryId, SubtitleFile};
use crate::ui::model::{Model, Opened, ReceiverStatus, ResendState};

use super::super::event::Event;
use super::super::lister::Wish;
use super::super::player::Hear;
use super::super::reader::Question;
use super::Commands;

/// What is told once and shown masked or not.
#[derive(Default)]
pub(in crate::app) struct Unmasked {
    pub receiver: ReceiverStatus,
    pub exposure: Option<String>,
    pub trouble: Option<String>,
    pub secret_path: Option<String>,
}

impl Commands {
    /// True where masking is as it was at this switching.
    pub fn masks_as_at(&self, switched: u64) -> bool {
        self.events.masking.switched() == switched
    }

    /// Shows invented names, or real ones again: everything is read again, nothing real stays meanwhile.
    pub(super) fn set_masked(&mut self, on: bool, model: &mut Model) {
        if model.is_masked == on {
            return;
        }
        model.is_masked = on;
        self.events.masking.switch(on);
        std::mem::swap(&mut self.changes, &mut self.other_changes);
        model.undoable = self.changes.words();
        self.write(Question::Masked(on));
        self.ask_in_other_words(model);
        self.show_unmasked(model);
        self.forget(model);
        self.read_again(model);
    }

    /// What was typed asks for the same calls, in masked values or in real ones.
    fn ask_in_other_words(&self, model: &mut Model) {
        let masking = &self.events.masking;
        let search = &mut model.search;
        search.typed = if model.is_masked {
            masking.typed(&search.typed)
        } else {
            masking.meant_typed(&search.typed)
        };
        search.question = parse_typing(&search.typed).question;
        for (view, _) in &mut search.views {
            let (name, question) = (&mut view.name, &mut view.question);
            if model.is_masked {
                masking.view(view);
            } else {
                *name = masking.view_named(name);
                *question = masking.meant_typed(question);
            }
        }
    }

    /// Takes out of the model what is as it was.
    fn forget(&mut self, model: &mut Model) {
        model.calls.rows.clear();
        model.search.snippets.clear();
        if model.keyword_lists.take().is_some() {
            self.lists(Wish::Look);
        }
        model.search.facets = crate::ui::model::Numbered::default();
        let deliveries = &mut model.deliveries;
        deliveries.rows.clear();
        deliveries.in_short.clear();
        self.asked_deliveries.clear();
        // Real words are not to be seen among masked ones, and masked ones find nothing among real ones.
        if !model.deliveries.search.is_empty() {
            self.find_deliveries(model.deliveries.filter, String::new(), model);
        }
        // Requests are masked as they stand: the list keeps its place.
        self.requests_again(model);
        if let Some(call) = &mut model.player.call {
            call.who.clear();
        }
        if model.is_masked {
            model.notices.retell_failures(|text| self.words(text));
        }
        if let Some(resending) = &mut model.resending {
            resending.state = self.resent(std::mem::take(&mut resending.state));
        }
    }

    fn requests_again(&self, model: &mut Model) {
        let deliveries = &mut model.deliveries;
        let latest = deliveries
            .paused
            .as_mut()
            .and_then(|paused| paused.latest.as_mut());
        for entries in [Some(&mut deliveries.entries), latest]
            .into_iter()
            .flatten()
        {
            let newest = self.desk.requests.newest();
            let wanted = newest
                .into_iter()
                .filter(|one| entries.requests.contains_key(&one.id));
            let shown = wanted.map(|one| (one.id, self.events.masking.request(&one)));
            entries.requests = Arc::new(shown.collect());
        }
    }

    fn read_again(&mut self, model: &mut Model) {
        self.hear.tell_again(model);
        self.read_heard_row(model);
        if let (Some(id), true) = (
            model.calls.selected,
            !matches!(model.open_call, Opened::Nothing),
        ) {
            model.open_call = Opened::Loading;
            self.open_call(id, model);
        }
        model.open_delivery = Opened::Nothing;
        model.open_request = None;
        match model.deliveries.selected {
            Some(EntryId::Delivery(id)) => self.open_delivery(id, model),
            Some(EntryId::Request(id)) => self.open_request(id, model),
            None => {}
        }
        self.finder.look();
        self.counter.want(self.numbered(model));
    }

    /// Has everything told again, and the row of the call in the player.
    pub fn read_heard_row(&self, model: &Model) {
        let heard = model.player.call.as_ref().map(|call| call.id);
        self.write(Question::Again(heard));
    }

    /// The question to the book that a question on the screen means.
    pub(super) fn meant(
        &self,
        question: &crate::call::question::Question,
    ) -> crate::call::question::Question {
        if self.events.masking.is_on() {
            self.events.masking.meant(question)
        } else {
            question.clone()
        }
    }

    /// Writes an entry. Notes stand masked on the screen: they are not written from there.
    pub(super) fn enter(&self, call: CallId, entry: Entry) {
        let is_note = matches!(entry, Entry::KeepNote(_) | Entry::DropNote(_));
        if is_note && self.events.masking.is_on() {
            self.tell_only_read("Notes are");
        } else {
            self.write(Question::Enter(call, entry));
        }
    }

    /// Keeps other subtitles of a call, or none. They stand masked on the screen as well.
    pub(super) fn change_subtitles(&self, call: CallId, file: Option<Arc<SubtitleFile>>) {
        if self.events.masking.is_on() {
            self.tell_only_read("Subtitles are");
        } else {
            self.keep_subtitles(call, file);
        }
    }

    /// Changes the keyword lists. Their words stand masked on the screen as well.
    pub(super) fn change_lists(&self, wish: Wish) {
        if self.events.masking.is_on() {
            self.tell_only_read("Keyword lists are");
        } else {
            self.lists(wish);
        }
    }

    fn tell_only_read(&self, what: &str) {
        let text = format!("{what} only read while names are masked.");
        self.events.leave(Event::Notice { text, failed: true });
    }

    /// Says why a link or a number is not followed.
    pub(super) fn tell_masked(&self) {
        let text = "Links and numbers are masked: they lead nowhere.".to_owned();
        self.events.leave(Event::Notice { text, failed: true });
    }

    /// A text of the program as it may be shown.
    pub fn words(&self, text: String) -> String {
        if self.events.masking.is_on() {
            self.events.masking.words(&text)
        } else {
            text
        }
    }

    /// What came of a sending, as it may be shown.
    pub fn resent(&self, state: ResendState) -> ResendState {
        match state {
            ResendState::Answered { status, took, body } => ResendState::Answered {
                status,
                took,
                body: self.words(body),
            },
            ResendState::Failed(why) => ResendState::Failed(self.words(why)),
            state @ (ResendState::NotSent | ResendState::UnderWay) => state,
        }
    }

    /// Shows how the receiver is. Its secret path is not shown while names are masked.
    pub fn show_unmasked(&self, model: &mut Model) {
        let words = |text: &String| self.words(text.clone());
        let now = &self.unmasked;
        model.exposure = now.exposure.as_ref().map(words);
        model.trouble = now.trouble.as_ref().map(words);
        model.secret_path = now.secret_path.clone().map(|path| {
            if model.is_masked {
                "/…".to_owned()
            } else {
                path
            }
        });
        model.receiver = match &now.receiver {
            ReceiverStatus::Starting => ReceiverStatus::Starting,
            ReceiverStatus::Listening { url } => ReceiverStatus::Listening { url: words(url) },
            ReceiverStatus::Elsewhere { url } => ReceiverStatus::Elsewhere {
                url: url.as_ref().map(words),
            },
            ReceiverStatus::Background { url } => ReceiverStatus::Background {
                url: url.as_ref().map(words),
            },
            ReceiverStatus::PortInUse { addr } => ReceiverStatus::PortInUse { addr: words(addr) },
            ReceiverStatus::Failed { reason } => ReceiverStatus::Failed {
                reason: words(reason),
            },
        };
    }

    /// Has the player say whose call it plays.
    pub(super) fn name_heard(model: &mut Model) {
        Hear::name(model);
    }
}
