//! The outline as a file: a head with format and size, the bins of all lanes, and a check over all of it.

use sha2::{Digest, Sha256};

use super::{Bin, Lane, Peaks};

/// What such a file begins with.
const MAGIC: &[u8; 4] = b"CBpk";
/// Raised when bins change: older files are made again.
const VERSION: u8 = 1;
const HEAD: usize = 10;
const CHECK: usize = 8;
const BYTES: usize = 4;

/// Why a file is not taken: the outline is made again then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeaksError {
    #[error("not an outline of a recording, or one of another version")]
    Foreign,
    #[error("the outline is damaged")]
    Damaged,
}

impl Peaks {
    /// The file: `CBpk`, version, number of lanes, bins of each (little endian), bins, and 8 bytes of SHA-256.
    pub fn to_bytes(&self) -> Vec<u8> {
        let bins = self.lanes.first().map_or(0, |lane| lane.bins().len());
        let mut bytes = Vec::with_capacity(HEAD + self.lanes.len() * bins * BYTES + CHECK);
        bytes.extend(MAGIC);
        bytes.push(VERSION);
        bytes.push(u8::try_from(self.lanes.len()).unwrap_or(u8::MAX));
        bytes.extend(u32::try_from(bins).unwrap_or(u32::MAX).to_le_bytes());
        for lane in &self.lanes {
            for bin in lane.bins() {
                let [min, max] = [bin.min, bin.max].map(|level| level.to_le_bytes()[0]);
                bytes.extend([min, max, bin.loudness, bin.purity]);
            }
        }
        let check = check(&bytes);
        bytes.extend(check);
        bytes
    }

    /// Reads such a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PeaksError> {
        let Some((head, _)) = bytes.split_at_checked(HEAD) else {
            return Err(PeaksError::Foreign);
        };
        if !head.starts_with(MAGIC) || head[4] != VERSION {
            return Err(PeaksError::Foreign);
        }
        let (body, found) = bytes
            .split_at_checked(bytes.len().saturating_sub(CHECK))
            .ok_or(PeaksError::Damaged)?;
        let count = u32::from_le_bytes([head[6], head[7], head[8], head[9]]);
        let count = usize::try_from(count).map_err(|_| PeaksError::Damaged)?;
        let lanes = usize::from(head[5]);
        let size = count
            .checked_mul(BYTES * lanes)
            .and_then(|size| size.checked_add(HEAD));
        if size != Some(body.len()) || check(body) != found {
            return Err(PeaksError::Damaged);
        }
        let lane = |index: usize| {
            let mut lane = Lane::default();
            let from = HEAD + index * count * BYTES;
            for bin in body[from..from + count * BYTES].chunks_exact(BYTES) {
                lane.push(Bin {
                    min: i8::from_le_bytes([bin[0]]),
                    max: i8::from_le_bytes([bin[1]]),
                    loudness: bin[2],
                    purity: bin[3],
                });
            }
            lane
        };
        Ok(Self {
            lanes: (0..lanes).map(lane).collect(),
        })
    }
}

fn check(bytes: &[u8]) -> [u8; CHECK] {
    let mut check = [0; CHECK];
    check.copy_from_slice(&Sha256::digest(bytes)[..CHECK]);
    check
}
