//! Whether a call was answered, and how long the caller waited.

use super::{Facts, Seconds, Stage};

/// What a status says of the answer, where that is certain; none for a status that nobody has documented.
pub fn status_answered(status: &str) -> Option<bool> {
    let status: String = status
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    match status.as_str() {
        "1" | "answered" => Some(true),
        "unanswered" | "notanswered" | "noanswer" | "busy" | "missed" | "abandoned" | "hungup"
        | "hangup" | "callerhungup" | "rejected" | "declined" | "cancelled" | "canceled" => {
            Some(false)
        }
        _ => None,
    }
}

/// True when the status says so or there was an answer time; false only when the call ended without answer
/// time, without talk and with a status that is known; none otherwise: an unknown status is never a missed call.
pub fn answered(facts: &Facts, stage: Stage) -> Option<bool> {
    let status = facts.answer_status.text().and_then(status_answered);
    if status == Some(true) || facts.answered_at.at().is_some() {
        return Some(true);
    }
    let ended = stage > Stage::Ringing || facts.ended_at.at().is_some();
    let talked = facts.talk_secs.copied().is_some_and(|talk| talk.0 > 0.0);
    (ended && !talked && status == Some(false)).then_some(false)
}

/// Answer minus start in seconds, to the millisecond. The two can come from clocks of different grain, so an
/// answer up to a second before the start counts as at once; earlier than that nothing is known.
pub fn wait_secs(facts: &Facts) -> Option<Seconds> {
    let millis = facts.answered_at.at()?.as_millisecond() - facts.started_at.at()?.as_millisecond();
    #[expect(clippy::cast_precision_loss, reason = "a call is shorter than 2⁵³ ms")]
    (millis > -1000).then(|| Seconds(millis.max(0) as f64 / 1000.0))
}
