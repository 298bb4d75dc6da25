//! Which calls of some blocks say the words of a question: by the digests of the blocks, by the texts of the calls
//! where few are left, else by the full-text index.

use std::cell::OnceCell;

use super::plan::Plan;
use super::text::Wording;
use super::view::{View, any, trues};
use super::walk::range;
use crate::store::{Store, StoreError};

/// What asking the index for the words of one call costs, in rows that are walked through.
const PROBE: usize = if cfg!(debug_assertions) { 3 } else { 300 };
/// And what looking for them in its texts costs.
const CHECK: usize = if cfg!(debug_assertions) { 2 } else { 150 };
/// So many calls of a block are asked one by one.
const FEW: usize = 8;

/// So many calls that may say the beginning of a word are looked at themselves, before the index gathers all that do.
const FEWER_THAN_ALL: usize = if cfg!(debug_assertions) { 20 } else { 1_000 };

/// A block and the mask of the calls that are wanted so far.
pub(super) type Seen<'s> = (View<'s>, Vec<bool>);

/// Words that are not wanted.
pub(super) struct Unwanted<'p> {
    wording: &'p Wording,
    /// All calls that say them, oldest first, where they are words in a row: those are found once, when they are needed.
    keys: OnceCell<Vec<i64>>,
}

impl<'p> Unwanted<'p> {
    pub(super) fn all_of(plan: &'p Plan) -> Vec<Self> {
        let each = |wording| Self {
            wording,
            keys: OnceCell::new(),
        };
        plan.without.iter().map(each).collect()
    }

    /// Those of the calls with keys of a range that say them.
    fn keys(&self, store: &Store, range: (i64, i64)) -> Result<&[i64], StoreError> {
        if let Some(keys) = self.keys.get() {
            return Ok(keys);
        }
        let found = store.keys_with(&self.wording.words, range)?;
        Ok(self.keys.get_or_init(|| found))
    }

    /// Takes those that say them out of a mask of some calls of a block.
    pub(super) fn leave_out(
        &self,
        store: &Store,
        plan: &Plan,
        view: &mut View<'_>,
        mask: &mut [bool],
    ) -> Result<(), StoreError> {
        let left = trues(mask);
        // To find out where one call alone stands takes as long as to look at it.
        let tells = left > 1 || view.knows_stand();
        if left == 0 || tells && view.sift_by_digest(mask, self.wording, false)? {
            return Ok(());
        }
        if left <= FEW {
            view.probe(mask, self.wording, false)
        } else if self.wording.is_joined() {
            view.mark(mask, self.keys(store, plan.keys)?, false)
        } else {
            let keys = view.keys_with(&self.wording.words)?;
            view.mark(mask, &keys, false)
        }
    }
}

/// Takes those out of the masks of blocks whose words are not wanted.
pub(super) struct Sifting<'p> {
    plan: &'p Plan,
    /// Which part of the calls says the words that are wanted, where that is known.
    pub with: Option<f64>,
    /// The same of each of those that are not wanted.
    without: Vec<Option<f64>>,
}

impl<'p> Sifting<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        Self {
            plan,
            with: None,
            without: vec![None; plan.without.len()],
        }
    }

    pub(super) fn sift(
        &mut self,
        store: &Store,
        views: &mut [Seen<'_>],
        unwanted: &[Unwanted<'_>],
    ) -> Result<(), StoreError> {
        let keys = self.plan.keys;
        if let Some(with) = &self.plan.with {
            let left = by_digest(store, views, with, true)?;
            sift_by(store, left, with, true, (keys, &mut self.with))?;
        }
        for (unwanted, density) in unwanted.iter().zip(&mut self.without) {
            let left = by_digest(store, views, unwanted.wording, false)?;
            if unwanted.wording.is_joined() {
                for (view, mask) in left {
                    view.mark(mask, unwanted.keys(store, keys)?, false)?;
                }
            } else {
                sift_by(store, left, unwanted.wording, false, (keys, density))?;
            }
        }
        Ok(())
    }
}

/// Sifts the blocks whose digests tell, and gives the others of which any call is wanted.
fn by_digest<'v, 's>(
    store: &Store,
    views: &'v mut [Seen<'s>],
    wording: &Wording,
    is_wanted: bool,
) -> Result<Vec<&'v mut Seen<'s>>, StoreError> {
    let mut left = Vec::new();
    for seen in views {
        let (view, mask) = &mut *seen;
        store.go_on()?;
        if any(mask) && !view.sift_by_digest(mask, wording, is_wanted)? {
            left.push(seen);
        }
    }
    Ok(left)
}

/// Sifts by texts or by the index, whichever is estimated to cost less. The part of the calls that say the words, which the
/// estimate needs, is noted when the index was asked.
fn sift_by(
    store: &Store,
    views: Vec<&mut Seen<'_>>,
    wording: &Wording,
    is_wanted: bool,
    (keys_wanted, density): ((i64, i64), &mut Option<f64>),
) -> Result<(), StoreError> {
    let wanted: usize = views.iter().map(|(_, mask)| trues(mask)).sum();
    let calls: usize = views.iter().map(|(view, _)| view.place.calls).sum();
    if wanted == 0 {
        return Ok(());
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an estimate of at most a few million"
    )]
    let to_walk = (density.unwrap_or_default() * calls as f64) as usize;
    let one = if wording.said.is_some() { CHECK } else { PROBE };
    if wanted.saturating_mul(one) < to_walk {
        for (view, mask) in views {
            store.go_on()?;
            view.probe(mask, wording, is_wanted)?;
        }
        return Ok(());
    }
    let range = range(views.iter().map(|(view, _)| &view.place), keys_wanted);
    if let (Some(shorter), Some(_)) = (&wording.shorter, &wording.said) {
        let keys = store.keys_with(shorter, range)?;
        if keys.len() <= FEWER_THAN_ALL {
            for (view, mask) in views {
                store.go_on()?;
                view.check(mask, &keys, wording, is_wanted)?;
            }
            return Ok(());
        }
    }
    let keys = store.keys_with(&wording.words, range)?;
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let part = keys.len() as f64 / calls.max(1) as f64;
    *density = Some(part);
    for (view, mask) in views {
        view.mark(mask, &keys, is_wanted)?;
    }
    Ok(())
}
