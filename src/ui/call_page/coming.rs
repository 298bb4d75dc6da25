//! How a page comes while it is new: what is in view at once, what lies below it in the frames that follow. Text that was
//! not there before takes long to lay out, and a page is several windows high.

use egui::Ui;

/// After so many frames all of the page is there.
const FRAMES: u8 = 2;

/// How much of a page is there.
#[derive(Default)]
pub struct Coming {
    /// Frames in which it was drawn so far, in part.
    frames: u8,
    is_whole: bool,
    /// True once a part was left out of this frame.
    is_cut: bool,
}

impl Coming {
    /// Has all of it drawn in this frame.
    pub fn hurry(&mut self) {
        self.is_whole = true;
    }

    /// True where a part that begins at the cursor is to be drawn: each frame reaches one view further down.
    pub fn reaches(&mut self, ui: &Ui) -> bool {
        let seen = ui.clip_rect();
        let depth = seen.bottom() + f32::from(self.frames) * seen.height();
        let is_reached = self.is_whole || self.frames >= FRAMES || ui.cursor().top() <= depth;
        self.is_cut |= !is_reached;
        is_reached
    }

    /// Ends a frame: where parts are still to come, something stands for them and they come soon.
    pub fn end_ui(&mut self, ui: &mut Ui) {
        if std::mem::take(&mut self.is_cut) {
            self.frames += 1;
            ui.add_space(ui.clip_rect().height());
            ui.request_repaint();
        } else {
            self.is_whole = true;
        }
    }
}
