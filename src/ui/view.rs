//! What the screen remembers between frames and the model does not know.

use jiff::tz::TimeZone;

use super::call_page::PageState;
use super::closing::ClosingPanel;
use super::deliveries::{DeliveryPage, SendPanel};
use super::filters::FilterState;
use super::histogram::HistogramState;
use super::lists::ListsPanel;
use super::player::PlayerBar;
use super::receiving::PortPanel;
use super::row_list::RowList;
use super::search::SearchState;
use super::views::SavedState;
use crate::call::{CallId, EntryId};

/// The state of the view: where lists are scrolled to, what is unfolded, what is being typed.
#[derive(Default)]
pub struct ViewState {
    pub(super) calls: RowList<CallId>,
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
    pub(super) lists: ListsPanel,
    pub(super) closing: ClosingPanel,
    /// Where the person sits; the system's own unless given.
    zone: Option<TimeZone>,
}

impl ViewState {
    /// The view of someone who sits in `zone`: when deliveries came is told in it.
    pub fn in_zone(zone: TimeZone) -> Self {
        Self {
            zone: Some(zone),
            ..Self::default()
        }
    }

    pub(super) fn zone(&mut self) -> TimeZone {
        self.zone.get_or_insert_with(TimeZone::system).clone()
    }
}
