//! When calls started, as bars above the list; a span of them that is dragged or chosen by keys is asked for.

mod bars;

use egui::{EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::model::Model;
use super::theme::{Themed, text};
use super::{Action, Actions, keys, words};
use crate::call::WeekStart;
use crate::call::listing::Histogram;
use crate::call::question::{Filter, Side, Term, When, removed, replaced};

use bars::{Bars, Chosen};

const HEIGHT: f32 = 40.0;
const CAPTION: f32 = 22.0;

/// What the histogram remembers between frames.
#[derive(Default)]
pub struct HistogramState {
    /// The bar where a choice began and the one where it is now.
    chosen: Option<(usize, usize)>,
}

/// Draws bars and dates; an empty place where there are no calls or none were counted yet: what is below stands still.
pub fn histogram_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    state: &mut HistogramState,
    zone: &TimeZone,
) {
    let search = &model.search;
    let histogram = &search.histogram.answer;
    let size = vec2(ui.available_width(), HEIGHT + CAPTION);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    if histogram.counts.is_empty() {
        return;
    }
    let now = model.now.to_zoned(zone.clone());
    let plot = Rect::from_min_size(rect.min, vec2(rect.width(), HEIGHT));
    let response = ui.interact(plot, Id::unique("histogram"), Sense::click_and_drag());
    let bars = Bars {
        histogram,
        rect: plot,
    };
    let pending = choose(ui, &bars, &response, state);
    let asked = asked(
        &search.question.terms,
        histogram,
        (&now, model.choices.week),
    );
    let shown = state.chosen.map(Chosen::of).or(asked);
    let told = told(histogram, shown, &now);
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, "Calls over time"));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(told.clone());
    });
    bars.paint(ui, shown, search.histogram.is_old(search.number), &response);
    dates_ui(ui, rect, histogram, &told, shown.is_some(), &now);
    match pending {
        Some(Pending::Apply(chosen)) => {
            let term = term(histogram, chosen, zone);
            actions.push(Action::Ask(replaced(&search.typed, &term)));
            state.chosen = None;
        }
        Some(Pending::Clear) => {
            state.chosen = None;
            actions.push(Action::Ask(without_time(
                &search.typed,
                &search.question.terms,
            )));
        }
        None => {}
    }
    let hint = "Drag over a time to see its calls, press twice to see all";
    response.on_hover_text(text::body(hint));
}

enum Pending {
    Apply(Chosen),
    Clear,
}

/// Follows pointer and keys; what they decided.
fn choose(
    ui: &Ui,
    bars: &Bars<'_>,
    response: &Response,
    state: &mut HistogramState,
) -> Option<Pending> {
    if response.double_clicked() {
        return Some(Pending::Clear);
    }
    if let Some(pos) = response.interact_pointer_pos() {
        let at = bars.index_at(pos.x);
        if response.drag_started() {
            let start = ui.input(|input| input.pointer.press_origin());
            let from = start.map_or(at, |start| bars.index_at(start.x));
            state.chosen = Some((from, at));
        } else if response.dragged()
            && let Some((_, to)) = &mut state.chosen
        {
            *to = at;
        } else if response.clicked() {
            return Some(Pending::Apply(Chosen::of((at, at))));
        }
    }
    if response.drag_stopped() {
        return state
            .chosen
            .map(|chosen| Pending::Apply(Chosen::of(chosen)));
    }
    if response.has_focus() {
        return by_keys(ui, bars, response.id, state);
    }
    if !response.is_pointer_button_down_on() {
        state.chosen = None;
    }
    None
}

fn by_keys(ui: &Ui, bars: &Bars<'_>, id: Id, state: &mut HistogramState) -> Option<Pending> {
    let arrows = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let last = bars.histogram.counts.len() - 1;
    for (key, right) in [(Key::ArrowRight, true), (Key::ArrowLeft, false)] {
        let step = |at: usize| {
            if right {
                (at + 1).min(last)
            } else {
                at.saturating_sub(1)
            }
        };
        if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key)) {
            let (from, to) = state.chosen.unwrap_or((last, last));
            state.chosen = Some((from, step(to)));
        }
        if keys::take(ui, key) {
            let at = state.chosen.map_or(last, |(_, to)| step(to));
            state.chosen = Some((at, at));
        }
    }
    if keys::take(ui, Key::Delete) || keys::take(ui, Key::Backspace) {
        return Some(Pending::Clear);
    }
    let chosen = state.chosen?;
    keys::take(ui, Key::Enter).then(|| Pending::Apply(Chosen::of(chosen)))
}

/// The bars of the time that the question asks for.
fn asked(
    terms: &[Term],
    histogram: &Histogram,
    (now, week): (&Zoned, WeekStart),
) -> Option<Chosen> {
    let (mut from, mut until) = (None::<Timestamp>, None::<Timestamp>);
    let mut is_asked = false;
    for term in terms.iter().filter(|term| !term.is_excluded) {
        if let Filter::When { side, when } = &term.filter {
            let bounds = side.bounds(*when, now, week);
            from = from.max(bounds.0);
            until = match (until, bounds.1) {
                (Some(known), Some(new)) => Some(known.min(new)),
                (known, new) => known.or(new),
            };
            is_asked = true;
        }
    }
    let spans = histogram.edges.windows(2);
    let is_within = |span: &[Timestamp]| {
        until.is_none_or(|until| span[0] < until) && from.is_none_or(|from| span[1] > from)
    };
    let within: Vec<usize> = spans
        .enumerate()
        .filter(|(_, span)| is_within(span))
        .map(|(index, _)| index)
        .collect();
    let (first, last) = (*within.first()?, *within.last()?);
    is_asked.then_some(Chosen { first, last })
}

/// What is asked for with these bars: days where they are whole ones.
fn term(histogram: &Histogram, chosen: Chosen, zone: &TimeZone) -> Term {
    let (from, until) = (
        histogram.edges[chosen.first],
        histogram.edges[chosen.last + 1],
    );
    let day = |at: Timestamp| {
        let at = at.to_zoned(zone.clone());
        let start = at.start_of_day().ok()?;
        (start.timestamp() == at.timestamp()).then(|| at.date())
    };
    let when = match (day(from), day(until).and_then(|day| day.yesterday().ok())) {
        (Some(first), Some(last)) if first == last => When::Day(first),
        (Some(first), Some(last)) if first < last => When::Days(first, last),
        _ => When::Between(from, until),
    };
    Term {
        is_excluded: false,
        filter: Filter::When {
            side: Side::During,
            when,
        },
    }
}

fn without_time(typed: &str, terms: &[Term]) -> String {
    terms
        .iter()
        .filter(|term| matches!(term.filter, Filter::When { .. }))
        .fold(typed.to_owned(), |text, term| removed(&text, term))
}

/// The time of the bars in words, and how many calls they are.
fn told(histogram: &Histogram, chosen: Option<Chosen>, now: &Zoned) -> String {
    let last = histogram.counts.len() - 1;
    let Chosen { first, last } = chosen.unwrap_or(Chosen { first: 0, last });
    let count: u64 = histogram.counts[first..=last].iter().sum();
    let calls = words::calls(count);
    let (from, to) = days(histogram, first, last, now);
    if from == to {
        format!("{from} · {calls}")
    } else {
        format!("{from} to {to} · {calls}")
    }
}

/// The first and the last day of some bars.
fn days(histogram: &Histogram, first: usize, last: usize, now: &Zoned) -> (String, String) {
    let day = |at: Timestamp| {
        let date = at.to_zoned(now.time_zone().clone()).date();
        words::day(date, now.date())
    };
    let end = histogram.edges[last + 1];
    let last_moment = end - jiff::SignedDuration::from_secs(1);
    (day(histogram.edges[first]), day(last_moment))
}

fn dates_ui(ui: &Ui, rect: Rect, histogram: &Histogram, told: &str, is_chosen: bool, now: &Zoned) {
    let (from, to) = days(histogram, 0, histogram.counts.len() - 1, now);
    let middle = rect.bottom() - CAPTION / 2.0;
    let color = ui.tokens().text_subdued;
    let put = |align: egui::Align2, x: f32, words: &str| {
        let at = egui::pos2(x, middle);
        ui.painter()
            .text(at, align, words, text::caption_font(), color);
    };
    put(egui::Align2::LEFT_CENTER, rect.left(), &from);
    if from != to {
        put(egui::Align2::RIGHT_CENTER, rect.right(), &to);
    }
    if is_chosen {
        put(egui::Align2::CENTER_CENTER, rect.center().x, told);
    }
}
