//! How long an mp3 file without a header of its own is: by walking over its frames, which is exact for variable bit
//! rates too.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

/// Kilobits per second by index, layer III (ISO 11172-3, 2.4.2.3; ISO 13818-3).
const MPEG1_KBIT: [u32; 15] = [
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
];
const MPEG2_KBIT: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MPEG1_RATES: [u32; 3] = [44_100, 48_000, 32_000];
const BUFFER_BYTES: usize = 1 << 18;

/// One frame's head.
struct Head {
    bytes: usize,
    samples: u32,
    rate: u32,
}

/// Seconds of sound in an mp3 file of layer III; none where there is none.
pub fn walk(path: &Path) -> Option<f64> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, File::open(path).ok()?);
    skip_tag(&mut reader)?;
    let mut seconds = 0.0;
    let mut head = [0; 4];
    let mut filled = 0;
    loop {
        if reader.read_exact(&mut head[filled..]).is_err() {
            break;
        }
        if let Some(frame) = Head::parse(head) {
            if skip(&mut reader, frame.bytes - head.len()).is_none() {
                break;
            }
            seconds += f64::from(frame.samples) / f64::from(frame.rate);
            filled = 0;
        } else {
            // Between frames: one byte further.
            head.rotate_left(1);
            filled = 3;
        }
    }
    (seconds > 0.0).then_some(seconds)
}

impl Head {
    fn parse([first, second, third, _]: [u8; 4]) -> Option<Self> {
        let is_layer_3 = second & 0xe6 == 0xe2;
        if first != 0xff || !is_layer_3 {
            return None;
        }
        let rate = *MPEG1_RATES.get(usize::from(third >> 2 & 3))?;
        let bit_rate = usize::from(third >> 4);
        let (rate, kbit, samples) = match second >> 3 & 3 {
            0 => (rate / 4, MPEG2_KBIT.get(bit_rate)?, 576),
            2 => (rate / 2, MPEG2_KBIT.get(bit_rate)?, 576),
            3 => (rate, MPEG1_KBIT.get(bit_rate)?, 1152),
            _ => return None,
        };
        let padding = u32::from(third >> 1 & 1);
        let bytes = samples / 8 * kbit * 1000 / rate + padding;
        (*kbit > 0).then_some(Self {
            bytes: usize::try_from(bytes).ok()?,
            samples,
            rate,
        })
    }
}

/// Over a tag before the sound (`ID3v2`), whose length is four times seven bits.
fn skip_tag(reader: &mut BufReader<File>) -> Option<()> {
    let start = reader.fill_buf().ok()?;
    // The samples of a wave file can look like frames.
    if start.starts_with(b"RIFF") {
        return None;
    }
    let [b'I', b'D', b'3', _, _, flags, sizes @ ..] = start.first_chunk::<10>()? else {
        return Some(());
    };
    let size = sizes
        .iter()
        .fold(0, |size: usize, byte| size << 7 | usize::from(byte & 0x7f));
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    skip(reader, 10 + size + footer)
}

/// None where there are not so many bytes.
fn skip(reader: &mut BufReader<File>, mut bytes: usize) -> Option<()> {
    while bytes > 0 {
        let there = reader.fill_buf().ok()?.len();
        if there == 0 {
            return None;
        }
        let step = bytes.min(there);
        reader.consume(step);
        bytes -= step;
    }
    Some(())
}
