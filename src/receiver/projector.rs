//! From deliveries to calls: reads what is pending, sorts its events into calls and writes their lines.
//!
//! The deliveries are the queue. A batch is read, sorted and written in one transaction, so that a crash leaves
//! it pending, and any process may run it: who comes second finds nothing to do.

use std::sync::atomic::{AtomicBool, Ordering};

use super::growing::Growing;
use super::readings::{Readings, decode};
use super::settle::{Touched, settle};
use crate::call::fold::fold;
use crate::call::join::Link;
use crate::call::{Call, CallEvent, CallId, DeliveryId, DeliveryState};
use crate::store::{Outcome, PackedBody, PendingDelivery, ReprocessState, Store, StoreError};
use crate::webhook::{DECODER_VERSION, Reading};

/// How many deliveries are projected in one transaction: some 8 ms that senders wait for at most.
const BATCH: usize = 32;

/// The same where all are read again.
const AGAIN: usize = 128;

/// How reading all deliveries again ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reprocess {
    /// Every delivery was read by the decoder of today.
    Finished,
    /// It was cancelled; the calls read so far are as today's decoder sees them, the others as before. How far
    /// it came is kept, so that [`resume_reprocess`] can go on.
    Cancelled,
}

/// Projects what is pending, batch after batch, and keeps what the next batch can go on with.
#[derive(Default)]
pub struct Projector {
    growing: Growing,
}

impl Projector {
    /// Projects one batch of pending deliveries. Gives how many there were; 0 when nothing is pending.
    pub fn project_pending(&mut self, store: &mut Store) -> Result<usize, StoreError> {
        self.project_waiting(store, BATCH)
    }

    /// The same with at most so many deliveries in the batch: many at once are read sooner, but nobody else can
    /// write meanwhile.
    pub fn project_waiting(
        &mut self,
        store: &mut Store,
        batch: usize,
    ) -> Result<usize, StoreError> {
        let pending = store.pending(batch)?;
        let count = pending.len();
        if count > 0 {
            // What an error undoes is not gone on with.
            let mut growing = std::mem::take(&mut self.growing);
            Batch::read(store, pending).project(store, Purpose::New, &mut growing)?;
            self.growing = growing;
        }
        Ok(count)
    }
}

/// Reads all stored deliveries again with today's decoder. Progress is given as (done, total) in deliveries.
/// Set `cancelled` to end it after the batch under way.
pub fn reprocess(
    store: &mut Store,
    cancelled: &AtomicBool,
    progress: &mut dyn FnMut(i64, i64),
) -> Result<Reprocess, StoreError> {
    let until = store.newest_delivery_id()?.unwrap_or(DeliveryId(0));
    let state = ReprocessState {
        after: DeliveryId(0),
        until,
    };
    store.set_reprocess_state(Some(state))?;
    go_on(store, state, cancelled, progress)
}

/// Goes on with a reading of all deliveries that was cut off, or starts one when the book was last read by
/// another version of the decoder. Ends at once when there is nothing to do.
pub fn resume_reprocess(
    store: &mut Store,
    cancelled: &AtomicBool,
    progress: &mut dyn FnMut(i64, i64),
) -> Result<Reprocess, StoreError> {
    if let Some(state) = store.reprocess_state()? {
        return go_on(store, state, cancelled, progress);
    }
    match store.decoder_version()? {
        Some(version) if version != DECODER_VERSION => reprocess(store, cancelled, progress),
        _ => Ok(Reprocess::Finished),
    }
}

fn go_on(
    store: &mut Store,
    mut state: ReprocessState,
    cancelled: &AtomicBool,
    progress: &mut dyn FnMut(i64, i64),
) -> Result<Reprocess, StoreError> {
    loop {
        progress(state.after.0, state.until.0);
        if cancelled.load(Ordering::Relaxed) {
            return Ok(Reprocess::Cancelled);
        }
        let batch = store.readable_between(state.after, state.until, AGAIN)?;
        let Some(last) = batch.last() else { break };
        state.after = last.id;
        Batch::read(store, batch).project(store, Purpose::Again(state), &mut Growing::default())?;
    }
    progress(state.until.0, state.until.0);
    let tx = store.begin()?;
    store.set_reprocess_state(None)?;
    store.set_decoder_version(DECODER_VERSION)?;
    tx.commit()?;
    Ok(Reprocess::Finished)
}

/// A call, whole, folded from its stored deliveries; none when no such call is there.
pub fn load_call(store: &Store, id: CallId) -> Result<Option<Call>, StoreError> {
    let events = Readings::default().events_of(store, id)?;
    Ok(fold(id, &events))
}

#[derive(Clone, Copy)]
enum Purpose {
    /// Read for the first time.
    New,
    /// Read again; how far that has come after this batch.
    Again(ReprocessState),
}

/// Deliveries and what they say.
struct Batch {
    ids: Vec<DeliveryId>,
    readings: Readings,
    /// Bodies that take less room now.
    packed: Vec<PackedBody>,
}

impl Batch {
    fn read(store: &Store, deliveries: Vec<PendingDelivery>) -> Self {
        let mut readings = Readings::default();
        let ids = deliveries.iter().map(|delivery| delivery.id).collect();
        let packed = deliveries
            .iter()
            .filter_map(|delivery| store.pack_body(delivery))
            .collect();
        for delivery in deliveries {
            let reading = decode(&delivery.body, &delivery.headers);
            readings.add(delivery.id, reading);
        }
        Self {
            ids,
            readings,
            packed,
        }
    }

    fn project(
        mut self,
        store: &Store,
        purpose: Purpose,
        growing: &mut Growing,
    ) -> Result<(), StoreError> {
        let tx = store.begin()?;
        let mut touched = Touched::default();
        for &id in &self.ids {
            let taken = match purpose {
                Purpose::New => store.is_pending(id)?,
                Purpose::Again(_) => true,
            };
            if let (true, Some(reading)) = (taken, self.readings.get(id)) {
                note(store, id, reading, &mut touched)?;
            }
        }
        settle(store, touched, &mut self.readings, growing)?;
        for body in &self.packed {
            store.keep_packed(body)?;
        }
        match purpose {
            Purpose::Again(state) => store.set_reprocess_state(Some(state))?,
            Purpose::New if store.decoder_version()?.is_none() => {
                store.set_decoder_version(DECODER_VERSION)?;
            }
            Purpose::New => {}
        }
        Ok(tx.commit()?)
    }
}

/// Writes down what a delivery turned out to be, and which events changed by it.
fn note(
    store: &Store,
    id: DeliveryId,
    reading: &Reading,
    touched: &mut Touched,
) -> Result<(), StoreError> {
    let mut links = links(id, reading);
    let original = original(store, id, reading, &links)?;
    if let Some((original, _)) = &original {
        links.clear();
        // A repeat that is signed vouches for what came unsigned before.
        let known = store.links_of_delivery(*original)?;
        touched
            .vouched
            .extend(known.iter().filter_map(|link| link.call));
    }
    let state = match &original {
        Some(_) => DeliveryState::Repeat,
        None if links.is_empty() => DeliveryState::NotUnderstood,
        None => DeliveryState::Projected,
    };
    store.set_outcome(
        id,
        &Outcome {
            state,
            repeat_of: original.as_ref().map(|(original, _)| *original),
            actions: reading.actions.clone(),
            attempt: reading.attempt,
            retry_key: reading.retry_key,
            reason: original.map_or_else(|| reading.reason.clone(), |(_, reason)| Some(reason)),
        },
    )?;
    touched.old.extend(store.replace_links(id, &links)?);
    touched.new.extend(links);
    Ok(())
}

/// The delivery that brought the same before, and what is the same: the bytes, all but the attempt, or the events.
fn original(
    store: &Store,
    id: DeliveryId,
    reading: &Reading,
    links: &[Link],
) -> Result<Option<(DeliveryId, String)>, StoreError> {
    if let Some(original) = store.original_of_bytes(id)? {
        return Ok(Some((
            original,
            format!("the same bytes as delivery {original}"),
        )));
    }
    if let Some(key) = &reading.retry_key
        && let Some(original) = store.original_of_retry(id, key, reading.attempt)?
    {
        let attempt = reading
            .attempt
            .map_or("another attempt".to_owned(), |at| format!("attempt {at}"));
        return Ok(Some((
            original,
            format!("{attempt} of delivery {original}"),
        )));
    }
    let original = store.original_of_events(id, links)?;
    Ok(original.map(|original| (original, format!("the same as delivery {original}"))))
}

fn links(id: DeliveryId, reading: &Reading) -> Vec<Link> {
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let link = |(at, event): &(usize, CallEvent)| Link::of((id, place(*at)), event);
    reading.events.iter().map(link).collect()
}
