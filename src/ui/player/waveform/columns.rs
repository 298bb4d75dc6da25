//! The bars of the lanes: reduced from the outline once for each view, and kept while nothing changes.

use std::sync::Arc;

use crate::call::outline::{BIN_SECS, Lane, Peaks};

/// Lanes are drawn up to this height though they are quieter.
const LEAST_PEAK: f32 = 6.0;
/// Columns in which the loudest of a lane is looked for.
const LOOKS: usize = 200;
/// One of so many columns may be louder than full height.
const CLIPPED: usize = 50;

/// The bars of each lane of the recording, from -1 to 1.
#[derive(Default)]
pub struct Columns {
    of: Option<(Arc<Peaks>, (f64, f64), usize)>,
    lanes: Vec<Vec<(f32, f32)>>,
    /// What is full height on each lane.
    peaks: Vec<f32>,
    is_leveled: bool,
}

impl Columns {
    /// Bars of a stretch of seconds. Lanes are drawn on one scale, or each on its own where they are levelled.
    pub fn of(
        &mut self,
        outline: &Arc<Peaks>,
        shown: (f64, f64),
        count: usize,
        is_leveled: bool,
    ) -> &[Vec<(f32, f32)>] {
        let is_same = self.of.as_ref().is_some_and(|(known, stretch, columns)| {
            Arc::ptr_eq(known, outline) && *stretch == shown && *columns == count
        });
        if is_same && self.is_leveled == is_leveled {
            return &self.lanes;
        }
        let is_new = !self
            .of
            .as_ref()
            .is_some_and(|(known, ..)| Arc::ptr_eq(known, outline));
        if is_new {
            self.peaks = outline.lanes.iter().map(peak).collect();
        }
        let most = self.peaks.iter().copied().fold(LEAST_PEAK, f32::max);
        let span = shown.0 / BIN_SECS..shown.1 / BIN_SECS;
        self.lanes = outline
            .lanes
            .iter()
            .zip(&self.peaks)
            .map(|(lane, own)| {
                let full = if is_leveled { *own } else { most };
                let share = |level: i8| (f32::from(level) / full).clamp(-1.0, 1.0);
                let columns = lane.columns(&span, count).into_iter();
                columns.map(|(min, max)| (share(min), share(max))).collect()
            })
            .collect();
        self.of = Some((Arc::clone(outline), shown, count));
        self.is_leveled = is_leveled;
        &self.lanes
    }
}

/// What is loud on a lane, but for a few moments.
fn peak(lane: &Lane) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "bins of a recording")]
    let all = 0.0..lane.bins().len() as f64;
    let mut loud: Vec<i8> = lane
        .columns(&all, LOOKS)
        .into_iter()
        .map(|(min, max)| max.max(min.saturating_neg()))
        .collect();
    loud.sort_unstable();
    let at = loud.len().saturating_sub(1 + LOOKS / CLIPPED);
    f32::from(loud.get(at).copied().unwrap_or_default()).max(LEAST_PEAK)
}
