//! What is known of the sound of a call, from the recordings among the fixtures.

use std::sync::{Arc, LazyLock};

use callbook::call::sound::{Heard, Parts, Span};
use callbook::call::transcript::{Repaired, repair, split};
use callbook::call::{CallId, KeywordHit, Note, Seconds, Speaker};
use callbook::recording::analysis::{Said, analyze, marks};
use callbook::ui::model::Model;
use callbook::ui::player::PlayerView;
use jiff::Timestamp;

use crate::analysis::fixtures::{files, outline, truth};

/// The conversation as it was spoken.
fn conversation() -> Repaired {
    let said: String = truth()
        .spoken
        .iter()
        .map(|one| match one.speaker {
            Speaker::Agent => format!("Agent: {} ", one.text),
            _ => format!("Caller: {} ", one.text),
        })
        .collect();
    repair(&split(&said), [], false)
}

/// Of a recording with so many lanes, with keywords and a note. It is read once.
pub fn heard(call: CallId, lanes: usize) -> Heard {
    static ONE: LazyLock<Heard> = LazyLock::new(|| read(1));
    static TWO: LazyLock<Heard> = LazyLock::new(|| read(2));
    let heard = if lanes == 1 { &ONE } else { &TWO };
    Heard {
        call,
        ..(**heard).clone()
    }
}

fn read(lanes: usize) -> Heard {
    let conversation = conversation();
    let hit = |keyword: &str, speaker, at| KeywordHit {
        list: None,
        keyword: keyword.to_owned(),
        speaker,
        at_secs: Some(Seconds(at)),
    };
    let hits = [
        hit("transmission", Speaker::Caller, 16.4),
        hit("air conditioner", Speaker::Caller, 28.0),
        hit("grinding noise", Speaker::Caller, 28.4),
        hit("service fee", Speaker::Agent, 37.2),
    ];
    let note = Note::new(
        "promises a call back".to_owned(),
        Some(33_000),
        Timestamp::UNIX_EPOCH,
    );
    let said = Said {
        lines: &conversation.lines,
        hits: &hits,
        notes: &[note],
        times: None,
        agent_right: None,
        usually_right: false,
    };
    let outline = outline(files(lanes).next().unwrap());
    let analysis = analyze(&outline, &said);
    let length_secs = outline.length_secs();
    Heard {
        call: CallId(0),
        revision: 1,
        marks: marks(&said, &analysis.times, length_secs),
        outline: Arc::new(outline),
        sketch: None,
        length_secs,
        conversation: Arc::new(conversation.clone()),
        analysis: Some(analysis),
        is_whole: true,
    }
}

/// The window with that recording, heard up to its 24th second.
pub fn with_sound(lanes: usize) -> Model {
    let mut model = super::playing();
    let heard = heard(model.player.call.as_ref().unwrap().id, lanes);
    let mut parts = Parts::default();
    for (start_secs, end_secs) in [(0.0, 24.0), (44.0, 50.0)] {
        parts.add(Span {
            start_secs,
            end_secs,
        });
    }
    model.player = PlayerView {
        at: std::time::Duration::from_secs(24),
        length: Some(std::time::Duration::from_secs_f64(heard.length_secs)),
        is_stereo: lanes == 2,
        parts,
        ..model.player
    };
    model.sounds.take(Arc::new(heard));
    model
}
