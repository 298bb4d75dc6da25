//! Where the person was: the place of the window, and what was open and asked in it. It is found again after a
//! restart.

mod place;

use std::path::Path;
use std::time::{Duration, Instant};

use egui::Context;
use serde::{Deserialize, Serialize};

use place::Place;

use crate::call::question::Sort;
use crate::call::{CallId, DeliveryId, EntryFilter, EntryId, NoteId};
use crate::store::{Store, StoreError};
use crate::ui::model::{Model, Screen};
use crate::ui::{Action, Arranged, HalfTyped, Scrolled, Section, ViewState};

/// The name under which the book keeps it.
const NAME: &str = "whereabouts";
/// It is kept once the person has stayed somewhere for so long.
const REST: Duration = Duration::from_secs(2);
/// Nothing is scrolled farther, points: beyond that an `f32` does not tell one from the next.
const FARTHEST: f32 = 16_777_216.0;
/// The tabs of the views are not higher at the start, points: in a small window they would leave no room.
const HIGHEST_VIEWS: f32 = 200.0;

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
    narrowed: Narrowed,
    /// The call in the player, where that is not the open one.
    heard: Option<i64>,
    arranged: Arrangement,
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

/// What narrows the list of deliveries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Narrowed {
    filter: String,
    /// Empty while names are masked: what is typed then is invented.
    words: String,
}

/// The filters of the deliveries under the names by which they are kept.
const FILTERS: [(&str, EntryFilter); 4] = [
    ("", EntryFilter::All),
    ("refused", EntryFilter::Refused),
    ("not understood", EntryFilter::NotUnderstood),
    ("repeats", EntryFilter::Repeats),
];

impl Narrowed {
    fn of(model: &Model) -> Self {
        let list = &model.deliveries;
        let filter = FILTERS.iter().find(|(_, filter)| *filter == list.filter);
        Self {
            filter: filter.map_or("", |(name, _)| name).to_owned(),
            words: if model.is_masked {
                String::new()
            } else {
                list.search.clone()
            },
        }
    }

    fn action(&self) -> Action {
        let filter = FILTERS.iter().find(|(name, _)| *name == self.filter);
        let filter = filter.map_or(EntryFilter::All, |(_, filter)| *filter);
        Action::FindDeliveries(filter, self.words.clone())
    }
}

/// As [`Arranged`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Arrangement {
    list_width: Option<f32>,
    table_width: Option<f32>,
    is_page_alone: bool,
    are_filters_shown: bool,
    side: (String, f32),
    views_size: Option<(f32, f32)>,
}

impl From<Arranged> for Arrangement {
    fn from(view: Arranged) -> Self {
        Self {
            list_width: view.list_width,
            table_width: view.table_width,
            is_page_alone: view.is_page_alone,
            are_filters_shown: view.are_filters_shown,
            side: view.side,
            views_size: view.views_size,
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
        if let Some(id) = read.heard {
            read.heard = store.find_call(CallId(id))?.map(|id| id.0);
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
            self.narrowed.action(),
            Action::ShowScreen(self.screen.screen()),
            Action::Ask(asked),
            Action::Sort(sort),
        ];
        question.into_iter().chain(call).chain(delivery).collect()
    }

    /// The call that was in the player, where that was not the open one, and the open one.
    pub fn heard(&self) -> Option<(CallId, Option<CallId>)> {
        let heard = self.heard?;
        Some((CallId(heard), self.call.map(CallId)))
    }

    /// How the window was arranged.
    pub fn arranged(&self) -> Arranged {
        let width = |width: Option<f32>| width.filter(|width| (1.0..FARTHEST).contains(width));
        let Arrangement { side, .. } = &self.arranged;
        let size = self.arranged.views_size;
        let size = size.filter(|(_, height)| (1.0..HIGHEST_VIEWS).contains(height));
        let down = Some(side.1).filter(|down| (0.0..FARTHEST).contains(down));
        Arranged {
            list_width: width(self.arranged.list_width),
            table_width: width(self.arranged.table_width),
            is_page_alone: self.arranged.is_page_alone,
            are_filters_shown: self.arranged.are_filters_shown,
            side: (side.0.clone(), down.unwrap_or_default()),
            views_size: size,
        }
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
        self.narrowed = Narrowed::of(model);
        let heard = model.player.call.as_ref().map(|call| call.id);
        let heard = heard.filter(|id| Some(*id) != model.calls.selected);
        self.heard = heard.map(|id| id.0);
        self.arranged = view.arranged().into();
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

    #[test]
    fn the_height_of_the_tabs_is_kept_unless_it_makes_no_sense() {
        for (height, is_kept) in [(66.0, true), (900.0, false), (-1.0, false)] {
            let size = Some((500.0, height));
            let arranged = Arranged {
                views_size: size,
                ..Arranged::default()
            };
            let left = Whereabouts {
                arranged: arranged.into(),
                ..Whereabouts::default()
            };
            let written = serde_json::to_string(&left).unwrap();
            let read: Whereabouts = serde_json::from_str(&written).unwrap();
            assert_eq!(read.arranged().views_size, size.filter(|_| is_kept));
        }
    }
}
