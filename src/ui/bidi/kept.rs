//! What was laid out stays as long as it is drawn. What is copied out of it is put back into the order in which it was
//! written.

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Context, FullOutput, Galley, OutputCommand, Plugin, Ui};

use super::laid::Laid;
use super::order::goes_left;
use super::plan::Plan;

/// Lays out a text in which something goes from right to left.
pub(super) fn lay(ctx: &Context, job: &LayoutJob) -> Laid {
    let kept = ctx.plugin_or_default::<Kept>();
    let mut kept = kept.lock();
    let key = egui::util::hash((job, ctx.pixels_per_point().to_bits()));
    let plan = kept.texts.get(&key).map(|text| Arc::clone(&text.plan));
    let plan = plan.unwrap_or_else(|| {
        let mut measure = |part| ctx.fonts_mut(|fonts| fonts.layout_job(part)).size().x;
        Arc::new(Plan::of(job, &mut measure))
    });
    let source = ctx.fonts_mut(|fonts| fonts.layout_job(plan.job.clone()));
    let text = kept.texts.entry(key).or_insert_with(|| Text {
        laid: Laid::planned(&source, &plan, job.wrap.max_width),
        source: Arc::clone(&source),
        plan: Arc::clone(&plan),
        is_drawn: true,
    });
    text.is_drawn = true;
    // Glyphs move when the texture of the fonts is made anew.
    if !Arc::ptr_eq(&text.source, &source) {
        text.laid = Laid::planned(&source, &plan, job.wrap.max_width);
        text.source = source;
    }
    text.laid.clone()
}

#[derive(Default)]
struct Kept {
    texts: HashMap<u64, Text>,
}

struct Text {
    plan: Arc<Plan>,
    source: Arc<Galley>,
    laid: Laid,
    is_drawn: bool,
}

impl Plugin for Kept {
    fn debug_name(&self) -> &'static str {
        "texts from right to left"
    }

    fn on_begin_pass(&mut self, _ui: &mut Ui) {
        self.texts
            .retain(|_, text| std::mem::take(&mut text.is_drawn));
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        for command in &mut output.platform_output.commands {
            if let OutputCommand::CopyText(text) | OutputCommand::TextSelectionSettled(text) =
                command
                && goes_left(text)
            {
                *text = self.written(text);
            }
        }
    }
}

impl Kept {
    /// A text as it was written, that was selected as it is drawn.
    fn written(&self, drawn: &str) -> String {
        let plans = || self.texts.values().map(|text| &*text.plan);
        if let Some(text) = plans().find_map(|plan| part_as_written(plan, drawn)) {
            return text;
        }
        // Out of several texts: whole ones, and the ends of others.
        let mut wholes: Vec<&Plan> = plans().collect();
        wholes.sort_by_key(|plan| std::cmp::Reverse(plan.drawn.len()));
        let whole = wholes.iter().fold(drawn.to_owned(), |text, plan| {
            text.replace(&plan.drawn, &plan.written)
        });
        let line = |line: &str| {
            let found = plans().find_map(|plan| part_as_written(plan, line));
            found.unwrap_or_else(|| line.to_owned())
        };
        let lines: Vec<String> = whole.split('\n').map(line).collect();
        lines.join("\n")
    }
}

/// What was selected out of one text, as it was written.
fn part_as_written(plan: &Plan, drawn: &str) -> Option<String> {
    if drawn == plan.drawn {
        return Some(plan.written.clone());
    }
    let start = plan.drawn.find(drawn).filter(|_| goes_left(drawn))?;
    let before = plan.drawn[..start].chars().count();
    let mut places = plan.places[before..][..drawn.chars().count()].to_vec();
    places.sort_unstable();
    places.dedup();
    let letters = places.iter().map(|at| plan.written[*at..].chars().next());
    letters.collect()
}
