//! Times in which calls may have gone unheard.

use jiff::{SignedDuration, Timestamp};

/// A time in which no receiver took deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub from: Timestamp,
    /// None while it goes on.
    pub until: Option<Timestamp>,
}

impl Gap {
    /// Shorter ones are none: a sender tries again for longer than this, so no call is missing.
    pub const SHORTEST: SignedDuration = SignedDuration::from_mins(2);

    /// The gaps between spans of listening, and from the last of them to `now`; newest first. The spans may
    /// touch and overlap; before the first of them nothing was to be heard.
    pub fn between(mut spans: Vec<(Timestamp, Timestamp)>, now: Timestamp) -> Vec<Self> {
        spans.sort_unstable();
        let mut gaps = Vec::new();
        let mut heard_until: Option<Timestamp> = None;
        for (from, until) in spans {
            if let Some(before) = heard_until
                && from.duration_since(before) >= Self::SHORTEST
            {
                gaps.push(Self {
                    from: before,
                    until: Some(from),
                });
            }
            heard_until = heard_until.max(Some(until));
        }
        if let Some(from) = heard_until
            && now.duration_since(from) >= Self::SHORTEST
        {
            gaps.push(Self { from, until: None });
        }
        gaps.reverse();
        gaps
    }
}
