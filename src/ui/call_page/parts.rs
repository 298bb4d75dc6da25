//! The parts of the page in their order: in two columns where there is room for them, else in one.

use egui::{Layout, Ui};
use jiff::tz::TimeZone;

use super::begin_note;
use super::beside::beside_ui;
use super::call_card::call_card_ui;
use super::came::{came_ui, visit_ui};
use super::coming::Coming;
use super::contradictions::contradictions_ui;
use super::deliveries::{DeliveriesState, deliveries_ui};
use super::delivery_line::Clock;
use super::digest::Digest;
use super::dispositions::dispositions_ui;
use super::evidence::EvidenceState;
use super::header::header_ui;
use super::keywords::{Unfolded, keywords_ui};
use super::notes::{Notes, NotesState, notes_ui};
use super::own_lists::own_lists_ui;
use super::quiet::quiet_button_ui;
use super::rows::{Whole, lines_card_ui};
use super::same_person::same_person_ui;
use super::sentiment::sentiment_ui;
use super::transcript::{TranscriptState, transcript_ui};
use super::voice::voice_ui;
use crate::ui::Actions;
use crate::ui::bidi;
use crate::ui::command::Command;
use crate::ui::model::Model;
use crate::ui::theme::{GAP, text};
use crate::ui::widgets::card_ui;

/// From this width on there are two columns, points.
const WIDE: f32 = 836.0;
/// Least and most width of the right column, points; between them a share of the page.
const RIGHT: (f32, f32) = (316.0, 440.0);
const RIGHT_SHARE: f32 = 0.34;
/// Between the columns, points.
const BETWEEN: f32 = 16.0;

/// Height of a line of text, points: rows are no higher because a button could stand in them.
const LINE: f32 = 20.0;

/// What of the page is unfolded, and where its transcript and deliveries stand.
#[derive(Default)]
pub struct Shown {
    pub transcript: TranscriptState,
    pub notes: NotesState,
    /// True while the sheet is open on which the analysis is overruled.
    pub is_overruling: bool,
    /// How much of the page is there.
    pub coming: Coming,
    evidence: EvidenceState,
    deliveries: DeliveriesState,
    keywords: Unfolded,
    whole: Whole,
}

impl Shown {
    /// Nothing is unfolded in another call. What is half typed stays.
    pub fn of_another_call(self) -> Self {
        Self {
            notes: self.notes,
            ..Self::default()
        }
    }
}

/// What the parts are drawn from.
struct Page<'a> {
    digest: &'a Digest,
    model: &'a Model,
    /// Where the business is.
    zone: &'a TimeZone,
    actions: &'a mut Actions,
    shown: &'a mut Shown,
}

/// Draws all parts of the page.
pub fn parts_ui(
    ui: &mut Ui,
    digest: &Digest,
    model: &Model,
    actions: &mut Actions,
    shown: &mut Shown,
) {
    let spacing = ui.spacing_mut();
    spacing.item_spacing.y = 4.0;
    spacing.interact_size.y = LINE;
    header_ui(ui, &digest.open, model, actions);
    ui.add_space(6.0);
    enter_ui(ui, digest, model, actions, shown);
    ui.add_space(GAP - 2.0);
    let business = digest.open.call.facts.time_zone.text();
    let zone = model.times.of_business(business);
    let mut page = Page {
        digest,
        model,
        zone: &zone,
        actions,
        shown,
    };
    if ui.available_width() >= WIDE {
        let right = (ui.available_width() * RIGHT_SHARE).clamp(RIGHT.0, RIGHT.1);
        beside_ui(
            ui,
            (right.round(), BETWEEN),
            Layout::top_down(egui::Align::Min),
            &mut page,
            |ui, page| left_ui(ui, page),
            |ui, page| right_ui(ui, page),
        );
    } else {
        narrow_ui(ui, &mut page);
    }
    shown.coming.end_ui(ui);
    if let Some(line) = shown.evidence.take_wanted() {
        shown.transcript.point_at(digest.transcript.piece_of(line));
    }
}

/// What a person can enter.
fn enter_ui(ui: &mut Ui, digest: &Digest, model: &Model, actions: &mut Actions, shown: &mut Shown) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        let caption = if shown.notes.has_draft(digest.open.row.id) {
            "Go on with your note"
        } else {
            "Add a note"
        };
        let name = Command::Note.name_with_key(caption, ui.ctx());
        if !model.is_masked && quiet_button_ui(ui, caption, &name).clicked() {
            begin_note(model, &digest.open, actions, shown);
        }
        let name = Command::Overrule.name_with_key("Overrule the analysis", ui.ctx());
        if quiet_button_ui(ui, "Overrule the analysis…", &name).clicked() {
            shown.is_overruling = true;
        }
    });
}

fn left_ui(ui: &mut Ui, page: &mut Page) {
    said_ui(ui, page);
    if page.digest.transcript.lines.is_empty() {
        way_ui(ui, page);
    }
    if !page.digest.transcript.is_long() {
        verdicts_ui(ui, page);
    }
    rest_ui(ui, page);
}

fn right_ui(ui: &mut Ui, page: &mut Page) {
    facts_ui(ui, page);
    voice_part_ui(ui, page);
    if !page.digest.transcript.lines.is_empty() {
        way_ui(ui, page);
    }
    if page.digest.transcript.is_long() {
        verdicts_ui(ui, page);
    }
    visit_part_ui(ui, page);
}

/// What a long transcript would push far down comes before it.
fn narrow_ui(ui: &mut Ui, page: &mut Page) {
    let long = page.digest.transcript.is_long();
    facts_ui(ui, page);
    if long {
        verdicts_ui(ui, page);
        way_ui(ui, page);
    }
    said_ui(ui, page);
    voice_part_ui(ui, page);
    if !long {
        verdicts_ui(ui, page);
        way_ui(ui, page);
    }
    visit_part_ui(ui, page);
    rest_ui(ui, page);
}

/// The bare facts and the mood.
fn facts_ui(ui: &mut Ui, page: &mut Page) {
    let open = &page.digest.open;
    part_ui(ui, page, |ui, page| {
        call_card_ui(ui, open, page.model, page.actions, &mut page.shown.whole);
    });
    part_ui(ui, page, |ui, page| {
        same_person_ui(ui, open, page.model, page.actions);
    });
    part_ui(ui, page, |ui, page| {
        sentiment_ui(ui, open, &mut page.shown.evidence);
    });
    part_ui(ui, page, |ui, _| {
        contradictions_ui(ui, &open.analysis.contradictions);
    });
}

/// What was said, and what it comes to.
fn said_ui(ui: &mut Ui, page: &mut Page) {
    let digest = page.digest;
    part_ui(ui, page, |ui, page| {
        let notes = Notes {
            open: &digest.open,
            player: &page.model.player,
            question: &page.model.search.question,
            zone: page.zone,
            clock: page.model.times.clock,
            now: page.model.now,
            is_only_read: page.model.is_masked,
        };
        notes_ui(ui, &notes, &mut page.shown.notes, page.actions);
    });
    if let Some(summary) = digest.open.call.facts.summary.text() {
        part_ui(ui, page, |ui, _| text_card_ui(ui, "Summary", summary));
    }
    part_ui(ui, page, |ui, page| {
        transcript_ui(
            ui,
            &digest.open,
            &digest.transcript,
            &digest.clock,
            &mut page.shown.transcript,
            page.actions,
        );
    });
    let has_recording = digest.open.call.facts.recording_url.text().is_some();
    let plays = has_recording.then_some(digest.open.call.id);
    part_ui(ui, page, |ui, page| {
        let unfolded = &mut page.shown.keywords;
        keywords_ui(ui, &digest.keywords, plays, unfolded, page.actions);
    });
    part_ui(ui, page, |ui, page| {
        own_lists_ui(ui, &digest.open, &mut page.shown.evidence);
    });
}

/// Who talks how much, where it was measured.
fn voice_part_ui(ui: &mut Ui, page: &mut Page) {
    let heard = page.digest.seen.as_ref();
    let analysis = heard.and_then(|heard| heard.analysis.as_ref());
    if let Some(voice) = analysis.and_then(|analysis| analysis.voice.as_ref()) {
        let call = page.digest.open.call.id;
        part_ui(ui, page, |ui, page| voice_ui(ui, call, voice, page.actions));
    }
}

/// How the caller came.
fn way_ui(ui: &mut Ui, page: &mut Page) {
    let attribution = &page.digest.open.call.facts.attribution;
    part_ui(ui, page, |ui, page| {
        let whole = &mut page.shown.whole;
        came_ui(ui, &page.digest.steps, attribution, whole, page.actions);
    });
}

/// What the sender's analysis decides.
fn verdicts_ui(ui: &mut Ui, page: &mut Page) {
    let digest = page.digest;
    part_ui(ui, page, |ui, page| {
        dispositions_ui(
            ui,
            &digest.open,
            &mut page.shown.evidence,
            &mut page.shown.whole,
        );
    });
    part_ui(ui, page, |ui, page| {
        lines_card_ui(
            ui,
            "Lead outcome",
            &digest.lead_outcome,
            &mut page.shown.whole,
        );
    });
    part_ui(ui, page, |ui, page| {
        lines_card_ui(ui, "Lead value", &digest.lead_value, &mut page.shown.whole);
    });
    part_ui(ui, page, |ui, page| {
        lines_card_ui(ui, "Topics", &digest.topics, &mut page.shown.whole);
    });
}

/// What machines know the visit by.
fn visit_part_ui(ui: &mut Ui, page: &mut Page) {
    let attribution = &page.digest.open.call.facts.attribution;
    part_ui(ui, page, |ui, page| {
        visit_ui(ui, attribution, &mut page.shown.whole);
    });
}

/// What has no place of its own, what could not be read, and where all of it comes from.
fn rest_ui(ui: &mut Ui, page: &mut Page) {
    let digest = page.digest;
    let open = &digest.open;
    if !open.call.warnings.is_empty() {
        part_ui(ui, page, |ui, _| {
            text_card_ui(ui, "Could not be read", &open.call.warnings.join("\n"));
        });
    }
    part_ui(ui, page, |ui, page| {
        lines_card_ui(
            ui,
            "Never seen before",
            &digest.extra,
            &mut page.shown.whole,
        );
    });
    part_ui(ui, page, |ui, page| {
        lines_card_ui(
            ui,
            "More from the sender",
            &digest.custom,
            &mut page.shown.whole,
        );
    });
    let clock = Clock {
        zone: page.zone,
        business: open.call.facts.time_zone.text(),
        times: &page.model.times,
        now: page.model.now,
    };
    part_ui(ui, page, |ui, page| {
        deliveries_ui(ui, open, clock, &mut page.shown.deliveries, page.actions);
    });
}

/// A part and the gap below it; no gap where the part is absent or still to come.
fn part_ui(ui: &mut Ui, page: &mut Page, add_part: impl FnOnce(&mut Ui, &mut Page)) {
    if !page.shown.coming.reaches(ui) {
        return;
    }
    let top = ui.cursor().top();
    add_part(ui, page);
    if ui.cursor().top() > top {
        ui.add_space(GAP - ui.spacing().item_spacing.y);
    }
}

fn text_card_ui(ui: &mut Ui, heading: &str, words: &str) {
    card_ui(ui, heading, |ui| bidi::wrapped_ui(ui, text::body(words)));
}
