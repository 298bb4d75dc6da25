//! The window, drawn without a display: what it shows, how it is worked, and pictures of its main screens.

pub mod book;
mod changes;
mod commands;
mod counted;
mod gaps;
mod keys_told;
mod limits;
mod lists;
mod pictures;
mod plain;
mod reached;
pub mod received;
mod scripts;
mod settings;
mod sizes;
mod states;
mod steady;
mod thread;
mod walked;
mod worked;

pub use lists::model as of_lists;

use callbook::call::question::parse_typing;
use callbook::call::{CallId, EntryId};
use callbook::ui::model::{BulkAction, Folder, Model, Screen};
use callbook::ui::theme;
use callbook::ui::{Action, Actions, ViewState, root_ui};
use egui_kittest::{Harness, HarnessBuilder};
use jiff::tz::TimeZone;

/// A window and what it was asked to do.
pub struct Window {
    pub model: Model,
    view: ViewState,
    /// All actions since the start, but for what is in view.
    pub log: Actions,
    /// The rows that were in view, since the start.
    pub views: Vec<Vec<CallId>>,
}

impl Window {
    pub fn new(model: Model) -> Self {
        Self {
            model,
            view: ViewState::in_zone(TimeZone::UTC),
            log: Vec::new(),
            views: Vec::new(),
        }
    }
}

impl eframe::App for Window {
    /// One frame, after which the model follows the selection as the program's does.
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let mut actions = Actions::new();
        root_ui(ui, &self.model, &mut actions, &mut self.view);
        for action in &actions {
            match action {
                Action::SelectCall(id) => self.model.calls.selected = Some(*id),
                Action::SelectDelivery(id) => {
                    self.model.deliveries.selected = Some(EntryId::Delivery(*id));
                    self.model.open_request = None;
                }
                Action::SelectRequest(id) => {
                    self.model.deliveries.selected = Some(EntryId::Request(*id));
                    self.model.open_request = book::open_request(&self.model, *id);
                }
                Action::ShowScreen(screen) => self.model.screen = *screen,
                Action::SetTheme(theme) => self.model.theme = *theme,
                Action::PauseDeliveries(on) => self.model.deliveries.pause(*on),
                Action::FindDeliveries(filter, text) => {
                    self.model.deliveries.filter = *filter;
                    self.model.deliveries.search.clone_from(text);
                }
                Action::Ask(typed) => {
                    let search = &mut self.model.search;
                    search.question = parse_typing(typed).question;
                    search.typed.clone_from(typed);
                }
                Action::KeepView(view) => self.model.search.keep_view(view.clone()),
                Action::RenameView(from, to) => self.model.search.rename_view(from, to),
                Action::DropView(name) => self.model.search.drop_view(name),
                Action::Sort(sort) => self.model.search.sort = *sort,
                Action::Bulk(BulkAction::AskExport) => {
                    self.model.bulk.asking = Some(Folder::default());
                }
                Action::Bulk(BulkAction::CloseExport) => self.model.bulk.asking = None,
                Action::SetLook(look) => self.model.look = look.clone(),
                Action::DismissNotice(number) => self.model.notices.dismiss(*number),
                Action::SetLimit(name, number) => {
                    let mut limits = self.model.limits.iter_mut();
                    let limit = limits.find(|limit| limit.name == *name).unwrap();
                    limit.now = number.unwrap_or(limit.usual);
                }
                Action::Choose(choice) => self.model.take_choice(choice.clone()),
                _ => {}
            }
        }
        for action in actions {
            match action {
                Action::ViewRows(ids) => self.views.push(ids),
                other => self.log.push(other),
            }
        }
    }
}

/// A window of that size on `model`, without a picture.
pub fn open(model: Model, size: [f32; 2]) -> Harness<'static, Window> {
    build(Harness::builder(), model, size)
}

pub fn build(
    builder: HarnessBuilder<Window>,
    model: Model,
    size: [f32; 2],
) -> Harness<'static, Window> {
    build_sharp(builder, model, size, 1.0)
}

/// The same with so many pixels to a point.
fn build_sharp(
    builder: HarnessBuilder<Window>,
    model: Model,
    size: [f32; 2],
    pixels_per_point: f32,
) -> Harness<'static, Window> {
    builder
        .with_size(size)
        .with_pixels_per_point(pixels_per_point)
        .with_context_setup(theme::install)
        .build_eframe(|_| Window::new(model))
}

/// The calls of [`book`], on the screen of calls.
pub fn calls() -> Model {
    Model {
        screen: Screen::Calls,
        ..book::model()
    }
}
