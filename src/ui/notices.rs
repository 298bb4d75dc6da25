//! What was done or failed in passing, at the foot of the page.

use egui::accesskit::{Live, Role};
use egui::{
    Align, Align2, Area, CornerRadius, Frame, Id, Layout, Margin, Order, Rect, Stroke, Ui, vec2,
};

use super::bidi;
use super::command::Command;
use super::icons::Icon;
use super::model::{Model, Notice};
use super::theme::{RADIUS_CARD, Themed, text};
use super::{Action, Actions, widgets};

/// How long one stands that tells what was done, seconds: long enough to be read, and to be undone.
const STANDS_SECS: f64 = 6.0;
const STANDS_WITH_UNDO_SECS: f64 = 10.0;
/// How many are seen at once.
const SEEN: usize = 3;
/// Points.
const WIDTH: f32 = 520.0;
const MARGIN: f32 = 16.0;
/// What the buttons take, points.
const CLOSE: f32 = 48.0;
const UNDO: f32 = 98.0;

/// When the one that tells what was done goes.
#[derive(Default)]
pub struct NoticeBar {
    /// Which it is.
    number: u64,
    /// On the clock of the window, in seconds.
    goes_at: f64,
}

/// Draws the newest over the foot of `page`.
pub fn notices_ui(ui: &Ui, page: Rect, model: &Model, actions: &mut Actions, bar: &mut NoticeBar) {
    let all = model.notices.all();
    let Some(last) = all.len().checked_sub(1) else {
        return;
    };
    let width = WIDTH.min(page.width() - 2.0 * MARGIN);
    let foot = page.center_bottom() - vec2(0.0, MARGIN);
    let area = Area::new(Id::unique("notices"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(foot)
        .constrain_to(page);
    let shown = area.show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 8.0;
        for notice in &all[(last + 1).saturating_sub(SEEN)..] {
            notice_ui(ui, notice, actions);
        }
    });
    if let Some(done) = all.iter().find(|notice| !notice.failed) {
        let is_held =
            shown.response.contains_pointer() || has_focus_within(ui, shown.response.rect);
        stand(ui, done, is_held, actions, bar);
    }
}

/// Lets it go after a while in which it was neither pointed at nor worked with.
fn stand(ui: &Ui, notice: &Notice, is_held: bool, actions: &mut Actions, bar: &mut NoticeBar) {
    let stands = if notice.can_undo {
        STANDS_WITH_UNDO_SECS
    } else {
        STANDS_SECS
    };
    let now = ui.input(|input| input.time);
    if is_held || bar.number != notice.number {
        *bar = NoticeBar {
            number: notice.number,
            goes_at: now + stands,
        };
    }
    let left = bar.goes_at - now;
    if left <= 0.0 {
        actions.push(Action::DismissNotice(notice.number));
    } else {
        ui.request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
}

fn has_focus_within(ui: &Ui, rect: Rect) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    let at = focused.and_then(|id| ui.read_response(id));
    at.is_some_and(|response| {
        let is_here = rect.contains_rect(response.rect);
        is_here && response.layer_id.id == Id::unique("notices")
    })
}

fn notice_ui(ui: &mut Ui, notice: &Notice, actions: &mut Actions) {
    let tokens = ui.tokens();
    let frame = Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.hairline))
        .shadow(ui.visuals().popup_shadow)
        .corner_radius(CornerRadius::same(RADIUS_CARD))
        .inner_margin(Margin::symmetric(14, 8));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let (icon, color) = if notice.failed {
                (Icon::Warning, tokens.sentiment_negative)
            } else {
                (Icon::Check, tokens.sentiment_positive)
            };
            icon.show(ui, 16.0, color);
            let buttons = if notice.can_undo { UNDO + CLOSE } else { CLOSE };
            let width = ui.available_width() - buttons;
            ui.allocate_ui_with_layout(
                vec2(width, ui.spacing().interact_size.y),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_min_width(width);
                    bidi::wrapped_ui(ui, text::body(&notice.text));
                },
            );
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons_ui(ui, notice, actions);
            });
        });
        tell(ui, notice);
    });
}

/// What it is to a screen reader, which reads it out when it comes.
fn tell(ui: &Ui, notice: &Notice) {
    let (role, live) = if notice.failed {
        (Role::Alert, Live::Assertive)
    } else {
        (Role::Status, Live::Polite)
    };
    let Rect { min, max } = ui.min_rect();
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_live(live);
        node.set_label(notice.text.as_str());
        node.set_bounds(egui::accesskit::Rect {
            x0: min.x.into(),
            y0: min.y.into(),
            x1: max.x.into(),
            y1: max.y.into(),
        });
    });
}

fn buttons_ui(ui: &mut Ui, notice: &Notice, actions: &mut Actions) {
    if widgets::icon_button_ui(ui, Icon::Close, "Put this notice away").clicked() {
        actions.push(Action::DismissNotice(notice.number));
    }
    if !notice.can_undo {
        return;
    }
    let undo = widgets::button_ui(ui, Some(Icon::Undo), "Undo");
    let hint = Command::Undo.name_with_key("Undo", ui.ctx());
    if undo.on_hover_text(text::body(hint)).clicked() {
        actions.push(Action::Undo);
        actions.push(Action::DismissNotice(notice.number));
    }
}
