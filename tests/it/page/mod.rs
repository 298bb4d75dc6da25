//! The page of a call, read through its accessibility tree and looked at.

mod calls;
mod coming;
mod entered;
pub mod extremes;
mod hostile;
mod parts;
mod pictures;
mod sounding;
mod transcript;

use std::sync::Arc;

use callbook::ui::call_page::{PageState, call_page_ui};
use callbook::ui::model::{Model, OpenCall, Opened};
use callbook::ui::theme::Themed;
use callbook::ui::{Actions, theme};
use egui::{Frame, Key, Modifiers, Vec2};
use egui_kittest::kittest::NodeT;
use egui_kittest::{Harness, HarnessBuilder};
use jiff::Timestamp;

/// The page as a window would hold it, with the window's keys for the search in the transcript.
#[derive(Default)]
pub struct Page {
    pub model: Model,
    pub state: PageState,
    /// All that was wished for so far.
    pub actions: Actions,
}

impl Page {
    /// The page of a call, half an hour after it.
    fn of(open: OpenCall) -> Self {
        let mut page = Self::default();
        page.model.now = at("2025-02-26T22:10:00Z");
        page.model.open_call = Opened::Ready(Arc::new(open));
        page
    }
}

/// A window of that size with the page in it.
fn window(size: impl Into<Vec2>) -> HarnessBuilder<Page> {
    Harness::builder()
        .with_size(size)
        .with_pixels_per_point(1.0)
        .with_max_steps(20)
        .with_context_setup(theme::install)
}

impl eframe::App for Page {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        for (modifiers, step) in [(Modifiers::SHIFT, -1), (Modifiers::NONE, 1)] {
            while ui.input_mut(|input| input.consume_key(modifiers, Key::F3)) {
                self.state.step_find(step);
            }
        }
        let ground = Frame::new().fill(ui.tokens().window);
        egui::CentralPanel::default().frame(ground).show(ui, |ui| {
            call_page_ui(ui, &self.model, &mut self.actions, &mut self.state);
        });
    }
}

/// The page of a call in a window so tall that all of it is in view.
fn tall(open: OpenCall) -> Harness<'static, Page> {
    let mut harness = window([928.0, 4000.0]).build_eframe(|_| Page::of(open));
    harness.run();
    harness
}

fn at(time: &str) -> Timestamp {
    time.parse().expect("a time as in RFC 3339")
}

/// All that a screen reader finds on the page, a node a line.
fn read(harness: &Harness<'_, Page>) -> String {
    let nodes = harness.root().children_recursive();
    let words = nodes.flat_map(|node| {
        let node = node.accesskit_node();
        [node.label(), node.value()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    });
    words.collect::<Vec<_>>().join("\n")
}
