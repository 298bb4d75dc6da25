//! Recordings as files.

use std::io::{Cursor, Write as _};
use std::num::NonZero;
use std::process::Command;

use rodio::Source as _;
use rodio::decoder::DecoderBuilder;

/// A wave file of 16 bits a sample.
pub fn wav(frames: &[Vec<f32>], rate: u32) -> Vec<u8> {
    let channels = u16::try_from(frames.first().map_or(1, Vec::len)).unwrap();
    let mut bytes = head(u32::try_from(frames.len()).unwrap(), channels, rate);
    for sample in frames.iter().flatten() {
        #[expect(clippy::cast_possible_truncation, reason = "clamped")]
        let sample = (sample * 32767.0).clamp(-32767.0, 32767.0) as i16;
        bytes.extend(sample.to_le_bytes());
    }
    bytes
}

/// What stands before the samples of a wave file.
pub fn head(frames: u32, channels: u16, rate: u32) -> Vec<u8> {
    let data = frames * u32::from(channels) * 2;
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + data).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(channels.to_le_bytes());
    bytes.extend(rate.to_le_bytes());
    bytes.extend((rate * u32::from(channels) * 2).to_le_bytes());
    bytes.extend((channels * 2).to_le_bytes());
    bytes.extend(16_u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend(data.to_le_bytes());
    bytes
}

/// The rate and the samples of a wave file of one channel, as espeak-ng writes it.
pub fn samples(wav: &[u8]) -> (u32, Vec<f32>) {
    let rate = u32::from_le_bytes(wav[24..28].try_into().unwrap());
    let pairs = wav[44..].chunks_exact(2);
    let sample = |pair: &[u8]| f32::from(i16::from_le_bytes([pair[0], pair[1]])) / 32768.0;
    (rate, pairs.map(sample).collect())
}

/// An mp3 file of a wave file, as `lame` makes it with these options.
pub fn encoded(wav: &[u8], options: &[&str]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let (from, to) = (dir.path().join("a.wav"), dir.path().join("a.mp3"));
    std::fs::File::create(&from)
        .unwrap()
        .write_all(wav)
        .unwrap();
    let status = Command::new("lame")
        .arg("--quiet")
        .args(options)
        .args([&from, &to])
        .status()
        .unwrap();
    assert!(status.success());
    std::fs::read(to).unwrap()
}

/// Rate, channels and samples of a recording, given to `take` as they come.
pub fn decoded(bytes: Vec<u8>, mut take: impl FnMut(u32, usize, &[f32])) {
    // Without the length in bytes: with it, rodio cuts files of variable rate that have no Xing header.
    let decoder = DecoderBuilder::new()
        .with_data(Cursor::new(bytes))
        .with_seekable(true)
        .build()
        .unwrap();
    let rate = decoder.sample_rate().get();
    let channels = usize::from(NonZero::get(decoder.channels()));
    let mut frame = Vec::with_capacity(channels);
    for sample in decoder {
        frame.push(sample);
        if frame.len() == channels {
            take(rate, channels, &frame);
            frame.clear();
        }
    }
}
