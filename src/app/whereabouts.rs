//! Where the person was: the place of the window, and what was open and asked in it. It is found again after a
//! restart.

use std::path::Path;
use std::time::{Duration, Instant};

use egui::{Context, Rect, Vec2, ViewportBuilder, ViewportCommand, pos2, vec2};
use serde::{Deserialize, Serialize};

use crate::call::question::Sort;
use crate::call::{CallId, DeliveryId, EntryId, NoteId};
use crate::store::{Store, StoreError};
use crate::ui::model::{Model, Screen};
use crate::ui::{Action, HalfTyped, Scrolled, Section, ViewState};

/// The name under which the book keeps it.
const NAME: &str = "whereabouts";
/// It is kept once the person has stayed somewhere for so long.
const REST: Duration = Duration::from_secs(2);
/// Size of the window at first, and the least, points.
const FIRST: Vec2 = vec2(1440.0, 900.0);
const LEAST: Vec2 = vec2(800.0, 600.0);
/// No window is larger, points.
const LARGEST: f32 = 32_000.0;
/// Nothing is scrolled farther, points: beyond that an `f32` does not tell one from the next.
const FARTHEST: f32 = 16_777_216.0;
/// How much of the upper edge of a window must lie on a monitor, so that it can be taken hold of, pixels.
const HOLD: Vec2 = vec2(120.0, 24.0);

/// Where the window stands when it is not maximized, and whether it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    /// The upper left corner, pixels; none where the system does not tell.
    at: Option<[f32; 2]>,
    /// Of what is within the frame, points of the system.
    size: Option<[f32; 2]>,
    is_maximized: bool,
}

impl Place {
    /// A window of this size.
    pub fn sized(self, builder: ViewportBuilder) -> ViewportBuilder {
        let size = self.size.map_or(FIRST, Vec2::from);
        let is_size = size.is_finite() && size.max_elem() <= LARGEST;
        builder
            .with_inner_size(if is_size { size.max(LEAST) } else { FIRST })
            .with_min_inner_size(LEAST)
    }

    /// Moves a window that is not shown yet to where it was, if that is still on a monitor.
    pub fn restore(self, creation: &eframe::CreationContext<'_>) {
        let Some(window) = creation.winit_window() else {
            return;
        };
        // The system does not let windows choose their place where it does not tell it.
        if let Ok(mut corner) = window.outer_position() {
            let size = window.outer_size();
            #[expect(clippy::cast_precision_loss, reason = "pixels of a few monitors")]
            let monitors = window.available_monitors().map(|monitor| {
                let (at, size) = (monitor.position(), monitor.size());
                let at = pos2(at.x as f32, at.y as f32);
                Rect::from_min_size(at, vec2(size.width as f32, size.height as f32))
            });
            #[expect(clippy::cast_precision_loss, reason = "the width of a window")]
            let at = self.corner(size.width as f32, monitors);
            if let Some([x, y]) = at {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "on a monitor, and so a few thousands"
                )]
                let pixels = (x as i32, y as i32);
                (corner.x, corner.y) = pixels;
                window.set_outer_position(corner);
            }
        }
        if self.is_maximized {
            let ctx = &creation.egui_ctx;
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    /// The corner of a window of this width, where its upper edge can be taken hold of on a monitor.
    fn corner(self, width: f32, mut monitors: impl Iterator<Item = Rect>) -> Option<[f32; 2]> {
        let at = self.at.filter(|at| at.iter().all(|way| way.is_finite()))?;
        let edge = Rect::from_min_size(at.into(), vec2(width, HOLD.y));
        let is_held = |monitor: Rect| {
            let seen = monitor.intersect(edge);
            seen.width() >= HOLD.x.min(width) && seen.height() >= HOLD.y
        };
        monitors.any(is_held).then_some(at)
    }

    /// Takes over where the window is now.
    fn look(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        let scale = ctx.pixels_per_point();
        ctx.input(|input| {
            let window = input.viewport();
            if window.minimized == Some(true) || window.fullscreen == Some(true) {
                return;
            }
            self.is_maximized = window.maximized == Some(true);
            if self.is_maximized {
                return;
            }
            if let Some(inner) = window.inner_rect {
                self.size = Some((inner.size() * zoom).round().into());
            }
            if let Some(outer) = window.outer_rect {
                let corner = outer.min * scale;
                self.at = Some([corner.x.round(), corner.y.round()]);
            }
        });
    }
}

/// Where the person is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Whereabouts {
    pub window: Place,
    screen: Shown,
    /// The question as it stands in the field.
    pub asked: String,
    sort: String,
    call: Option<i64>,
    /// The call at the upper edge of the list, and how much of it is above, points; none at the top.
    row: Option<(i64, f32)>,
    /// How far the page of the call is scrolled, points.
    page: f32,
    delivery: Option<i64>,
    /// The delivery at the upper edge of their list, likewise.
    delivery_row: Option<(i64, f32)>,
    /// The section of the settings by its name, and how far it is scrolled, points.
    settings: (String, f32),
    notes: Vec<NoteTyped>,
}

/// The screens under the names by which they are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Shown {
    #[default]
    Calls,
    Deliveries,
    Settings,
}

impl Shown {
    fn of(screen: Screen) -> Self {
        match screen {
            Screen::Calls => Self::Calls,
            Screen::Deliveries => Self::Deliveries,
            Screen::Settings => Self::Settings,
        }
    }

    fn screen(self) -> Screen {
        match self {
            Self::Calls => Screen::Calls,
            Self::Deliveries => Screen::Deliveries,
            Self::Settings => Screen::Settings,
        }
    }
}

/// A note that is half typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct NoteTyped {
    call: i64,
    /// None for a new one.
    note: Option<i64>,
    text: String,
    at_ms: Option<i64>,
    is_open: bool,
}

impl Whereabouts {
    /// As the book has it; as at the first start where it has none, or one that makes no sense. A call that is gone
    /// is left out.
    pub fn read(store: &Store) -> Result<Self, StoreError> {
        let kept = store.choice(NAME)?;
        let read = kept.and_then(|text| serde_json::from_str(&text).ok());
        let mut read: Self = read.unwrap_or_default();
        if let Some(id) = read.call {
            read.call = store.find_call(CallId(id))?.map(|id| id.0);
        }
        if let Some(id) = read.delivery {
            let is_there = !store.delivery_rows(&[DeliveryId(id)])?.is_empty();
            read.delivery = Some(id).filter(|_| is_there);
        }
        Ok(read)
    }

    /// As the book of this folder has it. The window opens all the same where the book cannot be read: that is told
    /// by those who work with it.
    pub fn of_book(data_dir: &Path) -> Self {
        let read = Store::open(data_dir).and_then(|store| Self::read(&store));
        read.unwrap_or_else(|error| {
            log::debug!("where the person was is not known: {error}");
            Self::default()
        })
    }

    /// What leads there, with what is asked as it is to be shown.
    pub fn actions(&self, asked: String) -> Vec<Action> {
        let sort = Sort::from_words(&self.sort).unwrap_or_default();
        let delivery = self
            .delivery
            .map(|id| Action::SelectDelivery(DeliveryId(id)));
        let call = self.call.map(|id| Action::SelectCall(CallId(id)));
        let question = [
            Action::ShowScreen(self.screen.screen()),
            Action::Ask(asked),
            Action::Sort(sort),
        ];
        question.into_iter().chain(call).chain(delivery).collect()
    }

    /// The notes that were half typed.
    pub fn half_typed(&self) -> Vec<HalfTyped> {
        let typed = self.notes.iter().cloned();
        typed
            .map(|typed| HalfTyped {
                call: CallId(typed.call),
                note: typed.note.map(NoteId),
                text: typed.text,
                at_ms: typed.at_ms,
                is_open: typed.is_open,
            })
            .collect()
    }

    /// How far lists and pages were scrolled.
    pub fn scrolled(&self) -> Scrolled {
        let is_near = |into: &f32| (0.0..FARTHEST).contains(into);
        let near = |row: Option<(i64, f32)>| row.filter(|(_, into)| is_near(into));
        let (name, into) = &self.settings;
        let mut sections = Section::ALL.into_iter();
        let section = sections.find(|section| section.words() == name);
        Scrolled {
            row: near(self.row).map(|(id, into)| (CallId(id), into)),
            page: near(self.call.map(|id| (id, self.page))).map(|(id, into)| (CallId(id), into)),
            delivery: near(self.delivery_row).map(|(id, into)| (DeliveryId(id), into)),
            settings: section
                .filter(|_| is_near(into))
                .map(|section| (section, *into))
                .unwrap_or_default(),
        }
    }

    /// Takes over where the person is now.
    pub fn look(&mut self, model: &Model, view: &ViewState, ctx: &Context) {
        self.window.look(ctx);
        let scrolled = view.scrolled();
        let search = &model.search;
        self.screen = Shown::of(model.screen);
        self.asked.clone_from(&search.typed);
        self.sort = search.sort.to_string();
        self.call = model.calls.selected.map(|id| id.0);
        self.row = scrolled.row.map(|(id, into)| (id.0, into));
        let page = scrolled.page.filter(|(id, _)| Some(id.0) == self.call);
        self.page = page.map_or(0.0, |(_, down)| down);
        self.delivery = match model.deliveries.selected {
            Some(EntryId::Delivery(id)) => Some(id.0),
            // Requests are not kept beyond a run.
            Some(EntryId::Request(_)) | None => None,
        };
        self.delivery_row = scrolled.delivery.map(|(id, into)| (id.0, into));
        let (section, into) = scrolled.settings;
        self.settings = (section.words().to_owned(), into);
        let typed = view.half_typed().into_iter();
        self.notes = typed
            .map(|typed| NoteTyped {
                call: typed.call.0,
                note: typed.note.map(|id| id.0),
                text: typed.text,
                at_ms: typed.at_ms,
                is_open: typed.is_open,
            })
            .collect();
    }
}

/// Keeps it in the book. Where that fails nobody is told: they did not ask for it.
pub(super) fn keep(store: &Store, written: &str) {
    if let Err(error) = store.set_choice(NAME, Some(written)) {
        log::warn!("where the person is was not kept: {error}");
    }
}

/// Has it written when the person stays somewhere.
#[derive(Default)]
pub(super) struct Keeper {
    pub now: Whereabouts,
    /// As it was asked to be written last.
    kept: Whereabouts,
    /// Since when it is as it is now, where that is not written.
    since: Option<(Whereabouts, Instant)>,
}

impl Keeper {
    /// Begins with what the book has.
    pub fn of(kept: Whereabouts) -> Self {
        Self {
            now: kept.clone(),
            kept,
            since: None,
        }
    }

    /// How long until what there is now is to be written; none where it is written.
    pub fn due_in(&mut self, now: Instant) -> Option<Duration> {
        if self.now == self.kept {
            self.since = None;
            return None;
        }
        let since = match &self.since {
            Some((as_then, since)) if *as_then == self.now => *since,
            _ => {
                self.since = Some((self.now.clone(), now));
                now
            }
        };
        Some(REST.saturating_sub(now.saturating_duration_since(since)))
    }

    /// What is to be written, where that is not written already; `meant` tells what is asked in real values.
    pub fn unwritten(&self, meant: impl Fn(&str) -> String) -> Option<String> {
        if self.now == self.kept {
            return None;
        }
        let mut now = self.now.clone();
        now.asked = meant(&now.asked);
        serde_json::to_string(&now).ok()
    }

    /// It was asked to be written.
    pub fn written(&mut self) {
        self.kept = self.now.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(at: [f32; 2], monitors: &[Rect]) -> Option<[f32; 2]> {
        let place = Place {
            at: Some(at),
            ..Place::default()
        };
        place.corner(1_000.0, monitors.iter().copied())
    }

    fn monitor(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(1920.0, 1080.0))
    }

    #[test]
    fn a_window_goes_back_only_where_it_can_be_taken_hold_of() {
        let one = [monitor(0.0, 0.0)];
        for at in [[0.0, 0.0], [300.0, 200.0], [-800.0, 10.0], [1700.0, 1000.0]] {
            assert_eq!(corner(at, &one), Some(at));
        }
        let off = [
            [-950.0, 10.0],
            [1850.0, 10.0],
            [10.0, -40.0],
            [10.0, 1070.0],
            [2500.0, 100.0],
            [f32::NAN, 10.0],
            [1e30, 10.0],
            [10.0, f32::NEG_INFINITY],
        ];
        for at in off {
            assert_eq!(corner(at, &one), None, "{at:?}");
        }
        // Where another monitor stands, also at the left of the first one, that is as good.
        let two = [monitor(0.0, 0.0), monitor(-1920.0, -300.0)];
        assert_eq!(corner([-1900.0, -300.0], &two), Some([-1900.0, -300.0]));
        assert_eq!(corner([-1900.0, -300.0], &one), None);
        assert_eq!(corner([10.0, 10.0], &[]), None);
    }

    #[test]
    fn a_size_that_makes_no_sense_is_the_first_one() {
        let size = |size| {
            let place = Place {
                size,
                ..Place::default()
            };
            place.sized(ViewportBuilder::default()).inner_size
        };
        assert_eq!(size(None), Some(FIRST));
        assert_eq!(size(Some([1_000.0, 700.0])), Some(vec2(1_000.0, 700.0)));
        assert_eq!(size(Some([10.0, -7.0])), Some(LEAST));
        for nonsense in [[f32::NAN, 700.0], [f32::INFINITY, 700.0], [900.0, 1e30]] {
            assert_eq!(size(Some(nonsense)), Some(FIRST), "{nonsense:?}");
        }
    }

    #[test]
    fn it_is_written_once_the_person_has_stayed() {
        let mut keeper = Keeper::of(Whereabouts::default());
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        assert_eq!(keeper.due_in(at(0)), None);
        assert_eq!(keeper.unwritten(str::to_owned), None);
        keeper.now.page = 10.0;
        assert_eq!(keeper.due_in(at(100)), Some(REST));
        keeper.now.page = 20.0;
        assert_eq!(keeper.due_in(at(1_100)), Some(REST));
        assert_eq!(
            keeper.due_in(at(2_100)),
            Some(REST.checked_sub(Duration::from_secs(1)).unwrap())
        );
        assert_eq!(keeper.due_in(at(9_000)), Some(Duration::ZERO));
        let written = keeper.unwritten(str::to_owned).unwrap();
        let read: Whereabouts = serde_json::from_str(&written).unwrap();
        assert_eq!(read, keeper.now);
        keeper.written();
        assert_eq!(keeper.due_in(at(9_100)), None);
    }
}
