//! What the screen remembers between frames and the model does not know.

use jiff::tz::TimeZone;

use super::call_list::{Chosen, ExportPanel, Tellings};
use super::call_page::{HalfTyped, PageState};
use super::closing::ClosingPanel;
use super::command::Palette;
use super::deliveries::{DeliveryPage, SendPanel};
use super::filters::FilterState;
use super::histogram::HistogramState;
use super::lists::ListsPanel;
use super::model::{Model, Times, Zone};
use super::notices::NoticeBar;
use super::player::PlayerBar;
use super::receiving::PortPanel;
use super::row_list::RowList;
use super::search::SearchState;
use super::settings::{Section, SettingsState};
use super::theme::Letters;
use super::views::SavedState;
use crate::call::{CallId, DeliveryId, EntryId};

/// The state of the view: where lists are scrolled to, what is unfolded, what is being typed.
#[derive(Default)]
pub struct ViewState {
    pub(super) calls: RowList<CallId>,
    pub(super) chosen: Chosen,
    /// What the rows of calls say.
    pub(super) tellings: Tellings,
    pub(super) export: ExportPanel,
    pub(super) search: SearchState,
    pub(super) filters: FilterState,
    pub(super) histogram: HistogramState,
    pub(super) views: SavedState,
    pub(super) call_page: PageState,
    pub(super) deliveries: RowList<EntryId>,
    pub(super) delivery_page: DeliveryPage,
    pub(super) send: SendPanel,
    pub(super) port: PortPanel,
    pub(super) player: PlayerBar,
    pub(super) are_keys_shown: bool,
    pub(super) palette: Palette,
    pub(super) notices: NoticeBar,
    pub(super) settings: SettingsState,
    pub(super) page_scroll: PageScroll,
    /// True where a window with room for one column shows the page, and not the list.
    pub(super) is_page_alone: bool,
    /// True when the page had the focus in such a window.
    pub(super) has_page_focus: bool,
    pub(super) lists: ListsPanel,
    pub(super) closing: ClosingPanel,
    /// How wide the list and the table were dragged, points.
    pub(super) widths: [Option<f32>; 2],
    pub(super) letters: Letters,
    /// The row with which the list of calls is to begin once it is there.
    pub(super) first_row: Option<(CallId, f32)>,
    /// Where the person sits; the system's own unless given.
    zone: Option<TimeZone>,
}

/// How far lists and pages are scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scrolled {
    /// The call at the upper edge of the list, and how much of it is above, points; none at the top.
    pub row: Option<(CallId, f32)>,
    /// The call that is open, and how much of its page is above, points.
    pub page: Option<(CallId, f32)>,
    /// The delivery at the upper edge of their list, and how much of it is above, points; none at the top.
    pub delivery: Option<(DeliveryId, f32)>,
    /// The section of the settings, and how much of it is above, points.
    pub settings: (Section, f32),
}

/// How the window is arranged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arranged {
    /// How wide the list and the table were dragged, points; none where nobody did.
    pub list_width: Option<f32>,
    pub table_width: Option<f32>,
    /// True where a window with room for one column shows the page, and not the list.
    pub is_page_alone: bool,
    /// True while the filters stand beside the list.
    pub are_filters_shown: bool,
    /// The side of the delivery that is shown, by its name, and how much of it is above, points.
    pub side: (String, f32),
    /// How wide the room for the tabs of the views was, and how high they were, points; none before they were counted.
    pub views_size: Option<(f32, f32)>,
}

/// How far the page is to be scrolled down by the keyboard.
#[derive(Clone, Copy, Default)]
pub(super) struct PageScroll {
    pub points: f32,
    /// In heights of the page.
    pub views: f32,
}

impl ViewState {
    /// The view of someone who sits in `zone`: when deliveries came is told in it.
    pub fn in_zone(zone: TimeZone) -> Self {
        Self {
            zone: Some(zone),
            ..Self::default()
        }
    }

    /// How far it is scrolled.
    pub fn scrolled(&self) -> Scrolled {
        Scrolled {
            row: self.first_row.or_else(|| self.calls.first_row()),
            page: self.call_page.scrolled(),
            delivery: match self.deliveries.first_row() {
                Some((EntryId::Delivery(id), into)) => Some((id, into)),
                _ => None,
            },
            settings: self.settings.place(),
        }
    }

    /// Scrolls that far as soon as what is to be scrolled is there.
    pub fn scroll_back(&mut self, to: Scrolled) {
        self.first_row = to.row;
        self.call_page.scroll_back(to.page);
        if let Some((id, into)) = to.delivery {
            self.deliveries.begin_with(EntryId::Delivery(id), into);
        }
        let (section, into) = to.settings;
        self.settings.go_to(section, into);
    }

    pub fn arranged(&self) -> Arranged {
        let [list_width, table_width] = self.widths;
        let (side, down) = self.delivery_page.side();
        Arranged {
            list_width,
            table_width,
            is_page_alone: self.is_page_alone,
            are_filters_shown: self.filters.is_shown,
            side: (side.to_owned(), down),
            views_size: self.views.size,
        }
    }

    /// Arranges it so again; the side that is shown is one of the delivery that is opened first.
    pub fn arrange(&mut self, to: &Arranged) {
        self.widths = [to.list_width, to.table_width];
        self.is_page_alone = to.is_page_alone;
        self.filters.is_shown = to.are_filters_shown;
        self.delivery_page.go_to(&to.side.0, to.side.1);
        self.views.size = to.views_size;
    }

    /// The notes that are half typed.
    pub fn half_typed(&self) -> Vec<HalfTyped> {
        self.call_page.half_typed()
    }

    /// Goes on with notes that were half typed in another run.
    pub fn go_on_with(&mut self, half_typed: Vec<HalfTyped>) {
        self.call_page.go_on_with(half_typed);
    }

    /// True while something lies over the whole window and has the keys.
    pub(super) fn is_covered(&self, model: &Model) -> bool {
        let is_asked = model.is_closing
            || model.resending.is_some()
            || model.bulk.asking.is_some()
            || self.call_page.is_asking();
        self.are_keys_shown || self.palette.is_open() || self.lists.is_open() || is_asked
    }

    /// The zone in which is told what belongs to no business.
    pub(super) fn zone(&mut self, times: &Times) -> TimeZone {
        if times.zone == Zone::Utc {
            return TimeZone::UTC;
        }
        self.zone.get_or_insert_with(TimeZone::system).clone()
    }
}
