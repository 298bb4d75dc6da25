//! What the deliveries of a call say.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::call::{CallEvent, CallId, DeliveryId};
use crate::store::{Store, StoreError};
use crate::webhook::{self, Reading};

/// What a delivery says.
pub(super) fn decode(body: &[u8], headers: &[(String, String)]) -> Reading {
    webhook::decode(body, content_type(headers))
}

/// The content type that the sender gave.
pub(super) fn content_type(headers: &[(String, String)]) -> Option<&str> {
    headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map(|(_, value)| value.as_str())
}

/// Deliveries decoded so far.
#[derive(Default)]
pub(super) struct Readings(HashMap<DeliveryId, Reading>);

impl Readings {
    /// Keeps what a delivery says.
    pub(super) fn add(&mut self, id: DeliveryId, reading: Reading) {
        self.0.insert(id, reading);
    }

    /// What a delivery says, if it is kept.
    pub(super) fn get(&self, id: DeliveryId) -> Option<&Reading> {
        self.0.get(&id)
    }

    /// An event of a delivery that is kept.
    pub(super) fn event(&self, id: DeliveryId, place: i64) -> Option<&CallEvent> {
        event_at(self.get(id)?, place)
    }

    /// The events of a call, each with the delivery that brought it.
    pub(super) fn events_of(
        &mut self,
        store: &Store,
        call: CallId,
    ) -> Result<Vec<(DeliveryId, CallEvent)>, StoreError> {
        let mut events = Vec::new();
        for stored in store.links_of_call(call)? {
            let (id, place) = stored.link.key;
            let found = self
                .reading(store, id)?
                .and_then(|reading| event_at(reading, place));
            events.extend(found.map(|event| (id, event.clone())));
        }
        Ok(events)
    }

    fn reading(&mut self, store: &Store, id: DeliveryId) -> Result<Option<&Reading>, StoreError> {
        Ok(match self.0.entry(id) {
            Entry::Occupied(known) => Some(known.into_mut()),
            Entry::Vacant(place) => store
                .whole_delivery(id)?
                .map(|whole| &*place.insert(decode(&whole.body, &whole.headers))),
        })
    }
}

fn event_at(reading: &Reading, place: i64) -> Option<&CallEvent> {
    let same = |(at, _): &&(usize, CallEvent)| i64::try_from(*at) == Ok(place);
    reading.events.iter().find(same).map(|(_, event)| event)
}
