//! The program's window without a screen, with the time that its parts take.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use callbook::app::App;
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::ui::model::Model;
use egui::{Context, Event, Rect, Role, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
#[cfg(unix)]
use rustix::time::{ClockId, clock_gettime};

const SIZE: [f32; 2] = [1440.0, 900.0];
const FRAME: Duration = Duration::from_micros(16_667);
/// So long it is waited for what has to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a frame took; it may lay out the window more than once.
#[derive(Clone, Copy, Default)]
pub struct Span {
    pub logic: Duration,
    pub ui: Duration,
    /// What both were on the processor: less where other threads were let go first.
    pub at_work: Duration,
}

struct Timed {
    app: App,
    span: Span,
}

impl eframe::App for Timed {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let (begun, before) = (Instant::now(), worked());
        self.app.logic(ctx, frame);
        self.span.logic += begun.elapsed();
        self.span.at_work += worked().saturating_sub(before);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let (begun, before) = (Instant::now(), worked());
        self.app.ui(ui, frame);
        self.span.ui += begun.elapsed();
        self.span.at_work += worked().saturating_sub(before);
    }
}

/// How long this thread was on a processor so far; nothing where that is not known.
fn worked() -> Duration {
    #[cfg(unix)]
    let worked = Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default();
    #[cfg(not(unix))]
    let worked = Duration::ZERO;
    worked
}

/// What is done in the frame of a number.
pub type Work = fn(&Window, usize) -> Vec<Event>;

pub struct Window {
    harness: Harness<'static, Timed>,
    /// When it was opened.
    pub begun: Instant,
}

impl Window {
    pub fn over(dir: &Path) -> Self {
        let begun = Instant::now();
        let settings = Settings {
            listen: "127.0.0.1:0".to_owned(),
            data_dir: dir.to_owned(),
            min_free_bytes: 0,
            check_every: Duration::from_secs(30),
            in_background: false,
            secrets_from_env: Vec::new(),
            limits: Limits::default(),
        };
        let harness = Harness::builder()
            .with_size(SIZE)
            .with_step_dt(FRAME.as_secs_f32())
            .build_eframe(|creation| Timed {
                app: App::new(settings, &creation.egui_ctx).unwrap(),
                span: Span::default(),
            });
        Self { harness, begun }
    }

    pub fn model(&self) -> &Model {
        self.harness.state().app.model()
    }

    /// Where something of this name is on the screen.
    pub fn place(&self, name: &str) -> Rect {
        self.harness.get_by_label(name).rect()
    }

    /// Where that is on the screen whose name begins so.
    pub fn place_of(&self, beginning: &str) -> Rect {
        self.harness.get_by_label_contains(beginning).rect()
    }

    /// Where the heading of a column is on the screen.
    pub fn heading(&self, name: &str) -> Rect {
        self.harness
            .get_by_role_and_label(Role::ColumnHeader, name)
            .rect()
    }

    /// Draws frames until that is so.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Model) -> bool) {
        let since = Instant::now();
        while !is_so(self.model()) {
            assert!(since.elapsed() < PATIENCE, "{what} never came");
            self.frame(Vec::new());
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Draws so many frames, 60 a second, and gives what each took.
    pub fn work(&mut self, frames: usize, events: Work) -> Vec<Span> {
        let mut next = Instant::now();
        let mut spans = Vec::with_capacity(frames);
        for n in 0..frames {
            let events = events(self, n);
            spans.push(self.frame(events));
            next += FRAME;
            thread::sleep(next.saturating_duration_since(Instant::now()));
        }
        spans
    }

    fn frame(&mut self, events: Vec<Event>) -> Span {
        self.harness.state_mut().span = Span::default();
        self.harness.input_mut().events = events;
        self.harness.step();
        self.harness.state().span
    }
}
