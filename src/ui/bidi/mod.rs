//! Text in scripts that go from right to left, and what stands among it. egui puts the letters of a word in their
//! order, words and rows it does not: here rows are broken as the text is written, each row is put into the order
//! in which it is drawn, and what is copied out of it is as it was written. All other text is laid out as ever.
//!
//! | file | does |
//! | --- | --- |
//! | `order` | the order in which a row is drawn |
//! | `plan` | rows, and where each drawn letter stands in the text as written |
//! | `laid` | the plan laid out by egui, each letter where a pointer looks for it |
//! | `kept` | what was laid out stays while it is drawn; what is copied is put back into its order |

mod kept;
mod laid;
mod order;
mod plan;

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align, FontSelection, Galley, Label, Response, Role, Ui, WidgetInfo, WidgetText};

pub use self::laid::Laid;
pub use self::order::{drawn, goes_left};

/// Text that wraps and can be selected.
pub fn wrapped_ui(ui: &mut Ui, text: impl Into<WidgetText>) -> Response {
    let text = text.into();
    if !goes_left(text.text()) {
        return ui.add(Label::new(text).wrap().selectable(true));
    }
    let job = text.into_layout_job(ui.style(), FontSelection::Default, Align::Min);
    let mut job = Arc::unwrap_or_clone(job);
    job.wrap.max_width = ui.available_width();
    let laid = lay(ui, job);
    let response = ui.add(Label::new(Arc::clone(&laid.galley)).selectable(true));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, laid.written()));
    response
}

/// Lays out a text that wraps. Paragraphs that are read from the right stand at the right where there are several rows.
pub fn lay(ui: &Ui, job: LayoutJob) -> Laid {
    if goes_left(&job.text) {
        kept::lay(ui.ctx(), &job)
    } else {
        Laid::plain(ui.ctx().fonts_mut(|fonts| fonts.layout_job(job)))
    }
}

/// Lays out a text on one line, cut with `…` where it does not fit into `max_width` points, and tells whether it was.
pub fn line(ui: &Ui, mut job: LayoutJob, max_width: f32) -> (Arc<Galley>, bool) {
    let max_width = max_width.max(0.0);
    job.break_on_newline = false;
    if !goes_left(&job.text) {
        job.wrap = TextWrapping::truncate_at_width(max_width);
        let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
        let is_cut = galley.elided;
        return (galley, is_cut);
    }
    job.wrap = TextWrapping::no_max_width();
    // As long as before, so that the formats stay where they are.
    job.text = job.text.replace('\n', " ");
    let whole = lay(ui, job.clone()).galley;
    if whole.size().x <= max_width {
        return (whole, false);
    }
    let words = job.text.rmatch_indices(' ').map(|(at, _)| at);
    let first = job.text.find(' ').unwrap_or(job.text.len());
    let letters = job.text[..first].char_indices().map(|(at, _)| at).rev();
    let cuts = words.chain(letters);
    let cut = cuts.map(|at| lay(ui, plan::cut(&job, at)).galley);
    let fitting = |galley: &Arc<Galley>| galley.size().x <= max_width;
    (cut.into_iter().find(fitting).unwrap_or(whole), true)
}
