//! Deliveries of both dialects, read and folded into calls.

use callbook::call::changes::of_delivery;
use callbook::call::fold::{Call, fold};
use callbook::call::join::{Link, partition};
use callbook::call::{CallEvent, CallId, CallRow, DeliveryId, document};
use callbook::webhook::{decode, remarks};

/// Between two deliveries of one input.
pub const BETWEEN: u8 = 0x1e;

/// More of them are cut off: sorting events into calls is not what is tried here.
const MOST: usize = 8;

/// The same events give the same calls, in whatever order they come and however often; each call can be shown.
pub fn holds(data: &[u8]) {
    let mut events = Vec::new();
    for (at, body) in data.split(|byte| *byte == BETWEEN).take(MOST).enumerate() {
        let reading = decode(body, Some("application/json"));
        assert!(reading.reason.is_some() || !reading.events.is_empty());
        remarks(body, Some("application/json"), &reading);
        let id = DeliveryId(i64::try_from(at).unwrap() + 1);
        events.extend(
            reading
                .events
                .into_iter()
                .map(|(place, event)| (id, place, event)),
        );
    }
    let calls = calls(&events);
    events.reverse();
    assert_eq!(self::calls(&events), calls, "the order of events matters");
    for (call, events) in &calls {
        is_shown(call);
        for delivery in events.iter().map(|(id, _)| *id) {
            of_delivery(delivery, events);
        }
        let again: Vec<_> = events.iter().chain(events).cloned().collect();
        assert_eq!(
            fold(call.id, &again).as_ref(),
            Some(call),
            "a repeat changes the call"
        );
    }
}

type Events = Vec<(DeliveryId, CallEvent)>;

fn calls(events: &[(DeliveryId, usize, CallEvent)]) -> Vec<(Call, Events)> {
    let links: Vec<Link> = events
        .iter()
        .map(|(id, place, event)| Link::of((*id, i64::try_from(*place).unwrap()), event))
        .collect();
    let mut calls: Vec<(Call, Events)> = partition(&links)
        .into_iter()
        .map(|cluster| {
            let mut members: Vec<_> = cluster.members.iter().map(|&at| &events[at]).collect();
            let given: Events = members
                .iter()
                .map(|(id, _, event)| (*id, event.clone()))
                .collect();
            let call = fold(CallId(1), &given).unwrap();
            members.sort_by_key(|(id, place, _)| (*id, *place));
            let members: Events = members
                .into_iter()
                .map(|(id, _, event)| (*id, event.clone()))
                .collect();
            assert_eq!(fold(CallId(1), &members).as_ref(), Some(&call));
            (call, members)
        })
        .collect();
    calls.sort_by_key(|(_, events)| events.first().map(|(id, event)| (*id, event.digest)));
    calls
}

fn is_shown(call: &Call) {
    let row = CallRow::of(call, true);
    assert!(document::row(&row).is_object());
    assert!(document::call(call).is_object());
}
