//! A floor under the free space of the disk that the book is on.
//!
//! A disk that is full to the last byte stops other programs too, and leaves SQLite no room to tidy up. So
//! deliveries are refused a little earlier, with the word to come again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::health::{Health, Part};

/// Watches the free space.
pub struct Space {
    data_dir: PathBuf,
    floor_bytes: AtomicU64,
}

impl Space {
    /// Keeps this many bytes free on the disk of the data folder.
    pub fn new(data_dir: &Path, floor_bytes: u64) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            floor_bytes: AtomicU64::new(floor_bytes),
        }
    }

    /// Keeps so many free from now on.
    pub fn set_floor(&self, bytes: u64) {
        self.floor_bytes.store(bytes, Ordering::Relaxed);
    }

    /// True while there is less room than there should be, which is told to `health` as well. Where the system
    /// does not say how much there is, deliveries are taken: storing them will tell.
    pub fn is_short(&self, health: &Health) -> bool {
        let floor_bytes = self.floor_bytes.load(Ordering::Relaxed);
        let is_short = match fs4::available_space(&self.data_dir) {
            Ok(free_bytes) => free_bytes < floor_bytes,
            Err(error) => {
                log::debug!("how much space is free is not known: {error}");
                false
            }
        };
        if is_short {
            let trouble = format!(
                "The disk is almost full: less than {} are free. Deliveries are turned away, to be sent again, until there is room.",
                words(floor_bytes)
            );
            health.fails(Part::Space, trouble);
        } else {
            health.works(Part::Space);
        }
        is_short
    }
}

/// A number of bytes in words, such as `200 MB`; rounded down.
fn words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..10_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_in_their_unit() {
        for (bytes, told) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (4_500, "4 kB"),
            (200_000_000, "200 MB"),
            (12_000_000_000, "12 GB"),
        ] {
            assert_eq!(words(bytes), told);
        }
    }
}
