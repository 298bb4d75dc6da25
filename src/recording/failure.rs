//! Why there is no sound, in words: what happened, and what can be done. No word holds a link: a link is a secret.

use std::io;

use thiserror::Error;

/// Why a recording cannot be had or heard. Its text says what happened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Failure {
    #[error("This call has no recording link.")]
    NoLink,
    #[error("What the vendor sent as the recording’s link is not a web address.")]
    BadLink,
    /// The scheme, as it stands before the colon.
    #[error("The recording’s link begins with {0}:, and only https and http can be fetched.")]
    OtherScheme(&'static str),
    #[error("The recording’s link is passed on to what is not a web address.")]
    BadRedirect,
    #[error("The recording’s link is plain http, which anyone on the way can listen to.")]
    HttpRefused,
    #[error("The recording’s link leads into a private network.")]
    PrivateAddress,
    #[error("The recording’s server wants a sign-in (401).")]
    SignIn,
    #[error("The recording’s server refuses to hand it out (403).")]
    Forbidden,
    /// Told from a refusal by the server's own words, or by the time that stands in the link.
    #[error("The recording’s link has expired.")]
    Expired,
    #[error("The recording is not there (404).")]
    NotFound,
    #[error("The recording has been deleted by the vendor (410).")]
    Gone,
    #[error("The recording’s server answered with an error ({0}).")]
    Status(u16),
    #[error("The recording’s link is passed on in circles.")]
    Redirects,
    #[error("A web page came instead of a recording.")]
    WebPage,
    #[error("A message came instead of a recording.")]
    Message,
    #[error("The recording is {0}, which this program does not play.")]
    OtherSound(&'static str),
    #[error("What came is not a recording that this program knows.")]
    UnknownKind,
    #[error("The recording is empty.")]
    Empty,
    #[error("Only {} of {} of the recording came.", words(*.have_bytes), words(*.whole_bytes))]
    Truncated { have_bytes: u64, whole_bytes: u64 },
    #[error("The recording is larger than {}.", words(*.0))]
    TooLarge(u64),
    #[error("The recording’s server cannot be reached.")]
    Offline,
    #[error("The recording’s server sent nothing.")]
    Silent,
    #[error("The recording’s server stopped sending.")]
    Stalled,
    #[error("The recording is damaged: no sound can be read from it.")]
    Damaged,
    #[error("The recording cannot be written to the disk: {0}.")]
    Disk(String),
    /// Another process holds what came so far.
    #[error("Another window of this book fetches the recording just now.")]
    Busy,
    #[error("Recordings cannot be fetched: {0}.")]
    Client(String),
    #[error("There is no sound device.")]
    NoDevice,
    #[error("The sound device is gone.")]
    DeviceGone,
}

impl Failure {
    /// What the person can do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::NoLink => {
                "The vendor sends it some minutes after the call, where the call was recorded."
            }
            Self::BadLink | Self::OtherScheme(_) => {
                "Listen to it in the vendor’s portal, and ask the vendor for a link that begins with https."
            }
            Self::BadRedirect => {
                "Listen to it in the vendor’s portal, or ask the vendor about this call."
            }
            Self::HttpRefused => {
                "To fetch it all the same, switch on “Allow plain http” in the settings."
            }
            Self::PrivateAddress => {
                "A forged call could do that to reach your own devices. If it is right, name the link’s host under “Private hosts of recordings” in the settings."
            }
            Self::Forbidden => {
                "The link may have run out. Listen to it in the vendor’s portal, or ask the vendor to open its links."
            }
            Self::SignIn | Self::WebPage | Self::Message => {
                "Listen to it in the vendor’s portal, or ask the vendor to open its links."
            }
            Self::Expired | Self::NotFound | Self::Gone => {
                "Listen to it in the vendor’s portal, if it is still kept there."
            }
            Self::Status(_) | Self::Redirects | Self::Silent => "Try again later.",
            Self::Busy => "Try again in a moment.",
            Self::OtherSound(_) => "Open it in the vendor’s portal.",
            Self::UnknownKind | Self::Empty | Self::Damaged => {
                "Fetch it again, or listen to it in the vendor’s portal."
            }
            Self::Truncated { .. } | Self::Stalled => {
                "What came can be heard; try again for the rest."
            }
            Self::TooLarge(_) => {
                "To fetch it all the same, raise “Largest recording” in the settings."
            }
            Self::Offline => "Check the connection to the internet, then try again.",
            Self::Disk(_) => "Make room on the disk, then try again.",
            Self::Client(_) => "Restart the program.",
            Self::NoDevice | Self::DeviceGone => {
                "Connect one, or choose another under “Sound and playing”."
            }
        }
    }

    /// True when a choice in the settings stands against it.
    pub fn is_chosen(&self) -> bool {
        matches!(
            self,
            Self::HttpRefused | Self::PrivateAddress | Self::TooLarge(_)
        )
    }

    /// True when the same link may do better another time, without anything being changed.
    pub fn may_pass(&self) -> bool {
        !matches!(
            self,
            Self::NoLink
                | Self::BadLink
                | Self::OtherScheme(_)
                | Self::BadRedirect
                | Self::HttpRefused
                | Self::PrivateAddress
                | Self::TooLarge(_)
                | Self::OtherSound(_)
        )
    }
}

impl From<io::Error> for Failure {
    /// The cache's disk refused. Only what kind of fault it was is told: the rest may name paths.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::ResourceBusy => Self::Busy,
            kind => Self::Disk(kind.to_string()),
        }
    }
}

/// A number of bytes in words, such as `1.4 MB`.
fn words(bytes: u64) -> String {
    let tenths = |unit: u64| match (bytes / unit, bytes % unit * 10 / unit) {
        (whole, 0) => whole.to_string(),
        (whole, tenths) => format!("{whole}.{tenths}"),
    };
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_is_told_in_its_unit() {
        let cut = Failure::Truncated {
            have_bytes: 1_449_999,
            whole_bytes: 12_000,
        };
        assert_eq!(
            cut.to_string(),
            "Only 1.4 MB of 12 kB of the recording came."
        );
        let large = Failure::TooLarge(200_000_000);
        assert_eq!(large.to_string(), "The recording is larger than 200 MB.");
    }
}
