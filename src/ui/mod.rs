//! The screen: reads a [`model::Model`], pushes [`Action`]s. Never sees the store, a thread, a socket or a file.

pub mod action;
pub mod icons;
pub mod model;
pub mod theme;
pub mod widgets;
pub mod words;

pub use action::{Action, Actions};

/// What the widgets remember between frames.
#[derive(Default)]
pub struct ViewState;

/// Draws the window.
pub fn root_ui(
    _ui: &mut egui::Ui,
    _model: &model::Model,
    _actions: &mut Actions,
    _view: &mut ViewState,
) {
}
