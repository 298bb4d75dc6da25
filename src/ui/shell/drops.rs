//! Files dropped on the window: subtitles are brought in for the open call, all others are imported.

use std::path::{Path, PathBuf};

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui};

use crate::ui::icons::Icon;
use crate::ui::model::{Model, Opened, Screen};
use crate::ui::theme::{RADIUS_CARD, Themed, text};
use crate::ui::{Action, Actions};

pub(super) fn drops_ui(ui: &Ui, model: &Model, actions: &mut Actions) {
    let (dropped, hovered) = ui.input(|input| {
        let dropped = input.raw.dropped_files.iter();
        let dropped: Vec<PathBuf> = dropped.map(|file| file.path().to_owned()).collect();
        let hovered = input.raw.hovered_files.iter();
        let hovered: Vec<Option<PathBuf>> = hovered.map(|file| file.path.clone()).collect();
        (dropped, hovered)
    });
    let open = match &model.open_call {
        Opened::Ready(open) if model.screen == Screen::Calls => Some(open),
        _ => None,
    };
    if let Some(open) = open {
        let is_hovered = |path: &Option<PathBuf>| path.as_deref().is_some_and(is_subtitles);
        if hovered.iter().any(is_hovered) {
            hint_ui(ui, "Drop to bring in as subtitles of the open call");
            return;
        }
        let (subtitles, others): (Vec<PathBuf>, Vec<PathBuf>) =
            dropped.into_iter().partition(|path| is_subtitles(path));
        if !subtitles.is_empty() {
            actions.push(Action::ReadSubtitles(open.call.id, subtitles));
        }
        if !others.is_empty() {
            actions.push(Action::Import(others));
        }
    } else if !dropped.is_empty() {
        actions.push(Action::Import(dropped));
    }
    if !hovered.is_empty() {
        hint_ui(ui, "Drop to import these deliveries");
    }
}

fn is_subtitles(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ["srt", "vtt"]
            .iter()
            .any(|one| ending.eq_ignore_ascii_case(one))
    })
}

fn hint_ui(ui: &Ui, words: &str) {
    let tokens = ui.tokens();
    Area::new(Id::unique("drop hint"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, [0.0, 0.0])
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(tokens.surface)
                .stroke(Stroke::new(1.0, tokens.accent))
                .corner_radius(CornerRadius::same(RADIUS_CARD))
                .inner_margin(Margin::symmetric(32, 24))
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        Icon::Import.show(ui, 20.0, tokens.accent);
                        ui.label(text::strong(words));
                    });
                });
        });
}
