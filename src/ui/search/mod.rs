//! The field in which calls are searched: the language as it is typed, what it means, what is wrong, how it goes on.

mod completion;
mod painted;

use egui::text::CCursorRange;
use egui::text_edit::TextEditState;
use egui::{
    CornerRadius, Frame, Id, Key, Margin, Rect, Role, Shape, Stroke, StrokeKind, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::icons::Icon;
use super::model::Search;
use super::theme::{RADIUS_BUTTON, Themed, text};
use super::{Action, Actions, keys, widgets, words};
use crate::call::listing::Count;
use crate::call::question::{
    Completion, End, Field, Filter, Question, Reading, completions, parse_typing, value_key,
};
use crate::ui::command::Command;

use completion::{Choice, Popup};

const HEIGHT: f32 = 36.0;
/// From the left edge to the text, points.
const LEFT: f32 = 40.0;
/// What the count and the buttons take at the right, points.
const RIGHT: f32 = 156.0;
/// What the buttons alone take there, and below which width of the field they are alone.
const BUTTONS: f32 = 76.0;
const WITH_COUNT: f32 = 330.0;
/// The room of the text from which on the hint has examples, points.
const WITH_EXAMPLES: f32 = 250.0;

/// What the field remembers between frames.
#[derive(Default)]
pub struct SearchState {
    /// The way on that the arrows chose.
    chosen: Option<usize>,
    /// True while ways on are shown.
    is_open: bool,
}

/// The widget that takes what is typed.
pub fn field_id() -> Id {
    Id::unique("search field")
}

/// Draws the field into `rect`.
pub fn search_ui(
    ui: &mut Ui,
    rect: Rect,
    search: &Search,
    actions: &mut Actions,
    state: &mut SearchState,
    are_filters_shown: &mut bool,
) {
    let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), HEIGHT));
    let reading = parse_typing(&search.typed);
    let has_focus = ui.memory(|memory| memory.has_focus(field_id()));
    let cursor = cursor(ui, &search.typed);
    let values = |field: Field, start: &str| values(search, field, start);
    let ways = if has_focus && state.is_open {
        completions(&search.typed, cursor, &values)
    } else {
        Vec::new()
    };
    let mut choice = completion::take_keys(ui, state, &ways);
    if has_focus && !state.is_open && keys::take(ui, Key::ArrowDown) {
        state.is_open = true;
    }
    ground_ui(ui, rect, has_focus);
    end_ui(ui, rect, search, actions, are_filters_shown);
    let inner = Rect::from_min_max(
        pos2(rect.left() + LEFT, rect.top()),
        pos2(rect.right() - right(rect), rect.bottom()),
    );
    let is_choosing = !ways.is_empty();
    let typed = text_ui(ui, inner, search, &reading, is_choosing);
    if let Some(typed) = typed {
        state.is_open = true;
        state.chosen = None;
        actions.push(Action::Ask(typed));
    } else if !has_focus {
        state.is_open = false;
        state.chosen = None;
    }
    let popup = Popup {
        ways: &ways,
        mistake: reading.mistakes.first(),
        chosen: state.chosen,
    };
    if let Some(pressed) = popup.ui(ui, rect) {
        choice = Some(Choice(pressed));
    }
    if let Some(Choice(index)) = choice
        && let Some(way) = ways.get(index)
    {
        accept(ui, &search.typed, way, actions, state);
    }
}

fn accept(ui: &Ui, typed: &str, way: &Completion, actions: &mut Actions, state: &mut SearchState) {
    let before = &typed[..way.replaces.start];
    let after = typed[way.replaces.end..].trim_start_matches(' ');
    let new = format!("{before}{}{after}", way.text);
    let at = before.chars().count() + way.text.chars().count();
    let mut edit = TextEditState::load(ui.ctx(), field_id()).unwrap_or_default();
    let cursor = egui::text::CCursor::new(at);
    edit.cursor.set_char_range(Some(CCursorRange::one(cursor)));
    edit.store(ui.ctx(), field_id());
    ui.memory_mut(|memory| memory.request_focus(field_id()));
    // After a value the next word begins; after a filter its values are still to come.
    state.is_open = !way.text.ends_with(' ');
    state.chosen = None;
    actions.push(Action::Ask(new));
}

fn ground_ui(ui: &Ui, rect: Rect, has_focus: bool) {
    let tokens = ui.tokens();
    let radius = CornerRadius::same(RADIUS_BUTTON);
    ui.painter().rect_filled(rect, radius, tokens.raised);
    let edge = if has_focus {
        Stroke::new(1.0, tokens.accent)
    } else {
        // Nothing, unless edges are drawn for contrast.
        ui.visuals().widgets.inactive.bg_stroke
    };
    ui.painter()
        .rect_stroke(rect, radius, edge, StrokeKind::Inside);
    let center = pos2(rect.left() + 20.0, rect.center().y);
    let icon = Rect::from_center_size(center, vec2(16.0, 16.0));
    Icon::Search.paint_at(ui, icon, tokens.text_subdued);
}

/// The text itself; what it is now, when it was changed.
fn text_ui(
    ui: &mut Ui,
    rect: Rect,
    search: &Search,
    reading: &Reading,
    is_choosing: bool,
) -> Option<String> {
    let tokens = ui.tokens();
    let mut typed = search.typed.clone();
    let mut layouter =
        |ui: &Ui, buffer: &dyn egui::TextBuffer, _: f32| painted::galley(ui, buffer.as_str());
    let painter = ui.painter().with_clip_rect(rect.expand2(vec2(4.0, 0.0)));
    let chips = painter.add(Shape::Noop);
    let edit = TextEdit::singleline(&mut typed)
        .id(field_id())
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .desired_width(rect.width())
        .lock_focus(is_choosing)
        .hint_text(text::subdued(if rect.width() < WITH_EXAMPLES {
            "Search calls"
        } else {
            "Search calls: words, numbers, is:missed…"
        }))
        .layouter(&mut layouter);
    let line = Rect::from_center_size(rect.center(), vec2(rect.width(), 20.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(line));
    let output = edit.show(&mut child);
    let shapes = painted::chips(&output.galley, &search.typed, reading)
        .map(|chip| {
            let chip = chip.translate(output.galley_pos.to_vec2());
            Shape::rect_filled(chip, CornerRadius::same(4), tokens.hover)
        })
        .collect();
    painter.set(chips, Shape::Vec(shapes));
    for line in painted::faults(&output.galley, reading) {
        let line = line.translate(output.galley_pos.to_vec2());
        painter.rect_filled(line, CornerRadius::ZERO, tokens.sentiment_negative);
    }
    let response = output.response.response;
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search calls"));
    if let Some(mistake) = reading.mistakes.first() {
        let told = completion::told(mistake);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(told);
            node.set_invalid(egui::accesskit::Invalid::True);
        });
    }
    response.changed().then_some(typed)
}

/// What stands at the right takes so much.
fn right(rect: Rect) -> f32 {
    if rect.width() < WITH_COUNT {
        BUTTONS
    } else {
        RIGHT
    }
}

/// At the right: how many there are, the button that clears, the one of the filters.
fn end_ui(
    ui: &mut Ui,
    rect: Rect,
    search: &Search,
    actions: &mut Actions,
    are_filters_shown: &mut bool,
) {
    let room = Rect::from_min_max(pos2(rect.right() - right(rect), rect.top()), rect.max);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let builder = UiBuilder::new()
        .max_rect(room.shrink2(vec2(3.0, 2.0)))
        .layout(layout);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let name = if *are_filters_shown {
            "Hide the filters"
        } else {
            "Show the filters"
        };
        let name = Command::Filters.name_with_key(name, ui.ctx());
        if !*are_filters_shown {
            ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
        }
        if widgets::icon_button_ui(ui, Icon::Filter, &name).clicked() {
            *are_filters_shown = !*are_filters_shown;
        }
        ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
        if !search.typed.is_empty()
            && widgets::icon_button_ui(ui, Icon::Close, "Clear the search").clicked()
        {
            actions.push(Action::Ask(String::new()));
        }
        if rect.width() < WITH_COUNT {
            return;
        }
        ui.add_space(4.0);
        let count = told_count(search.count);
        ui.add(
            egui::Label::new(text::caption(count))
                .selectable(false)
                .truncate(),
        );
    });
}

/// How many calls, as far as that is known.
pub(super) fn told_count(count: Count) -> String {
    match count {
        Count::Unknown => String::new(),
        Count::AtLeast(least) => {
            let least = words::count(usize::try_from(least).unwrap_or(usize::MAX));
            format!("{least}+ calls")
        }
        Count::Exactly(exact) => words::calls(exact),
    }
}

/// The question for all calls from a number, as it is typed.
pub fn same_caller(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).collect();
    let end = End::From;
    Question::of(Filter::Number { end, digits }).to_string()
}

/// Where the cursor is, in bytes.
fn cursor(ui: &Ui, typed: &str) -> usize {
    let state = TextEditState::load(ui.ctx(), field_id());
    let range = state.and_then(|state| state.cursor.char_range());
    let chars = range.map_or(usize::MAX, |range| range.primary.index.0);
    typed
        .char_indices()
        .nth(chars)
        .map_or(typed.len(), |(at, _)| at)
}

/// The values of a field that begin so, and after them those of which another word does.
fn values(search: &Search, field: Field, start: &str) -> Vec<String> {
    let start = value_key(start);
    let facets = &search.facets.answer;
    let counted = facets.fields.iter().filter(|(known, _)| *known == field);
    let counted = counted.flat_map(|(_, values)| values.iter().map(|(value, _)| value));
    let others = facets.others.iter().filter(|(known, _)| *known == field);
    let all = counted.chain(others.flat_map(|(_, values)| values));
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for value in all {
        match begins(value, &start) {
            Some(0) => first.push(value.clone()),
            Some(_) => then.push(value.clone()),
            None => {}
        }
    }
    first.append(&mut then);
    first
}

/// Where the first word of a value is that begins so, by words counted in bytes of what is compared.
fn begins(value: &str, start: &str) -> Option<usize> {
    let folded;
    // Thousands of values are looked through in a frame, nearly all of them in plain letters.
    let plain = if value.is_ascii() {
        value
    } else {
        folded = value_key(value);
        &folded
    };
    let is_word = |at: usize| at == 0 || !plain.as_bytes()[at - 1].is_ascii_alphanumeric();
    let begins = |at: usize| {
        let word = plain.get(at..at + start.len());
        word.is_some_and(|word| word.eq_ignore_ascii_case(start))
    };
    (0..=plain.len().checked_sub(start.len())?).find(|at| is_word(*at) && begins(*at))
}
