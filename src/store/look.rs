//! How the list of calls looks, kept in the book.

use super::{Store, StoreError};
use crate::call::{Density, Look};

const DENSITY: &str = "list_density";

impl Store {
    /// How the list looks; as it does from the start where nothing else was chosen.
    pub fn look(&self) -> Result<Look, StoreError> {
        let compact = self.meta(DENSITY)? == Some(Density::Compact as i64);
        Ok(Look {
            density: if compact {
                Density::Compact
            } else {
                Density::Comfortable
            },
        })
    }

    /// Keeps how the list looks.
    pub fn set_look(&self, look: &Look) -> Result<(), StoreError> {
        self.set_meta(DENSITY, look.density as i64)
    }
}
