//! What a person enters about a call, and the index that follows it.

use jiff::Timestamp;

use super::projector::load_call;
use crate::call::{CallId, Entry, Searchable};
use crate::store::{Store, StoreError};

/// Writes down what a person entered about a call, and brings the index up to it, all or nothing. The call may have
/// been found to be another one since the person saw it.
pub fn enter(store: &Store, id: CallId, entry: &Entry, now: Timestamp) -> Result<(), StoreError> {
    let tx = store.begin_first()?;
    let id = store.find_call(id)?.unwrap_or(id);
    match entry {
        Entry::Swap(on) => store.set_swapped(id, on.then_some(now))?,
        Entry::Overrule(overrule) => store.set_overrule(id, overrule, now)?,
        Entry::KeepNote(note) => store.keep_note(id, note)?,
        Entry::DropNote(note) => store.drop_note(id, *note)?,
    }
    store.raise_revision(id)?;
    if let Some(call) = load_call(store, id)? {
        let entered = store.entered(id)?;
        store.index_calls(&[(id, Some(Searchable::of(&call, &entered)))])?;
    }
    Ok(tx.commit()?)
}
