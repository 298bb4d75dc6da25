//! A call whole, with all that its page shows of it. Frames that are drawn meanwhile go first.

use std::collections::HashMap;

use super::said::{estimated, said};
use crate::call::delivery::WholeDelivery;
use crate::call::transcript::Repaired;
use crate::call::{
    Analysis, CallId, DeliveryId, DeliveryState, InShort, KeywordList, Phrase, Utterance,
};
use crate::receiver::inspect::Inspector;
use crate::receiver::projector::load_call;
use crate::store::{Store, StoreError};
use crate::ui::model::{OpenCall, OwnList, SamePerson};

/// Calls of the same person that the page shows.
const OTHERS: usize = 5;

/// A call whole, as its page shows it; none where there is no such call.
pub(super) fn open_call(store: &Store, id: CallId) -> Result<Option<OpenCall>, StoreError> {
    let Some(id) = store.find_call(id)? else {
        return Ok(None);
    };
    let row = store.call_rows(&[id])?.pop();
    let (Some(row), Some(call)) = (row, load_call(store, id)?) else {
        return Ok(None);
    };
    let same_person = match store.history(id)? {
        Some(history) => Some(SamePerson {
            history,
            others: store.call_rows(&store.others_of_caller(id, OTHERS)?)?,
        }),
        None => None,
    };
    let entered = store.entered(id)?;
    store.do_meanwhile();
    let (conversation, subtitles) = said(store, &call)?;
    store.do_meanwhile();
    let analysis = Analysis::of(&call, &conversation.lines);
    let own_lists = own_lists(&store.keyword_lists()?, &conversation);
    let deliveries = store.deliveries_of_call(id)?;
    let changed = changed(store, id, &deliveries)?;
    store.do_meanwhile();
    let estimated = estimated(&call, &conversation, subtitles.as_ref());
    Ok(Some(OpenCall {
        row,
        call,
        conversation,
        estimated,
        subtitles,
        deliveries,
        entered,
        same_person,
        own_lists,
        analysis,
        changed,
    }))
}

/// What of the person's own lists was heard.
fn own_lists(lists: &[KeywordList], conversation: &Repaired) -> Vec<OwnList> {
    let said = conversation.lines.iter().map(|line| Utterance {
        speaker: line.speaker,
        text: line.text.clone(),
    });
    let said: Vec<Utterance> = said.collect();
    let heard = |list: &KeywordList| {
        let places = list.heard(&said);
        let of_phrase = |(nth, phrase): (usize, &Phrase)| {
            let mine = places.iter().filter(|place| place.phrase == nth);
            (phrase.to_string(), mine.map(|place| place.turn).collect())
        };
        let phrases = list.phrases.iter().enumerate().map(of_phrase);
        OwnList {
            name: list.name.clone(),
            heard: phrases
                .filter(|(_, lines): &(String, Vec<usize>)| !lines.is_empty())
                .collect(),
        }
    };
    let lists = lists.iter().map(heard);
    lists.filter(|list| !list.heard.is_empty()).collect()
}

/// What each delivery changed in a call.
fn changed(
    store: &Store,
    call: CallId,
    deliveries: &[WholeDelivery],
) -> Result<HashMap<DeliveryId, InShort>, StoreError> {
    let mut inspector = Inspector::new(store);
    let mut told = HashMap::new();
    for whole in deliveries {
        store.do_meanwhile();
        let delivery = &whole.delivery;
        let changes = inspector.changes_in_short(delivery)?;
        let projected = changes.filter(|_| delivery.state == DeliveryState::Projected);
        if let Some(mut changes) = projected {
            changes.retain(|one| one.call == call);
            told.insert(delivery.id, InShort::of(&changes));
        }
    }
    Ok(told)
}
