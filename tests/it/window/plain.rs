//! For those who see no colours or are troubled by motion: no state differs from another by its colour alone, and
//! nothing moves by itself where that was chosen.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use callbook::call::{CallRow, DeliveryState, Seconds, Signature, Stage};
use callbook::ui::model::{CallList, Model, ReceiverStatus, Screen};
use callbook::ui::theme::{self, Look};
use egui::{Context, Role, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, book, calls, open};

const SIZE: [f32; 2] = [1440.0, 900.0];

/// Calls of one caller at one time, each in another state that is drawn in a colour of its own.
fn states() -> Vec<CallRow> {
    let call = |id: i64| book::call(id, "One and the same", "2025-02-26T17:00:00Z");
    let said = |word: &str| Some(word.to_owned());
    vec![
        call(1),
        CallRow {
            stage: Stage::Ringing,
            answered: None,
            ..call(2)
        },
        CallRow {
            stage: Stage::Ringing,
            answered: None,
            started_at: Some(book::at(book::NOW)),
            ..call(3)
        },
        CallRow {
            answered: Some(false),
            talk_secs: None,
            ..call(4)
        },
        CallRow {
            voicemail: Some(true),
            ..call(5)
        },
        CallRow {
            sentiment: said("positive"),
            ..call(6)
        },
        CallRow {
            sentiment: said("negative"),
            ..call(7)
        },
        CallRow {
            sentiment: said("neutral"),
            ..call(8)
        },
        CallRow {
            lead: Some(true),
            ..call(9)
        },
        CallRow {
            lead: Some(false),
            ..call(10)
        },
        CallRow {
            lead: Some(true),
            sentiment: said("negative"),
            ..call(11)
        },
        CallRow {
            verified: false,
            ..call(12)
        },
        CallRow {
            starred: true,
            ..call(13)
        },
        CallRow {
            reviewed: true,
            ..call(14)
        },
        CallRow {
            overruled: true,
            lead: Some(true),
            talk_secs: Some(Seconds(31.0)),
            ..call(15)
        },
    ]
}

fn names(window: &Harness<'_, Window>) -> Vec<String> {
    let rows = window.get_all_by_role(Role::ListItem);
    rows.map(|row| row.accesskit_node().label().unwrap_or_default())
        .collect()
}

#[track_caller]
fn are_apart(names: &[String]) {
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "{names:#?}");
}

#[test]
fn calls_of_other_colours_have_other_words() {
    let rows = states();
    let count = rows.len();
    let model = Model {
        calls: CallList {
            ids: Some(Arc::new(rows.iter().map(|row| row.id).collect())),
            rows: rows
                .into_iter()
                .map(|row| (row.id, Arc::new(row)))
                .collect(),
            ..CallList::default()
        },
        ..calls()
    };
    let mut window = open(model, [1440.0, 1400.0]);
    window.run_steps(3);
    let names = names(&window);
    assert_eq!(names.len(), count);
    are_apart(&names);
}

#[test]
fn deliveries_of_other_colours_have_other_words() {
    let mut model = Model {
        screen: Screen::Deliveries,
        ..calls()
    };
    let one = model.deliveries.rows.values().next().unwrap().clone();
    let ids: Vec<_> = model.deliveries.rows.keys().copied().collect();
    let states = [
        (DeliveryState::Pending, Signature::Valid),
        (DeliveryState::Projected, Signature::Valid),
        (DeliveryState::Repeat, Signature::Valid),
        (DeliveryState::NotUnderstood, Signature::Valid),
        (DeliveryState::Quarantined, Signature::Invalid),
    ];
    assert!(ids.len() >= states.len());
    for (&id, (state, signature)) in ids.iter().zip(states) {
        let delivery = callbook::call::Delivery {
            id,
            state,
            signature,
            ..(*one).clone()
        };
        model.deliveries.rows.insert(id, Arc::new(delivery));
    }
    let mut window = open(model, SIZE);
    window.run_steps(3);
    are_apart(&names(&window));
}

#[test]
fn the_receiver_says_in_a_word_how_it_is() {
    let url = || Some("http://127.0.0.1:8787".to_owned());
    for (receiver, word) in [
        (ReceiverStatus::Starting, "Starting"),
        (
            ReceiverStatus::Listening {
                url: "http://127.0.0.1:8787".to_owned(),
            },
            "Listening",
        ),
        (
            ReceiverStatus::Elsewhere { url: url() },
            "Another Callbook listens",
        ),
        (
            ReceiverStatus::Background { url: url() },
            "Receiving in the background",
        ),
        (
            ReceiverStatus::Failed {
                reason: "The address is not of this computer.".to_owned(),
            },
            "Not listening",
        ),
    ] {
        // In the bar; and where there is no room for words, as the name of the button and in what it opens.
        let model = || Model {
            receiver: receiver.clone(),
            ..calls()
        };
        let mut wide = open(model(), SIZE);
        wide.run_steps(3);
        assert!(wide.query_by_label(word).is_some(), "{word}");
        let mut narrow = open(model(), [400.0, 300.0]);
        narrow.run_steps(3);
        let name = format!("{word}, last heard 2 min ago");
        narrow.get_by_role_and_label(Role::Button, &name).click();
        narrow.run_steps(3);
        assert!(narrow.query_by_label(word).is_some(), "{word}");
    }
}

#[test]
fn with_reduced_motion_nothing_moves_by_itself() {
    let ctx = Context::default();
    theme::install(&ctx);
    for name in [Theme::Dark, Theme::Light] {
        theme::apply(&ctx, name.into(), Look::default());
        let usual = ctx.style_of(name);
        assert!(usual.animation_time > 0.0 && usual.visuals.text_cursor.blink);
        assert!(usual.scroll_animation.duration.max > 0.0);
        let has_reduced_motion = true;
        theme::apply(
            &ctx,
            name.into(),
            Look {
                has_reduced_motion,
                ..Look::default()
            },
        );
        let still = ctx.style_of(name);
        assert!(still.animation_time <= 0.0 && !still.visuals.text_cursor.blink);
        assert!(still.scroll_animation.duration.max <= 0.0);
    }
}

/// What moves takes its time from the style, which is none where motion is reduced.
#[test]
fn nothing_moves_by_a_time_of_its_own() {
    let own = [
        "_with_time(",
        "_with_time_and_easing(",
        "ScrollAnimation::new",
        "ScrollAnimation::duration",
        "animation_time:",
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut folders = vec![folder.clone()];
    let (mut faults, mut files) = (Vec::new(), 0);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("theme/style.rs") {
                files += 1;
                let code = fs::read_to_string(&path).unwrap();
                let found = own.iter().filter(|way| code.contains(**way));
                faults.extend(found.map(|way| format!("{} has {way}", path.display())));
            }
        }
    }
    assert!(files > 100, "{files} files");
    assert!(faults.is_empty(), "{faults:#?}");
}
