//! The player at the foot of the window.

use std::time::Duration;

use egui::{Key, Modifiers};

use super::open_call;
use crate::call::sound::Heard;
use crate::ui::Action;
use crate::ui::command::{At, Ground, Now, Press, Section, Spec};
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::player::{PlayerAction, before, mark_from};

pub const PLAY: Spec = player("Play or pause", "Plays the recording or pauses.", |at| {
    push(at, PlayerAction::Toggle);
})
.icon(Icon::Play)
.keys(&[Press::key(Key::Space), Press::key(Key::K)])
.when(no_player)
.told(|now| {
    let words = now.model.player.toggle_words();
    Some(words.to_owned())
});

pub const PLAY_OPEN: Spec = player(
    "Play the open call",
    "Plays the recording of the call that is open, whatever plays now.",
    |at| push(at, PlayerAction::PlayOpen),
)
.icon(Icon::Play)
.when(|now| match open_call(now.model) {
    None => Some(super::NO_CALL),
    Some(open) if open.call.facts.link_as_sent().is_some() => {
        Some("What was sent as the recording’s link is none")
    }
    Some(open) if open.call.facts.recording_url.text().is_none() => {
        Some("The call has no recording")
    }
    Some(_) => None,
});

pub const BACK_TEN: Spec = skip("10 s back", "Goes ten seconds back.", |at| {
    push(at, PlayerAction::Skip(-10_000));
})
.keys(&[Press::key(Key::J)]);

pub const ON_TEN: Spec = skip("10 s on", "Goes ten seconds on.", |at| {
    push(at, PlayerAction::Skip(10_000));
})
.keys(&[Press::key(Key::L)]);

pub const BACK_FIVE: Spec = skip("5 s back", "Goes five seconds back.", |at| {
    push(at, PlayerAction::Skip(-5_000));
})
.icon(Icon::Rewind)
.keys(&[Press::key(Key::ArrowLeft)]);

pub const ON_FIVE: Spec = skip("5 s on", "Goes five seconds on.", |at| {
    push(at, PlayerAction::Skip(5_000));
})
.icon(Icon::Forward)
.keys(&[Press::key(Key::ArrowRight)]);

pub const BACK_ONE: Spec = skip("1 s back", "Goes one second back.", |at| {
    push(at, PlayerAction::Skip(-1_000));
})
.keys(&[Press::key(Key::Comma)]);

pub const ON_ONE: Spec = skip("1 s on", "Goes one second on.", |at| {
    push(at, PlayerAction::Skip(1_000));
})
.keys(&[Press::key(Key::Period)]);

pub const TO_START: Spec = player(
    "To the start of the recording",
    "Goes back to where the recording begins.",
    |at| push(at, PlayerAction::Seek(Duration::ZERO)),
)
.keys(&[Press::key(Key::Num0)]);

pub const SLOWER: Spec = player("Slower", "Plays slower, at the same pitch.", |at| {
    push(at, PlayerAction::Speed(at.model.player.speed.step(false)));
})
.repeating()
.keys(&[Press::shift(Key::Comma)]);

pub const FASTER: Spec = player("Faster", "Plays faster, at the same pitch.", |at| {
    push(at, PlayerAction::Speed(at.model.player.speed.step(true)));
})
.repeating()
.keys(&[Press::shift(Key::Period)]);

pub const USUAL_SPEED: Spec = player(
    "Usual speed and back",
    "Plays at the usual speed, or again at the one before.",
    |at| push(at, PlayerAction::ToggleSpeed),
)
.keys(&[Press::key(Key::Backslash)]);

pub const PREVIOUS_MARK: Spec = player(
    "To the mark before",
    "Plays from two seconds before the last keyword, note or turn.",
    |at| play_mark(at, false),
)
.keys(&[Press::Key(Modifiers::ALT, Key::ArrowLeft)])
.when(no_marks);

pub const NEXT_MARK: Spec = player(
    "To the next mark",
    "Plays from two seconds before the next keyword, note or turn.",
    |at| play_mark(at, true),
)
.keys(&[Press::Key(Modifiers::ALT, Key::ArrowRight)])
.when(no_marks);

pub const TRACK_TO_PREVIOUS: Spec = player(
    "On the waveform, to the mark before",
    "The same while the waveform has the focus.",
    |at| play_mark(at, false),
)
.keys(&[Press::key(Key::ArrowUp)])
.ground(Ground::Track)
.when(no_marks);

pub const TRACK_TO_NEXT: Spec = player(
    "On the waveform, to the next mark",
    "The same while the waveform has the focus.",
    |at| play_mark(at, true),
)
.keys(&[Press::key(Key::ArrowDown)])
.ground(Ground::Track)
.when(no_marks);

pub const LOOP_FROM: Spec = player(
    "Begin a loop here",
    "Repeats from here; where to is chosen with the other bracket.",
    |at| push(at, PlayerAction::LoopFrom),
)
.keys(&[Press::key(Key::OpenBracket)])
.when(not_begun);

pub const LOOP_TO: Spec = player(
    "End the loop here",
    "Repeats up to here, from where the loop was begun.",
    |at| push(at, PlayerAction::LoopTo),
)
.keys(&[Press::key(Key::CloseBracket)])
.when(not_begun);

pub const LOOK_CLOSER: Spec = player(
    "Look closer at the waveform",
    "Shows a shorter part of the recording.",
    |at| at.view.player.look(true, &at.model.player),
)
.repeating()
.keys(&[Press::key(Key::Plus), Press::key(Key::Equals)]);

pub const LOOK_AT_MORE: Spec = player(
    "Look at more of the waveform",
    "Shows a longer part of the recording.",
    |at| at.view.player.look(false, &at.model.player),
)
.repeating()
.keys(&[Press::key(Key::Minus)])
.when(|now| match nothing_to_hear(now) {
    None if !now.view.player.is_zoomed() => Some("All of it is in view"),
    why => why,
});

pub const LOOK_AT_ALL: Spec = player(
    "Show the whole waveform",
    "Shows the whole recording.",
    |at| at.view.player.show_all(),
)
.when(|now| match nothing_to_hear(now) {
    None if !now.view.player.is_zoomed() => Some("All of it is in view"),
    why => why,
});

pub const SKIP_SILENCE: Spec = player(
    "Skip silence, or not",
    "Passes over silence and ringing while playing.",
    |at| {
        push(
            at,
            PlayerAction::SkipSilence(!at.model.player.skips_silence),
        );
    },
)
.when(no_player)
.told(|now| {
    let words = if now.model.player.skips_silence {
        "Skip silence no more"
    } else {
        "Skip silence and ringing"
    };
    Some(words.to_owned())
});

pub const LEVEL: Spec = player(
    "Both sides equally loud, or not",
    "Brings agent and caller to the same loudness.",
    |at| push(at, PlayerAction::Level(!at.model.player.sound.is_leveled)),
)
.when(no_player)
.told(|now| {
    let words = if now.model.player.sound.is_leveled {
        "Both sides as loud as recorded"
    } else {
        "Both sides equally loud"
    };
    Some(words.to_owned())
});

pub const SWAP_LANES: Spec = player(
    "Swap the lanes of agent and caller",
    "Says that the other channel of the recording is the agent’s.",
    |at| {
        let order = heard(at.model).and_then(|heard| Some((heard.call, heard.agent_right()?)));
        if let Some((call, is_right)) = order {
            push(at, PlayerAction::AgentRight(call, !is_right));
        }
    },
)
.icon(Icon::Swap)
.when(|now| {
    let order = heard(now.model).and_then(Heard::agent_right);
    let why = order.is_none().then_some("The recording has one lane");
    no_player(now).or(why)
});

pub const LOOP: Spec = player(
    "Repeat a part",
    "Repeats from here, then to here, then no more.",
    |at| push(at, PlayerAction::Loop),
)
.icon(Icon::Repeat)
.keys(&[Press::key(Key::R)])
.when(not_begun)
.told(|now| {
    let words = now.model.player.looped.step_words();
    Some(words.to_owned())
});

pub const MUTE: Spec = player("Mute", "Turns the sound off or on.", |at| {
    push(at, PlayerAction::Mute(!at.model.player.sound.is_muted));
})
.icon(Icon::Volume)
.keys(&[Press::key(Key::M)])
.told(|now| {
    let is_muted = now.model.player.sound.is_muted;
    Some(if is_muted { "Sound on" } else { "Mute" }.to_owned())
});

pub const PREVIOUS_CALL: Spec = player(
    "Play the previous call",
    "Plays the call above in the list that has a recording.",
    |at| push(at, PlayerAction::Previous),
)
.icon(Icon::Previous)
.keys(&[Press::shift(Key::P)])
.when(no_player);

pub const NEXT_CALL: Spec = player(
    "Play the next call",
    "Plays the call below in the list that has a recording.",
    |at| push(at, PlayerAction::Next),
)
.icon(Icon::Next)
.keys(&[Press::shift(Key::N)])
.when(no_player);

pub const KEEP: Spec = player(
    "Keep the recording for good, or not",
    "Keeps it on this computer whatever room recordings take.",
    |at| push(at, PlayerAction::Keep(!at.model.player.is_kept)),
)
.told(|now| {
    let words = if now.model.player.is_kept {
        "Keep the recording no longer than others"
    } else {
        "Keep the recording for good"
    };
    Some(words.to_owned())
});

pub const GO_ON: Spec = player(
    "Play the next call after each, or not",
    "Goes on with the next call of the list when one was heard to its end.",
    |at| push(at, PlayerAction::GoOn(!at.model.player.goes_on)),
)
.when(no_player)
.told(|now| {
    let words = if now.model.player.goes_on {
        "Stop after each call"
    } else {
        "Play the next call after each"
    };
    Some(words.to_owned())
});

/// What the player does while there is something to hear.
const fn player(text: &'static str, tooltip: &'static str, run: fn(&mut At<'_>)) -> Spec {
    Spec::new(Section::Player, text, tooltip, run).when(nothing_to_hear)
}

const fn skip(text: &'static str, tooltip: &'static str, run: fn(&mut At<'_>)) -> Spec {
    player(text, tooltip, run).repeating().when(not_begun)
}

fn no_player(now: &Now<'_>) -> Option<&'static str> {
    let is_empty = now.model.player.call.is_none();
    is_empty.then_some("No call is in the player")
}

fn nothing_to_hear(now: &Now<'_>) -> Option<&'static str> {
    let why = (!now.model.player.can_play()).then_some("There is nothing to hear");
    no_player(now).or(why)
}

fn not_begun(now: &Now<'_>) -> Option<&'static str> {
    let why = (!now.model.player.has_begun()).then_some("It was not played yet");
    nothing_to_hear(now).or(why)
}

/// What is known of the sound in the player.
fn heard(model: &Model) -> Option<&Heard> {
    let call = model.player.call.as_ref()?.id;
    model.sounds.of(call).map(|heard| &**heard)
}

fn no_marks(now: &Now<'_>) -> Option<&'static str> {
    let is_empty = heard(now.model).is_none_or(|heard| heard.marks.is_empty());
    nothing_to_hear(now).or(is_empty.then_some("Nothing is marked"))
}

fn play_mark(at: &mut At<'_>, is_next: bool) {
    let mark = heard(at.model).and_then(|heard| {
        let mark = mark_from(heard, at.model.player.at, is_next)?;
        Some((heard.call, before(mark.at_secs)))
    });
    if let Some((call, from)) = mark {
        push(at, PlayerAction::PlayFrom(call, from));
    }
}

fn push(at: &mut At<'_>, action: PlayerAction) {
    at.actions.push(Action::Player(action));
}
