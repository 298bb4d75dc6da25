//! Deliveries and requests in one list: which of them are wanted, in the order of time.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::call::question::When;
use crate::call::{
    DeliveryState, EntryCounts, EntryFilter, EntryId, EntryTotals, Request, RequestId, WeekStart,
};
use crate::store::{FoundDelivery, Tally};
use crate::ui::model::Entries;

/// What a question finds.
pub(super) struct Listed {
    pub entries: Entries,
    pub counts: EntryCounts,
}

/// When this week began here.
pub(super) fn week_began(now: Timestamp, week: WeekStart) -> Timestamp {
    let now = now.to_zoned(TimeZone::system());
    When::ThisWeek.range(&now, week).start
}

/// What is wanted of deliveries that have all words, newest first, and of all requests.
pub(super) fn found(
    deliveries: &[FoundDelivery],
    requests: &[Arc<Request>],
    filter: EntryFilter,
    words: &[String],
) -> Listed {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut requests: Vec<&Arc<Request>> = requests
        .iter()
        .filter(|request| has_words(request, &words))
        .collect();
    let counts = counts(deliveries, &requests);
    requests.retain(|request| is_wanted(filter, request));
    // They are noted when they are answered, some long after they came.
    requests.sort_by_key(|request| std::cmp::Reverse((request.received_at, request.id)));
    let wanted = deliveries.iter().filter(|one| is_of(filter, one));
    let ids = merged(wanted, &requests);
    let of_id = |request: &&Arc<Request>| (request.id, Arc::clone(request));
    let requests: HashMap<RequestId, Arc<Request>> = requests.iter().map(of_id).collect();
    Listed {
        entries: Entries {
            ids: Some(Arc::new(ids)),
            requests: Arc::new(requests),
        },
        counts,
    }
}

/// Both in one list, newest first; deliveries stay in the order in which they were stored.
fn merged<'a>(
    deliveries: impl Iterator<Item = &'a FoundDelivery>,
    requests: &[&Arc<Request>],
) -> Vec<EntryId> {
    let mut ids = Vec::new();
    let mut requests = requests.iter().peekable();
    for delivery in deliveries {
        while let Some(request) =
            requests.next_if(|request| request.received_at > delivery.received_at)
        {
            ids.push(EntryId::Request(request.id));
        }
        ids.push(EntryId::Delivery(delivery.id));
    }
    ids.extend(requests.map(|request| EntryId::Request(request.id)));
    ids
}

/// How much there is in all, and how much of what came by HTTP since then was refused.
pub(super) fn totals(tally: Tally, requests: &[Arc<Request>], since: Timestamp) -> EntryTotals {
    let of_week = || {
        requests
            .iter()
            .filter(move |request| request.received_at >= since)
    };
    EntryTotals {
        all: tally.all + requests.len(),
        week: tally.since + of_week().count(),
        week_refused: tally.refused + of_week().filter(|request| request.is_refused()).count(),
    }
}

fn counts(deliveries: &[FoundDelivery], requests: &[&Arc<Request>]) -> EntryCounts {
    let of = |filter| {
        deliveries.iter().filter(|one| is_of(filter, one)).count()
            + requests.iter().filter(|one| is_wanted(filter, one)).count()
    };
    EntryCounts {
        all: of(EntryFilter::All),
        refused: of(EntryFilter::Refused),
        not_understood: of(EntryFilter::NotUnderstood),
        repeats: of(EntryFilter::Repeats),
    }
}

fn is_of(filter: EntryFilter, found: &FoundDelivery) -> bool {
    match filter {
        EntryFilter::All => true,
        EntryFilter::Refused => {
            found.state == DeliveryState::Quarantined
                || found.status.is_some_and(|status| status >= 400)
        }
        EntryFilter::NotUnderstood => found.state == DeliveryState::NotUnderstood,
        EntryFilter::Repeats => found.state == DeliveryState::Repeat,
    }
}

fn is_wanted(filter: EntryFilter, request: &Request) -> bool {
    match filter {
        EntryFilter::All => true,
        EntryFilter::Refused => request.is_refused(),
        EntryFilter::NotUnderstood | EntryFilter::Repeats => false,
    }
}

/// `words` are in small letters.
fn has_words(request: &Request, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let status = request.status.map_or_else(String::new, |it| it.to_string());
    let refused = if request.is_refused() { "refused" } else { "" };
    let told = [
        request.method.as_str(),
        request.path.as_str(),
        request.remote.as_deref().unwrap_or_default(),
        request.fault.as_deref().unwrap_or_default(),
        request.said.as_str(),
        refused,
        "http",
    ]
    .join("\n")
    .to_lowercase();
    words
        .iter()
        .all(|word| told.contains(word) || status.starts_with(word))
}
