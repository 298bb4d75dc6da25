//! Remarks on the fields of a body: what in it was never seen before, and by which clock a time was read.

/// A remark on one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Place of the notification in `Notifications`, from 0.
    pub place: usize,
    /// Names as sent, joined by dots, from the notification on; items of a list have the name of their list.
    pub path: String,
    pub kind: RemarkKind,
}

/// What there is to remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    /// No one has seen this field before.
    Unseen,
    /// A time without a zone was read by this clock: `UTC`, or the IANA name of the business's zone.
    ReadAs(String),
}
