//! The rows of a text and the order within them: broken as it is written, then each row put in its order.

use std::ops::Range;

use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat, TextWrapping};
use unicode_bidi::BidiInfo;

use super::order::{Stretch, stretches};

/// A text as it is to be drawn.
#[derive(Default)]
pub(super) struct Plan {
    /// The text as written.
    pub(super) written: String,
    /// For egui: a section for each stretch, broken where rows end.
    pub(super) job: LayoutJob,
    /// The letters in the order in which they are drawn, row by row.
    pub(super) drawn: String,
    /// Where each of them stands in the text as written, bytes. A break between rows stands where the space was.
    pub(super) places: Vec<usize>,
    /// By row: true where it is read from the right.
    pub(super) from_right: Vec<bool>,
}

impl Plan {
    /// Breaks `job` at its width, as `measure` tells it in points.
    pub(super) fn of(job: &LayoutJob, measure: &mut dyn FnMut(LayoutJob) -> f32) -> Self {
        let mut plan = Self {
            written: job.text.clone(),
            job: LayoutJob {
                wrap: TextWrapping::no_max_width(),
                ..LayoutJob::default()
            },
            ..Self::default()
        };
        let info = BidiInfo::new(&job.text, None);
        for paragraph in &info.paragraphs {
            let text = job.text[paragraph.range.clone()].trim_end_matches('\n');
            let range = paragraph.range.start..paragraph.range.start + text.len();
            for row in rows(job, range, measure) {
                if let Some(end) = plan.from_right.last().map(|_| row.break_at) {
                    plan.add(job, end..end, "\n");
                }
                plan.from_right.push(paragraph.level.is_rtl());
                for stretch in stretches(&info, paragraph, row.range) {
                    plan.stretch(job, stretch);
                }
            }
        }
        plan
    }

    fn stretch(&mut self, job: &LayoutJob, stretch: Stretch) {
        match stretch {
            Stretch::Right(range) => {
                for part in formats(job, range) {
                    self.add(job, part.clone(), &job.text[part]);
                }
            }
            Stretch::Left(range) => {
                let mut parts: Vec<_> = formats(job, range).collect();
                parts.reverse();
                for part in parts {
                    let word = &job.text[part.clone()];
                    self.section(word, job, part.start);
                    for (at, letter) in word.char_indices().rev() {
                        self.drawn.push(letter);
                        self.places.push(part.start + at);
                    }
                }
            }
            Stretch::Sign(at, sign) => self.add(job, at..at, sign.encode_utf8(&mut [0; 4])),
        }
    }

    /// Adds what is drawn from left to right.
    fn add(&mut self, job: &LayoutJob, range: Range<usize>, text: &str) {
        self.section(text, job, range.start);
        self.drawn.push_str(text);
        let places = text.char_indices().map(|(at, _)| range.start + at);
        self.places.extend(places);
    }

    /// Never joined with the one before: each is shaped for itself.
    fn section(&mut self, text: &str, job: &LayoutJob, at: usize) {
        let start = self.job.text.len();
        self.job.text.push_str(text);
        self.job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: ByteIndex(start)..ByteIndex(self.job.text.len()),
            format: format_at(job, at),
        });
    }
}

/// The text up to a byte, and that it goes on.
pub(super) fn cut(job: &LayoutJob, at: usize) -> LayoutJob {
    let mut cut = part(job, 0..at);
    cut.append("…", 0.0, format_at(job, at.saturating_sub(1)));
    cut
}

struct Row {
    range: Range<usize>,
    /// Where the break before it is written.
    break_at: usize,
}

/// The rows of a paragraph, broken between words; a word that is broader than all is broken within.
fn rows(
    job: &LayoutJob,
    paragraph: Range<usize>,
    measure: &mut dyn FnMut(LayoutJob) -> f32,
) -> Vec<Row> {
    let room = job.wrap.max_width;
    let mut rows = Vec::new();
    let mut row = Row {
        range: paragraph.start..paragraph.start,
        break_at: paragraph.start.saturating_sub(1),
    };
    let mut width = 0.0;
    let mut at = paragraph.start;
    for word in job.text[paragraph.clone()].split_inclusive(' ') {
        let letters = word.trim_end_matches(' ').len();
        let broad = measure(part(job, at..at + letters));
        if width + broad > room && row.range.end > row.range.start {
            let next = Row {
                range: at..at,
                break_at: row.range.end,
            };
            rows.push(std::mem::replace(&mut row, next));
            width = 0.0;
        }
        if broad > room {
            for (inside, letter) in word[..letters].char_indices() {
                let letter = at + inside..at + inside + letter.len_utf8();
                let broad = measure(part(job, letter.clone()));
                if width + broad > room && letter.start > row.range.start {
                    let next = Row {
                        range: letter.start..letter.start,
                        break_at: letter.start,
                    };
                    row.range.end = letter.start;
                    rows.push(std::mem::replace(&mut row, next));
                    width = 0.0;
                }
                width += broad;
            }
        } else {
            width += broad;
        }
        row.range.end = at + letters;
        width += measure(part(job, at + letters..at + word.len()));
        at += word.len();
    }
    row.range.end = row.range.end.max(row.range.start);
    rows.push(row);
    rows
}

/// A range of a text in its formats, on one line.
fn part(job: &LayoutJob, range: Range<usize>) -> LayoutJob {
    let mut part = LayoutJob {
        wrap: TextWrapping::no_max_width(),
        break_on_newline: job.break_on_newline,
        ..LayoutJob::default()
    };
    for same in formats(job, range) {
        let format = format_at(job, same.start);
        part.append(&job.text[same], 0.0, format);
    }
    part
}

/// A range cut where formats change.
fn formats(job: &LayoutJob, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    job.sections.iter().filter_map(move |section| {
        let start = section.byte_range.start.0.max(range.start);
        let end = section.byte_range.end.0.min(range.end);
        (start < end).then_some(start..end)
    })
}

fn format_at(job: &LayoutJob, at: usize) -> TextFormat {
    let mut sections = job.sections.iter();
    let found = sections.find(|section| at < section.byte_range.end.0);
    let found = found.or(job.sections.last());
    found.map_or_else(TextFormat::default, |section| section.format.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plan in a column of so many letters.
    fn plan(text: &str, letters: usize) -> Plan {
        let mut job = LayoutJob::default();
        job.append(text, 0.0, TextFormat::default());
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let width = |letters: usize| letters as f32;
        job.wrap.max_width = width(letters);
        Plan::of(&job, &mut |part| width(part.text.chars().count()))
    }

    fn reversed(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn rows_follow_each_other_as_written_each_in_its_order() {
        let plan = plan("אבג דהו 12 זחט TED SMITH יכל", 8);
        let rows: Vec<&str> = plan.drawn.split('\n').collect();
        let wanted = [
            reversed("אבג דהו"),
            format!("{} 12", reversed("זחט")),
            "TED".to_owned(),
            "SMITH".to_owned(),
            reversed("יכל"),
        ];
        assert_eq!(rows.len(), wanted.len(), "{rows:?}");
        assert_eq!(rows[0], wanted[0]);
    }

    #[test]
    fn every_letter_knows_its_place() {
        for (text, letters) in [
            ("אבג דהו, 12 (זחט)\nTED אבג SMITH", 9),
            ("مرحبا بالعالم 7", 6),
            ("Ted said שלום עולם twice", 12),
            ("אבגדהוזחטיכלמנסעפצקרשת", 5),
        ] {
            let plan = plan(text, letters);
            assert_eq!(plan.drawn.chars().count(), plan.places.len(), "{text}");
            let mut places = plan.places.clone();
            places.sort_unstable();
            places.dedup();
            let all: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            assert_eq!(places, all, "{text}");
            let rows = plan.drawn.split('\n');
            assert!(
                rows.clone().all(|row| row.chars().count() <= letters),
                "{text}"
            );
            assert_eq!(rows.count(), plan.from_right.len(), "{text}");
        }
    }

    #[test]
    fn formats_stay_with_their_words() {
        let strong = TextFormat::simple(egui::FontId::monospace(1.0), egui::Color32::WHITE);
        let mut job = LayoutJob::default();
        job.append("אב ", 0.0, TextFormat::default());
        job.append("גד", 0.0, strong.clone());
        job.append(" הו", 0.0, TextFormat::default());
        let plan = Plan::of(&job, &mut |_| 0.0);
        let sections = plan.job.sections.iter();
        let marked: Vec<&str> = sections
            .filter(|section| section.format == strong)
            .map(|section| &plan.job.text[section.byte_range.start.0..section.byte_range.end.0])
            .collect();
        assert_eq!(marked, ["גד"]);
    }
}
