//! Bytes that should be JSON, as a body and as a file of deliveries.

use callbook::webhook::samples::samples;
use callbook::webhook::{decode, remarks};

/// Content types that senders give.
const CONTENT_TYPES: [Option<&str>; 3] = [
    None,
    Some("application/json; charset=utf-8"),
    Some("text/plain"),
];

/// Whatever comes is read, or refused with a reason; the same bytes always say the same.
pub fn holds(data: &[u8]) {
    for content_type in CONTENT_TYPES {
        let reading = decode(data, content_type);
        assert!(reading.reason.is_some() || !reading.events.is_empty());
        assert_eq!(decode(data, content_type), reading);
        remarks(data, content_type, &reading);
    }
    if let Ok(found) = samples(data) {
        assert!(!found.is_empty());
        let lines: Vec<usize> = found.iter().map(|sample| sample.line).collect();
        assert!(lines.is_sorted(), "{lines:?}");
        for sample in found {
            decode(&sample.body, None);
        }
    }
}
