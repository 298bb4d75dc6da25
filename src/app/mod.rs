//! The running program with a window: joins the screen, the receiver and the workers.
//!
//! | file | does |
//! | --- | --- |
//! | `logic` | events → model |
//! | `ui` | draws the model, collects actions |
//! | `commands` | actions → workers |
//! | `chosen` | choices of the window: kept and heeded |
//! | `limits` | those of the receiver, which looks for them in the book |
//! | `housekeeper` | a thread that looks after secrets, the secret path and sizes |
//! | `undo` | what a person changed in this run, and how it is taken back |
//! | `closing` | whether somebody goes on receiving when the window is closed |
//! | `asker` | a thread that finds the calls of a question |
//! | `counter` | a thread that counts what stands beside and above them |
//! | `bulk` | a thread for each work on many calls |
//! | `reader` | a thread that reads rows and whole calls, and writes what the person enters |
//! | `opening` | a whole call, with all that its page shows |
//! | `finder`, `entries` | a thread that finds deliveries and requests |
//! | `watcher` | a thread that notices when the book changed, by whichever process |
//! | `host` | a thread that keeps the receiver running |
//! | `masking` | masks what the workers tell, while that is wanted |
//! | `past` | a thread on which what is shown no more is freed |
//! | `kept` | what the window takes over from the last time |
//! | `player` | joins the player at the foot of the window with the player of recordings |
//! | `recordings` | a thread that gets recordings |
//! | `analyst` | a thread that reads out of recordings what there is to see |
//! | `importer` | a thread for each import |
//! | `resender` | a thread for each delivery that is sent again |
//! | `said` | what was said in a call, as the window shows it |
//! | `saver` | a thread for each text that is saved as a file |
//! | `subtitler` | a thread for each file of subtitles that is read |
//! | `whereabouts` | where the person was, to be found again after a restart |
//!
//! The interface thread touches neither the database nor a file nor a socket.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use jiff::tz::TimeZone;

use crate::config::{Config, Recordings};
use crate::receiver::Settings;
use crate::store::StoreError;
use crate::ui::model::{Choice, Model, Opened, Times};
use crate::ui::{Action, ViewState};

mod analyst;
mod asker;
mod bulk;
mod chosen;
mod closing;
mod commands;
mod counter;
mod entries;
mod event;
mod finder;
mod frames;
mod host;
mod housekeeper;
mod importer;
mod in_view;
pub(crate) mod kept;
pub(crate) mod limits;
mod lines;
mod lister;
mod logic;
mod masking;
mod newest;
mod opening;
mod past;
mod player;
mod reader;
mod recordings;
mod resender;
mod said;
mod saver;
mod subtitler;
mod ui;
mod undo;
mod watcher;
mod whereabouts;

pub use chosen::Said;
use event::Event;
use frames::Frames;
use limits::Known;
use masking::Masking;
use whereabouts::Whereabouts;

/// How many events may wait for the window; a worker that is further ahead waits.
const EVENTS: usize = 256;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The window cannot be opened: no display, no OpenGL.
    #[error("the window cannot be opened: {0}: to receive without a window use “callbook listen”")]
    Window(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A thread cannot be started.
    #[error("cannot start a thread: {0}")]
    Thread(#[from] std::io::Error),
}

/// Opens the window, with the receiver running inside it, and returns when it is closed.
pub fn run(config: &Config) -> Result<(), Error> {
    // A book that cannot be opened is told on the command line, before any window.
    let store = crate::store::Store::open(&config.data_dir)?;
    let chosen = store
        .choice(chosen::listen_key())?
        .filter(|addr| !addr.is_empty());
    let window = Whereabouts::read(&store)?.window;
    drop(store);
    let options = eframe::NativeOptions {
        viewport: window.sized(
            egui::ViewportBuilder::default()
                .with_title("Callbook")
                .with_app_id("callbook"),
        ),
        ..Default::default()
    };
    let mut settings = limits::settings(config);
    if let Some(addr) = chosen.filter(|_| config.listen_given_by.is_none()) {
        settings.listen = addr;
    }
    let said = Said::of(config);
    let place = config.key_store.into();
    eframe::run_native(
        "callbook",
        options,
        Box::new(move |creation| {
            let is_ending = Arc::new(AtomicBool::new(false));
            close_on_signal(&creation.egui_ctx, Arc::clone(&is_ending));
            window.restore(creation);
            let mut app = App::told(settings, said, &creation.egui_ctx)?;
            app.commands.keep_secrets_in(place)?;
            Ok(Box::new(match std::env::current_exe() {
                Ok(program) => app.asking_at_its_end(program, is_ending),
                Err(error) => {
                    log::warn!("nothing can go on in the background: {error}");
                    app
                }
            }))
        }),
    )
    .map_err(|error| Error::Window(without_source_line(&error.to_string())))
}

/// What the system said, without the line of the window library's source that its errors begin with.
fn without_source_line(error: &str) -> String {
    let after = error.rsplit_once(".rs:").map_or(error, |(_, after)| after);
    let said = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    said.trim().trim_end_matches('.').to_owned()
}

/// Ends as if the window had been closed when the system asks the program to end.
fn close_on_signal(ctx: &egui::Context, is_ending: Arc<AtomicBool>) {
    let ctx = ctx.clone();
    let close = move || {
        is_ending.store(true, Ordering::Release);
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        ctx.request_repaint();
    };
    if let Err(error) = ctrlc::set_handler(close) {
        log::warn!("signals are not handled: {error}");
    }
}

/// Wakes the window; may be called from any thread.
type Wake = Arc<dyn Fn() + Send + Sync>;

/// Where workers leave what happened.
#[derive(Clone)]
struct Events {
    sender: SyncSender<Told>,
    wake: Wake,
    masking: Arc<Masking>,
    /// What is drawn while they work.
    frames: Frames,
}

/// An event as it may be shown, and of which switching of the masking that is true.
type Told = (u64, Event);

impl Events {
    fn send(&self, event: Event) {
        // The window is gone when nobody receives: then nobody needs to know.
        if self.sender.send(self.masking.pass(event)).is_ok() {
            (self.wake)();
        }
    }

    /// Leaves an event without ever waiting: for the interface thread, which is the one that takes them.
    fn leave(&self, event: Event) {
        if self.sender.try_send(self.masking.pass(event)).is_ok() {
            (self.wake)();
        }
    }
}

/// The window's program.
pub struct App {
    model: Model,
    view: ViewState,
    actions: Vec<Action>,
    events: Receiver<Told>,
    frames: Frames,
    commands: commands::Commands,
    /// None where nobody is asked when the window is closed.
    closing: Option<closing::Closing>,
}

impl App {
    /// Starts the workers and the receiver. `ctx` is the window's.
    pub fn new(settings: Settings, ctx: &egui::Context) -> Result<Self, Error> {
        Self::told(settings, Recordings::default().into(), ctx)
    }

    /// The same where something is said elsewhere than in the window.
    pub fn told(settings: Settings, said: Said, ctx: &egui::Context) -> Result<Self, Error> {
        crate::ui::theme::install(ctx);
        let left = Whereabouts::of_book(&settings.data_dir);
        let waking = ctx.clone();
        let (sender, events) = sync_channel(EVENTS);
        let kept = kept::Kept::read(&settings.data_dir);
        let frames = Frames::of_this_machine();
        let out = Events {
            sender,
            wake: Arc::new(move || waking.request_repaint()),
            masking: Arc::new(Masking::new(kept.salt, kept.is_masked)),
            frames: frames.clone(),
        };
        let mut model = Model {
            now: jiff::Timestamp::now(),
            times: Times {
                own: TimeZone::system(),
                ..Times::default()
            },
            is_masked: kept.is_masked,
            ..Model::default()
        };
        for choice in chosen::of_recordings(&said.recordings) {
            model.take_choice(choice);
        }
        model.given = said.given;
        model.take_choice(Choice::Week(kept.week.unwrap_or(said.week)));
        let (limits, chosen) = Known::of_book(settings, said.free);
        model.limits = limits.told();
        let mut view = ViewState::default();
        let mut commands = commands::Commands::start((limits, chosen), said.recordings, out)?;
        commands.go_back(left, &mut model, &mut view, ctx);
        commands.reckon(&mut model);
        Ok(Self {
            model,
            view,
            actions: Vec::new(),
            events,
            frames,
            commands,
            closing: None,
        })
    }

    /// Asks, when the window is closed, whether to go on receiving as a process of `program`, which is this one;
    /// not once `is_ending` is true.
    #[must_use]
    pub fn asking_at_its_end(mut self, program: PathBuf, is_ending: Arc<AtomicBool>) -> Self {
        self.closing = Some(closing::Closing { program, is_ending });
        self
    }

    /// What the window shows.
    pub fn model(&self) -> &Model {
        &self.model
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        let _frame = self.frames.begin();
        let now = jiff::Timestamp::now();
        self.model.now = now;
        self.model.end_purpose(|on| on.until <= now);
        for told in self.events.try_iter() {
            logic::hear(&mut self.model, told, &mut self.commands);
        }
        self.commands.past.look(match &self.model.open_call {
            Opened::Ready(open) => Some(open),
            _ => None,
        });
        self.commands.show_player(&mut self.model);
        let is_requested = ctx.input(|input| input.viewport().close_requested());
        if let Some(closing) = self.closing.as_ref().filter(|_| is_requested) {
            closing.requested(&mut self.model, &mut self.commands, ctx);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let _frame = self.frames.begin();
        ui::show(ui, &self.model, &mut self.actions, &mut self.view);
        if let Some(text) = self.commands.take_copied() {
            ui.copy_text(text);
        }
        for action in self.actions.drain(..) {
            let closing = self.closing.as_ref();
            self.commands
                .carry_out(action, &mut self.model, closing, ui.ctx());
        }
        self.commands
            .keep_whereabouts(&self.model, &self.view, ui.ctx());
    }
}
