//! What there is to know of one delivery besides its bytes: what it changed, what in it is remarkable, and how its
//! signature came out.

use super::readings::{Readings, content_type, decode};
use super::secrets::Today;
use crate::call::changes::{self, CallChanges};
use crate::call::delivery::WholeDelivery;
use crate::call::{Delivery, DeliveryState, Proof, Remark};
use crate::store::{Store, StoreError};
use crate::webhook;

/// A call of more events than this is not gone through for a line of the list.
const MOST_EVENTS: usize = 64;

/// What a delivery changed in each of the calls that it is part of. A repeat changes nothing.
pub fn changes(store: &Store, delivery: &Delivery) -> Result<Vec<CallChanges>, StoreError> {
    Inspector::new(store).changes(delivery)
}

/// The remarks on the fields of a delivery, as today's decoder reads it.
pub fn remarks(whole: &WholeDelivery) -> Vec<Remark> {
    let reading = decode(&whole.body, &whole.headers);
    webhook::remarks(&whole.body, content_type(&whole.headers), &reading)
}

/// What today's secrets say of the signature of a delivery, without any secret.
pub fn proof(today: &Today, whole: &WholeDelivery) -> Proof {
    today.proof(&whole.headers, &whole.body)
}

/// Looks at several deliveries of the same calls, reading each once.
pub struct Inspector<'a> {
    store: &'a Store,
    readings: Readings,
}

impl<'a> Inspector<'a> {
    pub fn new(store: &'a Store) -> Self {
        let readings = Readings::default();
        Self { store, readings }
    }

    /// See [`changes`](fn@changes).
    pub fn changes(&mut self, delivery: &Delivery) -> Result<Vec<CallChanges>, StoreError> {
        if delivery.state != DeliveryState::Projected {
            return Ok(Vec::new());
        }
        let mut changed = Vec::with_capacity(delivery.calls.len());
        for &call in &delivery.calls {
            let events = self.readings.events_of(self.store, call)?;
            changed.push(CallChanges {
                call,
                changes: changes::of_delivery(delivery.id, &events),
            });
        }
        Ok(changed)
    }

    /// The same for a line of the list; none where that would take long.
    pub fn changes_in_short(
        &mut self,
        delivery: &Delivery,
    ) -> Result<Option<Vec<CallChanges>>, StoreError> {
        for &call in &delivery.calls {
            if self.store.links_of_call(call)?.len() > MOST_EVENTS {
                return Ok(None);
            }
        }
        self.changes(delivery).map(Some)
    }
}
