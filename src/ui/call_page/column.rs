//! A column of items of unequal height of which only the visible ones are laid out.

use egui::{Align, Rect, Ui, UiBuilder, pos2, vec2};

use crate::ui::widgets::scroll_animation;

/// The heights of the items at one width: estimated until an item has been seen.
#[derive(Default)]
pub struct Heights {
    width: f32,
    known: Vec<f32>,
    /// An item that is to be scrolled to.
    wanted: Option<Wanted>,
}

#[derive(Clone, Copy)]
struct Wanted {
    index: usize,
    /// True where it is left alone as long as it is well in view.
    is_gentle: bool,
}

/// How far an item that is well in view is from the edges at least: at the top and at the foot, points.
const WELL: (f32, f32) = (24.0, 96.0);

impl Heights {
    /// Scrolls to an item when it is drawn next.
    pub fn bring_into_view(&mut self, index: usize) {
        self.wanted = Some(Wanted {
            index,
            is_gentle: false,
        });
    }

    /// The same where it is not well in view already.
    pub fn keep_in_view(&mut self, index: usize) {
        self.wanted = Some(Wanted {
            index,
            is_gentle: true,
        });
    }

    /// True where an item is still to be scrolled to.
    pub fn is_wanted(&self) -> bool {
        self.wanted.is_some()
    }

    /// Draws the visible items of `count` with a `gap` in points between them. `estimate` guesses the height
    /// of an item in points, `item_ui` draws it into a space as wide as the column.
    pub fn show_ui(
        &mut self,
        ui: &mut Ui,
        count: usize,
        gap: f32,
        estimate: impl Fn(usize, f32) -> f32,
        mut item_ui: impl FnMut(&mut Ui, usize),
    ) {
        let width = ui.available_width();
        #[expect(clippy::float_cmp, reason = "any change of the width is a change")]
        if self.width != width || self.known.len() != count {
            self.width = width;
            self.known = (0..count).map(|index| estimate(index, width)).collect();
        }
        let origin = ui.cursor().min;
        let seen = ui.clip_rect().y_range();
        let mut y = origin.y;
        for (index, height) in self.known.iter_mut().enumerate() {
            if y + *height >= seen.min && y <= seen.max {
                let rect = Rect::from_min_size(pos2(origin.x, y), vec2(width, *height));
                let mut child =
                    ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("item", index)));
                item_ui(&mut child, index);
                *height = child.min_rect().height();
            }
            if let Some(wanted) = self.wanted.filter(|wanted| wanted.index == index) {
                let rect = Rect::from_min_size(pos2(origin.x, y), vec2(width, *height));
                let is_well = rect.top() >= seen.min + WELL.0 && rect.bottom() <= seen.max - WELL.1;
                if !(wanted.is_gentle && is_well) {
                    let animation = scroll_animation(ui);
                    ui.scroll_to_rect_animation(rect, Some(Align::Center), animation);
                }
                self.wanted = None;
            }
            y += *height + gap;
        }
        let height = (y - origin.y - gap).max(0.0);
        ui.allocate_space(vec2(width, height));
    }
}
