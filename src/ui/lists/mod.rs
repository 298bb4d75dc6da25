//! The person's keyword lists: made, changed and counted, over everything else.

mod months;
mod page;
mod phrases;
mod side;

use egui::{CornerRadius, Frame, Id, Layout, Modal, Panel, Ui, vec2};

use super::model::Model;
use super::theme::{PADDING, Themed, text};
use super::{Action, Actions, widgets};
use crate::call::listing::{HeardList, KeywordLists};
use crate::call::name::key;
use phrases::Entry;

/// How large it is where there is room, points.
const SIZE: [f32; 2] = [860.0, 600.0];
/// What is left around it in a small window, points.
const AROUND: f32 = 48.0;
const SIDE: f32 = 260.0;

/// What is entered while it is open.
#[derive(Default)]
pub struct ListsPanel {
    is_open: bool,
    /// The name of the list that is shown.
    shown: Option<String>,
    /// The name of a list that is to be made.
    new_name: String,
    /// Another name for the list that is shown.
    renamed: Option<String>,
    /// True while it is asked whether to delete the list that is shown.
    is_deleting: bool,
    entry: Entry,
    /// True while names are masked: what stands invented on the screen is not written from there.
    is_only_read: bool,
}

impl ListsPanel {
    /// Opens it, and has the lists counted anew.
    pub fn open(&mut self, actions: &mut Actions) {
        *self = Self {
            is_open: true,
            shown: self.shown.take(),
            ..Self::default()
        };
        actions.push(Action::CountLists);
    }

    /// True while it covers the window.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Shows another list.
    fn show(&mut self, name: &str) {
        self.shown = Some(name.to_owned());
        self.renamed = None;
        self.is_deleting = false;
        self.entry = Entry::default();
    }

    fn of<'l>(&self, lists: &'l KeywordLists) -> Option<&'l HeardList> {
        let shown = self.shown.as_ref().map(|name| key(name));
        let mut own = lists.own.iter();
        own.find(|one| Some(key(&one.list.name)) == shown)
            .or(lists.own.first())
    }
}

/// Draws it while it is open.
pub fn lists_ui(ui: &Ui, model: &Model, actions: &mut Actions, panel: &mut ListsPanel) {
    if !panel.is_open {
        return;
    }
    panel.is_only_read = model.is_masked;
    let room = ui.ctx().content_rect().size() - vec2(AROUND, AROUND);
    let size = vec2(SIZE[0], SIZE[1]).min(room);
    let frame = Frame::popup(ui.style())
        .inner_margin(0)
        .fill(ui.tokens().window);
    let left = Frame::new()
        .fill(ui.tokens().surface)
        .inner_margin(PADDING)
        .corner_radius(CornerRadius {
            ne: 0,
            se: 0,
            ..frame.corner_radius
        });
    let sheet = Modal::new(Id::unique("keyword lists")).frame(frame);
    let sheet = sheet.show(ui.ctx(), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        Panel::left("keyword lists, side")
            .exact_size(SIDE.min(size.x * 0.4))
            .resizable(false)
            .frame(left)
            .show(ui, |ui| side::side_ui(ui, model, actions, panel));
        Frame::new()
            .inner_margin(PADDING)
            .show(ui, |ui| right_ui(ui, model, actions, panel))
            .inner
    });
    if sheet.inner || sheet.should_close() {
        panel.is_open = false;
    }
}

/// The list that is shown; true when all of it is to be closed.
fn right_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, panel: &mut ListsPanel) -> bool {
    let mut is_done = false;
    let foot = Layout::bottom_up(egui::Align::Max);
    ui.with_layout(foot, |ui| {
        is_done = widgets::button_ui(ui, None, "Close").clicked();
        ui.add_space(12.0);
        ui.with_layout(Layout::top_down(egui::Align::Min), |ui| {
            let shown = model.keyword_lists.as_deref();
            match shown.and_then(|lists| Some((lists, panel.of(lists)?))) {
                Some((lists, list)) => page::page_ui(ui, lists, list, actions, panel),
                None => nothing_ui(ui, model),
            }
        });
    });
    is_done
}

fn nothing_ui(ui: &mut Ui, model: &Model) {
    if model.keyword_lists.is_none() {
        ui.label(text::subdued("Looking through the calls…"));
        return;
    }
    widgets::empty_ui(
        ui,
        "No list of your own yet",
        "Name one at the left and give it words: it finds every call in which they were said, in all history at once.",
    );
}
