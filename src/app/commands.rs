//! Actions → workers.

mod deliveries;
mod masked;
mod question;
mod stays;
mod views;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use eframe::egui::{Context, OpenUrl, ViewportCommand};
use jiff::tz::TimeZone;

use super::asker::{self, Numbered};
use super::bulk::Bulk;
use super::closing::Closing;
use super::finder::Finder;
use super::host::Host;
use super::housekeeper::{self, Keeping};
use super::in_view::{InView, Viewed};
use super::limits::Known;
use super::lister::{self, Wish};
use super::newest::Newest;
use super::past::Past;
use super::player::{Choices, Hear};
use super::reader::{self, Question, Reading};
use super::recordings::{Before, Loaded};
use super::resender::{Resender, judged};
use super::undo::Changes;
use super::watcher::{Hearers, Requested, Watcher};
use super::whereabouts::Keeper;
use super::{Error, Events, counter, importer, saver, subtitler};
use crate::call::listing::Calendar;
use crate::call::question::{Filter, Term};
use crate::call::{CallId, DeliveryId, Purpose, SubtitleFile, WeekStart};
use crate::config::Recordings;
use crate::receiver::Chosen;
use crate::receiver::desk::{Desk, LASTS};
use crate::receiver::vault::Place;
use crate::ui::Action;
use crate::ui::model::{Housekeeping, Model, OnClose, OpenCall, Opened, Screen};

use masked::Unmasked;

/// How long the book may take to write what was entered last.
const LAST_WRITES: Duration = Duration::from_secs(5);

/// The workers and what they have been asked.
pub(super) struct Commands {
    // The host is dropped first: the receiver ends while everything else still runs.
    pub(super) host: Host,
    pub(super) hear: Hear,
    pub(super) past: Past<OpenCall>,
    _watcher: Watcher,
    reader: SyncSender<Question>,
    events: Events,
    pub(super) finder: Finder,
    asker: Newest<Numbered>,
    counter: Newest<Numbered>,
    newest_question: u64,
    /// By which days and weeks were reckoned last.
    calendar: Calendar,
    lister: SyncSender<Wish>,
    pub(super) bulk: Bulk,
    /// A text that is to be copied in this frame.
    copied: Option<String>,
    newest_find: u64,
    answered_find: Option<u64>,
    resender: Resender,
    /// Shared with the receiver that runs.
    desk: Arc<Desk>,
    data_dir: PathBuf,
    in_view: InView,
    /// Rows that were asked for and have not come.
    asked_deliveries: HashSet<DeliveryId>,
    newest_call: u64,
    newest_delivery: u64,
    is_closing: bool,
    pub(super) changes: Changes,
    /// Those of the other state of the masking: they speak of other names.
    other_changes: Changes,
    /// What is shown masked or not.
    pub unmasked: Unmasked,
    pub(super) keeping: Keeping,
    pub(super) limits: Known,
    whereabouts: Keeper,
    pub(super) housekeeper: SyncSender<Housekeeping>,
}

impl Commands {
    /// Starts the workers and the receiver.
    pub fn start(
        (limits, chosen): (Known, Chosen),
        recordings: Recordings,
        events: Events,
    ) -> Result<Self, Error> {
        let settings = limits.settings();
        let data_dir = settings.data_dir.clone();
        let hear = Hear::start(&data_dir, recordings, &events)?;
        let keeping = Keeping {
            data_dir: data_dir.clone(),
            secrets_from_env: settings.secrets_from_env.clone(),
            // Until the settings say otherwise: the file can always be written.
            place: Place::File,
            events: events.clone(),
        };
        let housekeeper = housekeeper::start(keeping.clone())?;
        let health = Arc::new(Mutex::new(None));
        let desk = Arc::new(Desk::default());
        let finder = Finder::start(&data_dir, Arc::clone(&desk), events.clone())?;
        let secrets = settings.secrets_from_env.clone();
        let in_view = InView::default();
        let reading = Reading {
            data_dir: data_dir.clone(),
            secrets_from_env: secrets,
            finder: finder.clone(),
            in_view: in_view.clone(),
            events: events.clone(),
        };
        let reader = reader::start(reading)?;
        let asker = asker::start(&data_dir, events.clone())?;
        let counter = counter::start(&data_dir, events.clone())?;
        let lister = lister::start(&data_dir, events.clone())?;
        let resender = Resender::new(&data_dir, &settings.secrets_from_env, events.clone());
        let watcher = Watcher::start(
            data_dir.clone(),
            settings.secrets_from_env.clone(),
            Arc::clone(&health),
            Hearers {
                reader: reader.clone(),
                askers: [asker.clone(), counter.clone()],
                recordings: hear.wishes(),
            },
            Requested::of(&desk, &finder),
            events.clone(),
        )?;
        let bulk = Bulk::new(&data_dir, events.clone());
        let past = Past::start(events.frames.waiting())?;
        let host = Host::start(
            settings,
            chosen,
            Arc::clone(&desk),
            events.clone(),
            health,
            watcher.poke(),
        )?;
        Ok(Self {
            host,
            hear,
            past,
            _watcher: watcher,
            reader,
            events,
            finder,
            asker,
            counter,
            newest_question: 0,
            calendar: Calendar {
                zone: TimeZone::system(),
                week: WeekStart::default(),
            },
            lister,
            bulk,
            copied: None,
            newest_find: 0,
            answered_find: None,
            resender,
            desk,
            data_dir,
            in_view,
            asked_deliveries: HashSet::new(),
            newest_call: 0,
            newest_delivery: 0,
            is_closing: false,
            changes: Changes::default(),
            other_changes: Changes::default(),
            unmasked: Unmasked::default(),
            keeping,
            limits,
            whereabouts: Keeper::default(),
            housekeeper,
        })
    }

    /// Does what the person wants, or has it done; [`carry_out`](Self::carry_out) remembers besides how it is undone.
    pub fn act(
        &mut self,
        action: Action,
        model: &mut Model,
        closing: Option<&Closing>,
        ctx: &Context,
    ) {
        match action {
            Action::ShowScreen(screen) => {
                model.screen = screen;
                self.finder.set_shown(screen == Screen::Deliveries);
                if screen == Screen::Settings {
                    self.keep(Housekeeping::Look);
                }
            }
            Action::SelectCall(id) => self.open_call(id, model),
            Action::SelectDelivery(id) => self.open_delivery(id, model),
            Action::SelectRequest(id) => self.open_request(id, model),
            Action::Ask(typed) => self.ask_for_calls(typed, model.search.sort, model),
            Action::Sort(sort) => self.sort(sort, model),
            Action::KeepView(view) => self.keep_view(view, model),
            Action::RenameView(from, to) => self.rename_view(from, to, model),
            Action::DropView(name) => self.drop_view(name, model),
            Action::Mask(on) => self.set_masked(on, model),
            Action::ViewRows(ids) => self.view(&ids, model),
            Action::LoadDeliveryRows(ids) => self.load_deliveries(ids),
            Action::Star(id, on) => self.write(Question::Star(id, on)),
            Action::Review(id, on) => self.write(Question::Review(id, on)),
            Action::Bulk(action) => self.bulk.carry_out(action, model),
            Action::SetLook(look) => {
                model.look = look.clone();
                self.write(Question::Look(look));
            }
            Action::CountLists => self.lists(Wish::Look),
            Action::KeepList(list) => self.change_lists(Wish::Keep(list)),
            Action::RenameList(from, to) => self.change_lists(Wish::Rename(from, to)),
            Action::DropList(name) => self.change_lists(Wish::Drop(name)),
            Action::Enter(id, entry) => self.enter(id, entry),
            Action::ReadSubtitles(id, paths) => self.read_subtitles(id, paths),
            Action::KeepSubtitles(id, file) => self.change_subtitles(id, file),
            Action::SaveText { name, text } => saver::save(&name, &text, &self.events),
            Action::Listen(addr) => self.host.listen(addr),
            Action::TakeOver => self.host.take_over(),
            Action::KeepOpen => model.is_closing = false,
            Action::Close(choice) => {
                model.is_closing = false;
                if let Some(closing) = closing {
                    self.close(choice, &closing.program);
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
            }
            Action::SetOnClose(choice) => {
                model.on_close = choice;
                self.write(Question::OnClose(choice));
            }
            Action::Import(paths) => importer::start(&self.data_dir, paths, self.events.clone()),
            Action::FindDeliveries(filter, text) => self.find_deliveries(filter, text, model),
            Action::PauseDeliveries(on) => model.deliveries.pause(on),
            Action::AnswerOnPurpose(purpose) => self.answer_on_purpose(purpose, model),
            Action::AskResend(id) => deliveries::ask_resend(id, model),
            Action::JudgeTarget(typed) => {
                if let Some(resending) = &mut model.resending {
                    resending.judged = judged(typed, &self.unmasked.receiver);
                }
            }
            Action::Resend {
                delivery,
                to,
                signs_anew,
            } => {
                let receiver = &self.unmasked.receiver;
                let state = self
                    .resender
                    .start(delivery, to.as_deref(), signs_anew, receiver);
                if let Some(resending) = &mut model.resending {
                    resending.state = state;
                }
            }
            Action::CloseResend => model.resending = None,
            Action::DismissNotice(number) => model.notices.dismiss(number),
            Action::Choose(choice) => self.choose(choice, model),
            Action::SetLimit(name, number) => self.set_limit(name, number, model),
            Action::Keep(wish) => self.keep(wish),
            Action::CopyText(text) => ctx.copy_text(text),
            Action::OpenUrl(_) if model.is_masked => self.tell_masked(),
            Action::OpenUrl(url) => ctx.open_url(OpenUrl::new_tab(url)),
            Action::SetTheme(theme) => {
                model.theme = theme;
                self.write(Question::Theme(theme));
            }
            Action::Player(action) => self.hear.carry_out(action, model),
            Action::CancelReprocess => self.host.cancel_reprocess(),
            // These are made of others.
            Action::Undo | Action::Redo | Action::AddNote { .. } => {}
        }
    }

    fn answer_on_purpose(&self, purpose: Option<Purpose>, model: &mut Model) {
        if let Some(purpose) = purpose {
            model.on_purpose = Some(self.desk.answer(purpose, LASTS));
        } else {
            self.desk.answer_as_always();
            model.end_purpose(|_| true);
        }
    }

    /// The window closes now; its receiver goes on as a process of this program where that was chosen.
    pub fn close(&mut self, choice: OnClose, program: &Path) {
        self.is_closing = true;
        if choice == OnClose::Background {
            self.host.go_on_as(program.to_owned());
        }
    }

    /// True once it is decided how to close.
    pub fn is_closing(&self) -> bool {
        self.is_closing
    }

    /// Has the model tell how the player is.
    pub fn show_player(&mut self, model: &mut Model) {
        self.hear.show(model);
        Self::name_heard(model);
    }

    /// A recording has come: the call that it is of opens.
    pub fn recording_came(&mut self, number: u64, loaded: Option<Loaded>, model: &mut Model) {
        if let Some(call) = self.hear.loaded(number, loaded, model) {
            self.open_call(call, model);
        }
    }

    /// What was chosen for the player before has come.
    pub fn player_choices_came(&mut self, choices: Choices, model: &mut Model) {
        self.hear.choose(choices, model);
    }

    /// The parts of a call's recording that were heard before have come.
    pub fn heard_before(&mut self, call: CallId, before: Before, model: &mut Model) {
        self.hear.heard_before(call, before, model);
    }

    /// The recording of a call begins to come though nobody plays it.
    pub fn recording_comes(&self, call: CallId, model: &Model) {
        self.hear.comes(call, model);
    }

    /// Has a text copied.
    pub fn copy(&mut self, text: String) {
        self.copied = Some(text);
    }

    /// The text that is to be copied now.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// A row has come.
    pub fn answered_delivery_row(&mut self, id: DeliveryId) {
        self.asked_deliveries.remove(&id);
    }

    /// True for the answer to the last question for calls.
    pub fn is_newest_question(&self, number: u64) -> bool {
        number == self.newest_question
    }

    /// True for the answer to the last question for a call.
    pub fn is_newest_call(&self, number: u64) -> bool {
        number == self.newest_call
    }

    /// True for the answer to the last question for a delivery.
    pub fn is_newest_delivery(&self, number: u64) -> bool {
        number == self.newest_delivery
    }

    /// True for the answer to the last question for deliveries.
    pub fn is_newest_find(&self, number: u64) -> bool {
        number == self.newest_find
    }

    /// True for what came of the last sending.
    pub fn is_newest_resend(&self, number: u64) -> bool {
        self.resender.is_newest(number)
    }

    /// True once for each question.
    pub fn is_first_answer(&mut self, number: u64) -> bool {
        self.answered_find.replace(number) != Some(number)
    }

    /// Has the rows in view read: those that are not loaded, and those that changed.
    fn view(&self, ids: &[CallId], model: &Model) {
        let revision = |id: &CallId| model.calls.rows.get(id).map(|row| row.revision);
        let seeks = |term: &Term| !term.is_excluded && matches!(term.filter, Filter::Text { .. });
        let search = &model.search;
        let viewed = Viewed {
            rows: ids.iter().map(|id| (*id, revision(id))).collect(),
            sought: search
                .question
                .terms
                .iter()
                .any(seeks)
                .then(|| (search.number, self.meant(&search.question))),
        };
        if self.in_view.set(viewed) && self.ask(Question::InView).is_err() {
            self.in_view.not_told();
        }
    }

    fn open_call(&mut self, id: CallId, model: &mut Model) {
        if model.calls.selected == Some(id) && matches!(model.open_call, Opened::Ready(_)) {
            return;
        }
        model.calls.selected = Some(id);
        self.newest_call += 1;
        model.open_call = match self.ask(Question::OpenCall(self.newest_call, id)) {
            Ok(()) => Opened::Loading,
            Err(()) => Opened::Failed("The book is busy. Choose the call again.".to_owned()),
        };
    }

    /// Asks without ever waiting.
    fn ask(&self, question: Question) -> Result<(), ()> {
        self.reader.try_send(question).map_err(drop)
    }

    pub(super) fn write(&self, question: Question) {
        if self.ask(question).is_err() {
            self.tell_not_saved();
        }
    }

    pub(super) fn lists(&self, wish: Wish) {
        if self.lister.try_send(wish).is_err() {
            self.tell_not_saved();
        }
    }

    fn read_subtitles(&self, call: CallId, paths: Vec<PathBuf>) {
        subtitler::start(&self.data_dir, call, paths, self.events.clone());
    }

    /// Keeps subtitles that were read.
    pub fn keep_subtitles(&self, call: CallId, file: Option<Arc<SubtitleFile>>) {
        self.write(Question::Subtitles(call, file));
    }

    pub(super) fn tell_not_saved(&self) {
        let text = "The book is busy: that was not saved. Try again.".to_owned();
        self.events
            .leave(super::Event::Notice { text, failed: true });
    }
}

impl Drop for Commands {
    /// What the person entered last is written before the program ends.
    fn drop(&mut self) {
        self.asker.end();
        self.counter.end();
        self.write_whereabouts();
        let (done, finished) = sync_channel(1);
        // A book that is busy for longer is not waited for.
        if self.ask(Question::Finish(done)).is_ok() && finished.recv_timeout(LAST_WRITES).is_err() {
            log::warn!("what was entered last may not be saved: the book is busy");
        }
    }
}
