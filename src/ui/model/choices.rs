//! What the person chose for the window: kept in the book, so that the settings file with its comments is never
//! written. A flag, the environment or the settings file beats what is chosen here.
//!
//! To add a choice, add a line to the table below; its type is [`Kept`]. It is told by
//! [`Action::Choose`](crate::ui::Action::Choose), kept under its key, and can be undone.

use super::times::{Clock, Zone};
use crate::call::WeekStart;

/// The least and the most of the text size, in hundredths.
pub const TEXT_PERCENT: [u64; 2] = [80, 200];

/// A value as it stands in the book.
pub trait Kept: Sized {
    fn written(&self) -> String;
    /// None where it is none of its values.
    fn read(text: &str) -> Option<Self>;
}

impl Kept for bool {
    fn written(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Kept for u64 {
    fn written(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Kept for String {
    fn written(&self) -> String {
        self.clone()
    }

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

macro_rules! choices {
    ($($(#[$doc:meta])* $field:ident: $kind:ty = $usual:expr, $choice:ident, $what:literal;)+) => {
        /// All choices as they hold now.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Choices { $($(#[$doc])* pub $field: $kind),+ }

        impl Default for Choices {
            fn default() -> Self {
                Self { $($field: $usual),+ }
            }
        }

        /// One choice.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Choice { $($(#[$doc])* $choice($kind)),+ }

        impl Choice {
            /// The name under which it is kept.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$choice(_) => stringify!($field)),+ }
            }

            /// What it is about, as in “change of the clock”.
            pub fn what(&self) -> &'static str {
                match self { $(Self::$choice(_) => $what),+ }
            }

            /// Its value as it is kept.
            pub fn written(&self) -> String {
                match self { $(Self::$choice(value) => value.written()),+ }
            }

            /// The choice that is kept so; none for one that this version does not know.
            pub fn read(key: &str, written: &str) -> Option<Self> {
                $(if key == stringify!($field) {
                    return <$kind>::read(written).map(Self::$choice);
                })+
                None
            }
        }

        impl Choices {
            /// Takes over a choice.
            pub fn take(&mut self, choice: Choice) {
                match choice { $(Choice::$choice(value) => self.$field = value),+ }
            }

            /// The choice about the same thing as it holds now.
            pub fn now(&self, choice: &Choice) -> Choice {
                match choice { $(Choice::$choice(_) => Choice::$choice(self.$field.clone())),+ }
            }
        }
    };
}

choices! {
    /// True for the most contrast.
    has_high_contrast: bool = false, HighContrast, "contrast";
    /// How large everything is, in hundredths.
    text_percent: u64 = 100, TextPercent, "text size";
    /// True where nothing is to move by itself.
    has_reduced_motion: bool = false, ReducedMotion, "motion";
    /// In whose time moments are told.
    zone: Zone = Zone::Business, Zone, "time zone";
    clock: Clock = Clock::Twelve, Clock, "clock";
    /// The day with which weeks begin.
    week: WeekStart = WeekStart::Monday, Week, "first day of the week";
    /// True to fetch the recordings of new calls before anyone plays them.
    fetches_new: bool = false, FetchesNew, "fetching of new recordings";
    /// True to fetch links in plain http too.
    allows_http: bool = false, AllowsHttp, "recordings over plain http";
    /// How far playing goes back when it goes on after a pause, seconds.
    resume_back_secs: u64 = 2, ResumeBackSecs, "going back after a pause";
    /// Larger recordings are refused, megabytes.
    recording_megabytes: u64 = 200, RecordingMegabytes, "largest recording";
    /// What recordings may take on the disk, megabytes.
    cache_megabytes: u64 = 2048, CacheMegabytes, "room for recordings";
    /// A server that sends nothing of a recording for so long is given up, seconds.
    stall_secs: u64 = 20, StallSecs, "patience with a recording";
    /// Hosts in private networks that recordings are fetched from, with commas between them.
    private_hosts: String = String::new(), PrivateHosts, "private hosts of recordings";
    /// `HOST:PORT` to receive at; empty for the usual one.
    listen: String = String::new(), Listen, "address of the receiver";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_as_it_was_written() {
        for choice in [
            Choice::HighContrast(true),
            Choice::TextPercent(150),
            Choice::Zone(Zone::Utc),
            Choice::Clock(Clock::TwentyFour),
            Choice::Listen("127.0.0.1:9000".to_owned()),
        ] {
            let read = Choice::read(choice.key(), &choice.written());
            assert_eq!(read.as_ref(), Some(&choice));
            let mut choices = Choices::default();
            let before = choices.now(&choice);
            choices.take(choice.clone());
            assert_eq!(choices.now(&before), choice);
        }
        assert_eq!(Choice::read("clock", "13"), None);
        assert_eq!(Choice::read("unknown", "1"), None);
    }
}
