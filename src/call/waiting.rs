//! What a start means that no other event of its call has followed yet.

use jiff::{SignedDuration, Timestamp};

/// How long a phone is believed to ring.
const LONGEST_RING: SignedDuration = SignedDuration::from_mins(10);
/// After this long nothing more is expected.
const PATIENCE: SignedDuration = SignedDuration::from_hours(2);

/// As far as anyone can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// The phone rings.
    Rings,
    /// It rings no more, they may still talk, and the sender has not told of an end.
    NoEndYet,
    /// The sender will not tell any more.
    NoResult,
}

impl Waiting {
    /// By when the call started, and when anything was sent of it last.
    pub fn of(started_at: Option<Timestamp>, sent_at: Option<Timestamp>, now: Timestamp) -> Self {
        let is_over = |since: Option<Timestamp>, length| {
            since.is_some_and(|since| now.duration_since(since) >= length)
        };
        if is_over(sent_at.or(started_at), PATIENCE) {
            Self::NoResult
        } else if is_over(started_at.or(sent_at), LONGEST_RING) {
            Self::NoEndYet
        } else {
            Self::Rings
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_rings_for_minutes_and_its_end_is_waited_for_for_hours() {
        let at = |time: &str| -> Timestamp { format!("2026-03-04T{time}Z").parse().unwrap() };
        let started = at("12:00:00");
        for (sent, now, is) in [
            (Some("12:00:01"), "12:09:59", Waiting::Rings),
            (Some("12:00:01"), "12:10:00", Waiting::NoEndYet),
            (Some("12:00:01"), "14:00:00", Waiting::NoEndYet),
            (Some("12:00:01"), "14:00:01", Waiting::NoResult),
            (None, "14:00:00", Waiting::NoResult),
            // It was told late: the phone does not ring any more, and its end may be told as late.
            (Some("13:30:00"), "13:30:01", Waiting::NoEndYet),
            (Some("13:30:00"), "15:29:59", Waiting::NoEndYet),
        ] {
            let sent = sent.map(at);
            assert_eq!(Waiting::of(Some(started), sent, at(now)), is, "{now}");
        }
        let unknown = Waiting::of(None, None, started);
        assert_eq!(unknown, Waiting::Rings);
        let only_sent = Waiting::of(None, Some(started), at("12:10:00"));
        assert_eq!(only_sent, Waiting::NoEndYet);
    }
}
