//! Where the window stands, and whether it can be taken hold of there.

use egui::{Context, Rect, Vec2, ViewportBuilder, ViewportCommand, pos2, vec2};
use serde::{Deserialize, Serialize};

/// Size of the window at first, and the least, points.
const FIRST: Vec2 = vec2(1440.0, 900.0);
const LEAST: Vec2 = vec2(800.0, 600.0);
/// No window is larger, points.
const LARGEST: f32 = 32_000.0;
/// How much of the upper edge of a window must lie on a monitor, so that it can be taken hold of, pixels.
const HOLD: Vec2 = vec2(120.0, 24.0);

/// Where the window stands when it is not maximized, and whether it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The upper left corner, pixels; none where the system does not tell.
    at: Option<[f32; 2]>,
    /// Of what is within the frame, points of the system.
    size: Option<[f32; 2]>,
    is_maximized: bool,
}

impl Place {
    /// A window of this size.
    pub fn sized(self, builder: ViewportBuilder) -> ViewportBuilder {
        let size = self.size.map_or(FIRST, Vec2::from);
        let is_size = size.is_finite() && size.max_elem() <= LARGEST;
        builder
            .with_inner_size(if is_size { size.max(LEAST) } else { FIRST })
            .with_min_inner_size(LEAST)
    }

    /// Moves a window that is not shown yet to where it was, if that is still on a monitor.
    pub fn restore(self, creation: &eframe::CreationContext<'_>) {
        let Some(window) = creation.winit_window() else {
            return;
        };
        // The system does not let windows choose their place where it does not tell it.
        if let Ok(mut corner) = window.outer_position() {
            let size = window.outer_size();
            #[expect(clippy::cast_precision_loss, reason = "pixels of a few monitors")]
            let monitors = window.available_monitors().map(|monitor| {
                let (at, size) = (monitor.position(), monitor.size());
                let at = pos2(at.x as f32, at.y as f32);
                Rect::from_min_size(at, vec2(size.width as f32, size.height as f32))
            });
            #[expect(clippy::cast_precision_loss, reason = "the width of a window")]
            let at = self.corner(size.width as f32, monitors);
            if let Some([x, y]) = at {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "on a monitor, and so a few thousands"
                )]
                let pixels = (x as i32, y as i32);
                (corner.x, corner.y) = pixels;
                window.set_outer_position(corner);
            }
        }
        if self.is_maximized {
            let ctx = &creation.egui_ctx;
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    /// The corner of a window of this width, where its upper edge can be taken hold of on a monitor.
    fn corner(self, width: f32, mut monitors: impl Iterator<Item = Rect>) -> Option<[f32; 2]> {
        let at = self.at.filter(|at| at.iter().all(|way| way.is_finite()))?;
        let edge = Rect::from_min_size(at.into(), vec2(width, HOLD.y));
        let is_held = |monitor: Rect| {
            let seen = monitor.intersect(edge);
            seen.width() >= HOLD.x.min(width) && seen.height() >= HOLD.y
        };
        monitors.any(is_held).then_some(at)
    }

    /// Takes over where the window is now.
    pub fn look(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        let scale = ctx.pixels_per_point();
        ctx.input(|input| {
            let window = input.viewport();
            if window.minimized == Some(true) || window.fullscreen == Some(true) {
                return;
            }
            self.is_maximized = window.maximized == Some(true);
            if self.is_maximized {
                return;
            }
            if let Some(inner) = window.inner_rect {
                self.size = Some((inner.size() * zoom).round().into());
            }
            if let Some(outer) = window.outer_rect {
                let corner = outer.min * scale;
                self.at = Some([corner.x.round(), corner.y.round()]);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(at: [f32; 2], monitors: &[Rect]) -> Option<[f32; 2]> {
        let place = Place {
            at: Some(at),
            ..Place::default()
        };
        place.corner(1_000.0, monitors.iter().copied())
    }

    fn monitor(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(1920.0, 1080.0))
    }

    #[test]
    fn a_window_goes_back_only_where_it_can_be_taken_hold_of() {
        let one = [monitor(0.0, 0.0)];
        for at in [[0.0, 0.0], [300.0, 200.0], [-800.0, 10.0], [1700.0, 1000.0]] {
            assert_eq!(corner(at, &one), Some(at));
        }
        let off = [
            [-950.0, 10.0],
            [1850.0, 10.0],
            [10.0, -40.0],
            [10.0, 1070.0],
            [2500.0, 100.0],
            [f32::NAN, 10.0],
            [1e30, 10.0],
            [10.0, f32::NEG_INFINITY],
        ];
        for at in off {
            assert_eq!(corner(at, &one), None, "{at:?}");
        }
        // Where another monitor stands, also at the left of the first one, that is as good.
        let two = [monitor(0.0, 0.0), monitor(-1920.0, -300.0)];
        assert_eq!(corner([-1900.0, -300.0], &two), Some([-1900.0, -300.0]));
        assert_eq!(corner([-1900.0, -300.0], &one), None);
        assert_eq!(corner([10.0, 10.0], &[]), None);
    }

    #[test]
    fn a_size_that_makes_no_sense_is_the_first_one() {
        let size = |size| {
            let place = Place {
                size,
                ..Place::default()
            };
            place.sized(ViewportBuilder::default()).inner_size
        };
        assert_eq!(size(None), Some(FIRST));
        assert_eq!(size(Some([1_000.0, 700.0])), Some(vec2(1_000.0, 700.0)));
        assert_eq!(size(Some([10.0, -7.0])), Some(LEAST));
        for nonsense in [[f32::NAN, 700.0], [f32::INFINITY, 700.0], [900.0, 1e30]] {
            assert_eq!(size(Some(nonsense)), Some(FIRST), "{nonsense:?}");
        }
    }
}
