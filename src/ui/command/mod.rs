//! Everything that can be done, once: its words, its keys, its icon, when it can be done, and how. Keys, menu, palette
//! and the sheet of keys all read this list, so they cannot disagree.
//!
//! To add a command:
//!
//! 1. write a [`Spec`] in the file of its section in `list/`: text, a sentence of explanation, what it does, and by
//!    the methods of [`Spec`] its icon, keys, and when it can be done;
//! 2. name it in the table below, where it is to stand in menu, palette and sheet.
//!
//! A test goes over all of them: no two may want the same key at the same time, and each key must do what it says. A
//! button that does the same shows the key by [`Command::name_with_key`].

mod fuzzy;
mod keys;
mod list;
mod menu;
mod palette;
mod sheet;
mod spec;

use egui::Context;

use list::{calls, deliveries, going, player, program, search, several};

pub use keys::{Ground, Press, Scope, take_keys};
pub use menu::menu_ui;
pub use palette::{Palette, palette_ui};
pub use sheet::sheet_ui;
pub use spec::{At, Now, Section, Spec};

macro_rules! commands {
    ($($command:ident => $spec:path),+ $(,)?) => {
        /// Something that can be done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command { $($command),+ }

        impl Command {
            /// All of them, in the order of menu and sheet.
            pub const ALL: &'static [Self] = &[$(Self::$command),+];

            /// What there is to know of it.
            pub fn spec(self) -> &'static Spec {
                match self { $(Self::$command => const { &$spec }),+ }
            }
        }
    };
}

commands! {
    RowUp => going::ROW_UP,
    RowDown => going::ROW_DOWN,
    ScreenOfRowsUp => going::SCREEN_OF_ROWS_UP,
    ScreenOfRowsDown => going::SCREEN_OF_ROWS_DOWN,
    FirstRow => going::FIRST_ROW,
    LastRow => going::LAST_ROW,
    ShowFresh => going::SHOW_FRESH,
    ToPage => going::TO_PAGE,
    ToList => going::TO_LIST,
    ScrollUp => going::SCROLL_UP,
    ScrollDown => going::SCROLL_DOWN,
    ScrollPageUp => going::SCROLL_PAGE_UP,
    ScrollPageDown => going::SCROLL_PAGE_DOWN,
    RangeUp => several::RANGE_UP,
    RangeDown => several::RANGE_DOWN,
    RangeScreenUp => several::RANGE_SCREEN_UP,
    RangeScreenDown => several::RANGE_SCREEN_DOWN,
    RangeFirst => several::RANGE_FIRST,
    RangeLast => several::RANGE_LAST,
    WalkUp => several::WALK_UP,
    WalkDown => several::WALK_DOWN,
    ToggleRow => several::TOGGLE,
    ChooseAll => several::ALL,
    ChooseNone => several::NONE,
    Export => several::EXPORT,
    CopyNumbers => several::COPY_NUMBERS,
    FocusSearch => search::FOCUS,
    ClearSearch => search::CLEAR,
    Filters => search::FILTERS,
    SameCaller => search::SAME_CALLER,
    KeywordLists => search::KEYWORD_LISTS,
    Star => calls::STAR,
    Review => calls::REVIEW,
    SwapSpeakers => calls::SWAP_SPEAKERS,
    Overrule => calls::OVERRULE,
    Note => calls::NOTE,
    FindNext => calls::FIND_NEXT,
    FindPrevious => calls::FIND_PREVIOUS,
    CopyNumber => calls::COPY_NUMBER,
    Follow => calls::FOLLOW,
    BringSubtitles => calls::BRING_SUBTITLES,
    DropSubtitles => calls::DROP_SUBTITLES,
    Play => player::PLAY,
    PlayOpen => player::PLAY_OPEN,
    BackTen => player::BACK_TEN,
    OnTen => player::ON_TEN,
    BackFive => player::BACK_FIVE,
    OnFive => player::ON_FIVE,
    Slower => player::SLOWER,
    Faster => player::FASTER,
    BackOne => player::BACK_ONE,
    OnOne => player::ON_ONE,
    ToStart => player::TO_START,
    PreviousMark => player::PREVIOUS_MARK,
    NextMark => player::NEXT_MARK,
    TrackToPrevious => player::TRACK_TO_PREVIOUS,
    TrackToNext => player::TRACK_TO_NEXT,
    UsualSpeed => player::USUAL_SPEED,
    LoopFrom => player::LOOP_FROM,
    LoopTo => player::LOOP_TO,
    Loop => player::LOOP,
    LookCloser => player::LOOK_CLOSER,
    LookAtMore => player::LOOK_AT_MORE,
    LookAtAll => player::LOOK_AT_ALL,
    SkipSilence => player::SKIP_SILENCE,
    Level => player::LEVEL,
    SwapLanes => player::SWAP_LANES,
    Mute => player::MUTE,
    PreviousCall => player::PREVIOUS_CALL,
    NextCall => player::NEXT_CALL,
    Keep => player::KEEP,
    GoOn => player::GO_ON,
    PauseDeliveries => deliveries::PAUSE,
    SendAgain => deliveries::SEND_AGAIN,
    CopyAsCurl => deliveries::COPY_AS_CURL,
    Palette => program::PALETTE,
    Undo => program::UNDO,
    Redo => program::REDO,
    ShowCalls => program::SHOW_CALLS,
    ShowDeliveries => program::SHOW_DELIVERIES,
    ShowSettings => program::SHOW_SETTINGS,
    Density => program::DENSITY,
    Table => program::TABLE,
    Theme => program::THEME,
    Contrast => program::CONTRAST,
    Larger => program::LARGER,
    Smaller => program::SMALLER,
    UsualSize => program::USUAL_SIZE,
    Mask => program::MASK,
    CopyAddress => program::COPY_ADDRESS,
    Keys => program::KEYS,
}

impl Command {
    /// What it would do now, in words.
    pub fn words(self, now: &Now<'_>) -> String {
        let spec = self.spec();
        spec.told
            .and_then(|told| told(now))
            .unwrap_or_else(|| spec.text.to_owned())
    }

    /// Why it cannot be done now; none where it can.
    pub fn why_not(self, now: &Now<'_>) -> Option<&'static str> {
        let spec = self.spec();
        let elsewhere = spec.scope.why_not(now.model.screen);
        elsewhere.or_else(|| spec.when.and_then(|when| when(now)))
    }

    /// Does it.
    pub fn run(self, at: &mut At<'_>) {
        (self.spec().run)(at);
    }

    /// Its keys as this system writes them: `Space, K`; empty where it has none.
    pub fn keys(self, ctx: &Context) -> String {
        let keys = self.spec().keys.iter().map(|press| press.written(ctx));
        keys.collect::<Vec<_>>().join(", ")
    }

    /// The name of a button that says what it does in the words of the list, with its first key.
    pub fn text_with_key(self, ctx: &Context) -> String {
        self.name_with_key(self.spec().text, ctx)
    }

    /// The name of a button that does it, with its first key: `Mute (M)`.
    pub fn name_with_key(self, name: &str, ctx: &Context) -> String {
        match self.spec().keys.first() {
            Some(press) => format!("{name} ({})", press.written(ctx)),
            None => name.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_want_the_same_key_at_the_same_time() {
        let mut faults = Vec::new();
        for (at, one) in Command::ALL.iter().enumerate() {
            for other in &Command::ALL[at + 1..] {
                let (a, b) = (one.spec(), other.spec());
                let meets = a.scope.meets(b.scope) && a.ground.meets(b.ground);
                let shared = a.keys.iter().find(|press| b.keys.contains(press));
                if let Some(press) = shared.filter(|_| meets) {
                    faults.push(format!("{one:?} and {other:?}: {press:?}"));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn every_command_says_what_it_does() {
        for command in Command::ALL {
            let spec = command.spec();
            assert!(!spec.text.ends_with('.'), "{command:?}");
            assert!(spec.tooltip.ends_with('.'), "{command:?}");
            let same = Command::ALL
                .iter()
                .filter(|other| other.spec().text == spec.text);
            assert_eq!(same.count(), 1, "{command:?} is named as another one");
        }
    }
}
