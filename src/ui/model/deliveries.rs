//! What was received, as the list of the deliveries shows it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::call::{
    Delivery, DeliveryId, EntryCounts, EntryFilter, EntryId, EntryTotals, InShort, Request,
    RequestId,
};

/// The list of deliveries and of requests that brought none, newest first.
#[derive(Default)]
pub struct DeliveryList {
    pub entries: Entries,
    /// Rows of deliveries that were asked for; others come when [`crate::ui::Action::LoadDeliveryRows`] is answered.
    pub rows: HashMap<DeliveryId, Arc<Delivery>>,
    /// What those rows changed, where that is known.
    pub in_short: HashMap<DeliveryId, InShort>,
    pub selected: Option<EntryId>,
    pub filter: EntryFilter,
    /// What is typed into the search field.
    pub search: String,
    /// How many each filter would find.
    pub counts: EntryCounts,
    /// How much there is in all.
    pub totals: EntryTotals,
    /// How long answers took, where that is known.
    pub took: HashMap<DeliveryId, Duration>,
    /// While the list stands still.
    pub paused: Option<Paused>,
}

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// None until the first answer of the database.
    pub ids: Option<Arc<Vec<EntryId>>>,
    /// The requests among them.
    pub requests: Arc<HashMap<RequestId, Arc<Request>>>,
}

/// A list that stands still, and what came meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Paused {
    /// The list as it would be.
    pub latest: Option<Entries>,
    /// How many of it are not shown yet.
    pub came: usize,
}

/// A request that is shown whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRequest {
    pub request: Arc<Request>,
    /// First line and headers as received, without secrets; none where there were none, or it is too long ago.
    pub head: Option<String>,
}

impl DeliveryList {
    /// The ids of what is listed; none until the first answer of the database.
    pub fn ids(&self) -> Option<&Arc<Vec<EntryId>>> {
        self.entries.ids.as_ref()
    }

    /// True when not all deliveries are wanted.
    pub fn is_narrowed(&self) -> bool {
        self.filter != EntryFilter::All || !self.search.trim().is_empty()
    }

    /// Lets the list stand still, or go on with everything that came meanwhile.
    pub fn pause(&mut self, on: bool) {
        if on {
            self.paused = Some(Paused::default());
        } else if let Some(latest) = self.paused.take().and_then(|paused| paused.latest) {
            self.entries = latest;
        }
    }

    /// Takes over what was found: at once when something else was asked for, else unless the list stands still.
    pub fn found(&mut self, found: Entries, is_other: bool) {
        let shown = self.entries.ids.as_ref().filter(|_| !is_other);
        match (&mut self.paused, shown) {
            (Some(paused), Some(shown)) => {
                paused.came = came(shown, found.ids.as_deref().map_or(&[], Vec::as_slice));
                paused.latest = Some(found);
            }
            (paused, _) => {
                if let Some(paused) = paused {
                    *paused = Paused::default();
                }
                self.entries = found;
            }
        }
    }
}

/// How many are younger than all that are shown. A request takes its place by when it began, so it can come
/// below the first row.
fn came(shown: &[EntryId], latest: &[EntryId]) -> usize {
    let (delivery, request) = youngest(shown);
    let is_younger = |id: &&EntryId| match **id {
        EntryId::Delivery(id) => Some(id) > delivery,
        EntryId::Request(id) => Some(id) > request,
    };
    latest.iter().filter(is_younger).count()
}

fn youngest(ids: &[EntryId]) -> (Option<DeliveryId>, Option<RequestId>) {
    ids.iter()
        .fold((None, None), |(delivery, request), id| match *id {
            EntryId::Delivery(id) => (delivery.max(Some(id)), request),
            EntryId::Request(id) => (delivery, request.max(Some(id))),
        })
}
