//! Actions on deliveries and requests.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::Arc;

use super::Commands;
use crate::app::reader::Question;
use crate::call::{DeliveryId, EntryFilter, EntryId, RequestId};
use crate::ui::model::{Judged, Model, OpenRequest, Opened, ResendState, Resending};

impl Commands {
    pub(super) fn load_deliveries(&mut self, ids: Vec<DeliveryId>) {
        if let Some(ids) = not_asked(&mut self.asked_deliveries, ids)
            && self.ask(Question::DeliveryRows(ids.clone())).is_err()
        {
            self.asked_deliveries.retain(|id| !ids.contains(id));
        }
    }

    pub(super) fn find_deliveries(&mut self, filter: EntryFilter, text: String, model: &mut Model) {
        self.newest_find += 1;
        self.finder.ask(self.newest_find, filter, &text);
        model.deliveries.filter = filter;
        model.deliveries.search = text;
    }

    pub(super) fn open_delivery(&mut self, id: DeliveryId, model: &mut Model) {
        model.deliveries.selected = Some(EntryId::Delivery(id));
        model.open_request = None;
        self.newest_delivery += 1;
        model.open_delivery = match self.ask(Question::OpenDelivery(self.newest_delivery, id)) {
            Ok(()) => Opened::Loading,
            Err(()) => Opened::Failed("The book is busy. Choose the delivery again.".to_owned()),
        };
    }

    pub(super) fn open_request(&self, id: RequestId, model: &mut Model) {
        if let Some(request) = model.deliveries.entries.requests.get(&id) {
            let head = self.desk.requests.head(id);
            model.deliveries.selected = Some(EntryId::Request(id));
            model.open_request = Some(OpenRequest {
                request: Arc::clone(request),
                head: head.map(|head| self.words(head)),
            });
        }
    }
}

/// Opens the dialog for the delivery that is shown.
pub(super) fn ask_resend(id: DeliveryId, model: &mut Model) {
    let Opened::Ready(open) = &model.open_delivery else {
        return;
    };
    let whole = &open.whole;
    if whole.delivery.id == id {
        model.resending = Some(Resending {
            delivery: id,
            bytes: whole.delivery.bytes,
            headers: whole.headers.len(),
            judged: Judged::default(),
            state: ResendState::NotSent,
        });
    }
}

/// Those of `ids` that nobody has asked for; none when there are none.
fn not_asked<T: Copy + Eq + Hash>(asked: &mut HashSet<T>, ids: Vec<T>) -> Option<Vec<T>> {
    let new: Vec<T> = ids.into_iter().filter(|id| asked.insert(*id)).collect();
    (!new.is_empty()).then_some(new)
}
