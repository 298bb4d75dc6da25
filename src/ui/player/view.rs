//! What the player shows: plain data, filled by `app::player`.

use std::time::Duration;

use crate::call::CallId;
use crate::call::sound::Parts;

/// The player at the foot of the window. Without a call there is none.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct PlayerView {
    pub call: Option<HeardCall>,
    pub state: Hearing,
    pub at: Duration,
    /// As far as it is known yet.
    pub length: Option<Duration>,
    /// How much of the recording is there, from 0 to 1, while it comes.
    pub fetched: Option<f32>,
    /// True when agent and caller have a channel each.
    pub is_stereo: bool,
    /// The parts of it that were heard so far.
    pub parts: Parts,
    /// True when pauses are passed over.
    pub skips_silence: bool,
    pub trouble: Option<Trouble>,
    pub speed: Speed,
    pub looped: Loop,
    pub sound: Sound,
    /// True when the next call is played after this one.
    pub goes_on: bool,
    /// True when the recording is kept whatever room recordings take.
    pub is_kept: bool,
}

impl Default for PlayerView {
    fn default() -> Self {
        Self {
            call: None,
            state: Hearing::default(),
            at: Duration::ZERO,
            length: None,
            fetched: None,
            is_stereo: false,
            parts: Parts::default(),
            skips_silence: false,
            trouble: None,
            speed: Speed::USUAL,
            looped: Loop::default(),
            sound: Sound::default(),
            goes_on: false,
            is_kept: false,
        }
    }
}

impl PlayerView {
    /// True while sound is heard or waited for.
    pub fn is_playing(&self) -> bool {
        matches!(self.state, Hearing::Playing | Hearing::Waiting)
    }

    /// What a press of the button that plays does.
    pub fn toggle_words(&self) -> &'static str {
        if self.is_playing() { "Pause" } else { "Play" }
    }

    /// True where playing is worth a try: what could not be fetched may be there by now.
    pub fn can_be_tried(&self) -> bool {
        !matches!(self.state, Hearing::NoRecording | Hearing::BadLink)
    }

    /// True when there is something that can be played.
    pub fn can_play(&self) -> bool {
        self.can_be_tried() && self.state != Hearing::Failed
    }

    /// True from when it is played first: before, there is no moment to go back from.
    pub fn has_begun(&self) -> bool {
        self.can_play() && self.state != Hearing::Ready
    }
}

/// How it sounds, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    pub volume: Percent,
    pub is_muted: bool,
    pub lanes: Lanes,
    /// True when both sides are brought to the same loudness.
    pub is_leveled: bool,
    /// Sound devices to choose from, once they were asked for.
    pub devices: Vec<String>,
    /// None for the system's choice.
    pub device: Option<String>,
}

impl Default for Sound {
    fn default() -> Self {
        Self {
            volume: Percent(100),
            is_muted: false,
            lanes: Lanes::default(),
            is_leveled: false,
            devices: Vec::new(),
            device: None,
        }
    }
}

/// The call whose recording is in the player.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardCall {
    pub id: CallId,
    /// Who called.
    pub who: String,
}

/// What the player does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hearing {
    /// The vendor sent no recording for this call.
    #[default]
    NoRecording,
    /// What the vendor sent as its link cannot be fetched; see [`Trouble`].
    BadLink,
    /// It was not played yet.
    Ready,
    /// Sound is wanted and comes as soon as there is some.
    Waiting,
    Playing,
    Paused,
    Ended,
    /// There is nothing to hear; see [`Trouble`].
    Failed,
}

/// Something that went wrong, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub what: String,
    /// What can be done.
    pub advice: String,
    /// What a button here can do about it.
    pub way_out: WayOut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    None,
    /// Fetch it again, or go on fetching.
    TryAgain,
    /// Choose otherwise in the settings, then fetch it again.
    Settings,
    /// Look for a sound device and play on.
    PlayAgain,
}

/// A speed, in hundredths of the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(pub u16);

impl Speed {
    pub const USUAL: Self = Self(100);
    /// Those that can be chosen.
    pub const ALL: [Self; 11] = [
        Self(50),
        Self(75),
        Self(100),
        Self(125),
        Self(150),
        Self(175),
        Self(200),
        Self(225),
        Self(250),
        Self(275),
        Self(300),
    ];

    /// The next faster or slower one.
    #[must_use]
    pub fn step(self, is_faster: bool) -> Self {
        let mut faster = Self::ALL.into_iter().filter(|other| other.0 > self.0);
        let mut slower = Self::ALL.into_iter().rev().filter(|other| other.0 < self.0);
        let next = if is_faster {
            faster.next()
        } else {
            slower.next()
        };
        next.unwrap_or(self)
    }

    /// As text: `1×`, `1.25×`.
    pub fn words(self) -> String {
        format!("{}×", f32::from(self.0) / 100.0)
    }
}

/// From 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent(pub u8);

/// What is played over and over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loop {
    #[default]
    Off,
    /// It begins here; where it ends is to be chosen.
    From(Duration),
    Between(Duration, Duration),
}

impl Loop {
    /// What the next step does.
    pub fn step_words(self) -> &'static str {
        match self {
            Self::Off => "Repeat from here",
            Self::From(_) => "Repeat to here",
            Self::Between(..) => "Repeat no more",
        }
    }
}

/// Whom one hears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lanes {
    #[default]
    Both,
    Left,
    Right,
}
