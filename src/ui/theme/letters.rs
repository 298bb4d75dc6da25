//! Letters that are drawn into the texture of the fonts before they are needed. To draw one takes longer than to lay out
//! a word, and each stands there once for every size, weight and quarter of a pixel: the first calls that are opened
//! would wait for hundreds of them.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Ui};

use super::text;

/// What calls are told in, the most frequent first; in pieces of which a frame draws one.
const LETTERS: [&str; 12] = [
    "etaoinsr",
    "hldcumfp",
    "gwybvkxj",
    "qz 01234",
    "56789:.,",
    "SCAMPTRD",
    "BEFGHIJK",
    "LNOQUVWX",
    "YZ()-+/'",
    "?!%&@#$",
    "\"*<=>[]^",
    "_`{|}~;\\",
];
/// To each glyph of a text belongs a quarter of a pixel: with these shifts, in pixels, each comes at all four.
const SHIFTS: [f32; 4] = [0.0, 0.25, 0.5, 0.75];

/// How far that is.
#[derive(Default)]
pub struct Letters {
    drawn: usize,
    /// What it is true for.
    pixels_per_point: f32,
}

impl Letters {
    /// Draws a few more, as long as not all are there; causes no frame by itself.
    pub fn draw_some(&mut self, ui: &Ui) {
        let pixels_per_point = ui.ctx().pixels_per_point();
        #[expect(clippy::float_cmp, reason = "any change is a change")]
        if self.pixels_per_point != pixels_per_point {
            *self = Self {
                drawn: 0,
                pixels_per_point,
            };
        }
        let at = self.drawn;
        let letters = LETTERS[at / SHIFTS.len() % LETTERS.len()];
        let Some(font) = fonts().into_iter().nth(at / SHIFTS.len() / LETTERS.len()) else {
            return;
        };
        let shift = SHIFTS[at % SHIFTS.len()] / pixels_per_point;
        let format = TextFormat {
            font_id: font,
            ..TextFormat::default()
        };
        let mut job = LayoutJob::default();
        job.append(letters, shift, format);
        ui.fonts_mut(|fonts| fonts.layout_job(job));
        self.drawn += 1;
    }
}

/// Those that much is told in.
fn fonts() -> [FontId; 7] {
    [
        text::body_font(),
        text::strong_font(),
        text::transcript_font(),
        text::small_font(),
        text::caption_font(),
        text::heading_font(),
        text::title_font(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_ascii_is_drawn_once() {
        let mut letters: Vec<char> = LETTERS.concat().chars().collect();
        letters.sort_unstable();
        assert_eq!(letters, (' '..='~').collect::<Vec<_>>());
    }
}
