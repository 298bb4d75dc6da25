//! The bars of the lanes: reduced from the outline once for each view, behind it from the sketch, and kept while nothing
//! changes.

use std::sync::Arc;

use crate::call::outline::{BIN_SECS, Lane, Peaks, Sketch};
use crate::call::sound::Heard;

/// Lanes are drawn up to this height though they are quieter.
const LEAST_PEAK: f32 = 6.0;
/// Columns in which the loudest of a lane is looked for.
const LOOKS: usize = 200;
/// One of so many columns may be louder than full height.
const CLIPPED: usize = 50;

/// The bars of each lane of the recording, from -1 to 1.
#[derive(Default)]
pub struct Columns {
    of: Option<(Known, (f64, f64), usize)>,
    lanes: Vec<Vec<(f32, f32)>>,
    /// What is full height on each lane.
    peaks: Vec<f32>,
    is_leveled: bool,
}

/// What the bars are taken from.
struct Known {
    outline: Arc<Peaks>,
    sketch: Option<Arc<Sketch>>,
}

impl Known {
    fn is_of(&self, heard: &Heard) -> bool {
        let is_same = match (&self.sketch, &heard.sketch) {
            (Some(known), Some(sketch)) => Arc::ptr_eq(known, sketch),
            (None, None) => true,
            _ => false,
        };
        is_same && Arc::ptr_eq(&self.outline, &heard.outline)
    }
}

impl Columns {
    /// Bars of a stretch of seconds. Lanes are drawn on one scale, or each on its own where they are levelled.
    pub fn of(
        &mut self,
        heard: &Heard,
        shown: (f64, f64),
        count: usize,
        is_leveled: bool,
    ) -> &[Vec<(f32, f32)>] {
        let is_same = self.of.as_ref().is_some_and(|(known, stretch, columns)| {
            known.is_of(heard) && *stretch == shown && *columns == count
        });
        if is_same && self.is_leveled == is_leveled {
            return &self.lanes;
        }
        let is_new = !self
            .of
            .as_ref()
            .is_some_and(|(known, ..)| known.is_of(heard));
        let (outline, sketch) = (&heard.outline, heard.sketch.as_deref());
        if is_new {
            self.peaks = match sketch {
                Some(sketch) => sketch.lanes.iter().map(|lane| loudest(lane)).collect(),
                None => outline.lanes.iter().map(peak).collect(),
            };
        }
        let most = self.peaks.iter().copied().fold(LEAST_PEAK, f32::max);
        let span = shown.0 / BIN_SECS..shown.1 / BIN_SECS;
        let lanes = outline.lanes.iter().zip(&self.peaks).enumerate();
        let bars = lanes.map(|(at, (lane, own))| {
            let full = if is_leveled { *own } else { most };
            let share = |level: i8| (f32::from(level) / full).clamp(-1.0, 1.0);
            let mut columns = lane.columns(&span, count);
            if let Some(sketch) = sketch {
                sketch_in(&mut columns, outline.length_secs(), shown, (sketch, at));
            }
            let columns = columns.into_iter();
            columns.map(|(min, max)| (share(min), share(max))).collect()
        });
        self.lanes = bars.collect();
        let known = Known {
            outline: Arc::clone(outline),
            sketch: heard.sketch.clone(),
        };
        self.of = Some((known, shown, count));
        self.is_leveled = is_leveled;
        &self.lanes
    }
}

/// Fills the columns behind what was read from a lane of the sketch.
fn sketch_in(
    columns: &mut [(i8, i8)],
    read_secs: f64,
    (from_secs, until_secs): (f64, f64),
    (sketch, lane): (&Sketch, usize),
) {
    #[expect(clippy::cast_precision_loss, reason = "bars of a window")]
    let width = (until_secs - from_secs) / columns.len().max(1) as f64;
    let mut at_secs = from_secs;
    for column in columns {
        if at_secs >= read_secs {
            *column = sketch.extremes(lane, at_secs, at_secs + width);
        }
        at_secs += width;
    }
}

/// What is loud on a lane, but for a few moments.
fn peak(lane: &Lane) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "bins of a recording")]
    let all = 0.0..lane.bins().len() as f64;
    loudest(&lane.columns(&all, LOOKS))
}

/// What is loud of these extremes, but for a few.
fn loudest(extremes: &[(i8, i8)]) -> f32 {
    let mut loud: Vec<i8> = extremes
        .iter()
        .map(|(min, max)| (*max).max(min.saturating_neg()))
        .collect();
    loud.sort_unstable();
    let at = loud.len().saturating_sub(1 + loud.len() / CLIPPED);
    f32::from(loud.get(at).copied().unwrap_or_default()).max(LEAST_PEAK)
}
