//! Recordings whose sound is known: tones, as wave files and through lame.

use std::f64::consts::TAU;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The tone of second `n` of [`ladder`], Hz.
pub fn step_hz(second: u32) -> f64 {
    300.0 + 50.0 * f64::from(second)
}

/// A wave file whose lanes are given by functions of time.
pub fn wave(rate: u32, secs: u32, lanes: &[&dyn Fn(f64) -> f64]) -> Vec<u8> {
    let mut samples = Vec::new();
    for n in 0..rate * secs {
        let time = f64::from(n) / f64::from(rate);
        for lane in lanes {
            #[expect(clippy::cast_possible_truncation, reason = "within ±32767")]
            let sample = (lane(time).clamp(-1.0, 1.0) * 32767.0) as i16;
            samples.extend(sample.to_le_bytes());
        }
    }
    let channels = u16::try_from(lanes.len()).unwrap();
    let data = u32::try_from(samples.len()).unwrap();
    let mut file = Vec::from(*b"RIFF");
    file.extend((36 + data).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0");
    file.extend(channels.to_le_bytes());
    file.extend(rate.to_le_bytes());
    file.extend((rate * u32::from(channels) * 2).to_le_bytes());
    file.extend((channels * 2).to_le_bytes());
    file.extend(b"\x10\0data");
    file.extend(data.to_le_bytes());
    file.extend(samples);
    file
}

/// A sine of so many Hz.
pub fn tone(hz: f64, amplitude: f64) -> impl Fn(f64) -> f64 {
    move |time| amplitude * (TAU * hz * time).sin()
}

/// Another tone in every second.
pub fn ladder(rate: u32, secs: u32) -> Vec<u8> {
    wave(
        rate,
        secs,
        &[&|time: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole seconds"
            )]
            let hz = step_hz(time as u32);
            0.5 * (TAU * hz * time).sin()
        }],
    )
}

/// Through lame, with its options.
pub fn mp3(wave: &[u8], options: &[&str], folder: &Path) -> Vec<u8> {
    let (from, to) = (folder.join("tone.wav"), folder.join("tone.mp3"));
    fs::write(&from, wave).unwrap();
    let status = Command::new("lame")
        .args(["--quiet"])
        .args(options)
        .args([&from, &to])
        .stdin(Stdio::null())
        .status()
        .expect("lame is installed: make test does that");
    assert!(status.success());
    fs::read(to).unwrap()
}

/// A file of these bytes.
pub fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// The frequency of a tone, by its upward crossings of zero; those of noise far below it do not count.
#[expect(clippy::cast_precision_loss, reason = "indices of samples")]
pub fn hz_of(samples: &[f32], rate: f64) -> f64 {
    let loudest = samples
        .iter()
        .fold(0.0_f32, |most, one| most.max(one.abs()));
    let mut was_low = false;
    let mut crossings = Vec::new();
    for (at, pair) in samples.windows(2).enumerate() {
        let (before, after) = (f64::from(pair[0]), f64::from(pair[1]));
        was_low |= pair[0] < -loudest / 4.0;
        if was_low && before < 0.0 && after >= 0.0 {
            crossings.push(at as f64 + before / (before - after));
            was_low = false;
        }
    }
    assert!(crossings.len() > 1, "there is no tone");
    let (first, last) = (crossings[0], crossings[crossings.len() - 1]);
    (crossings.len() - 1) as f64 / (last - first) * rate
}

#[expect(clippy::cast_precision_loss, reason = "a count of samples")]
pub fn loudness(samples: &[f32]) -> f64 {
    let power: f64 = samples
        .iter()
        .map(|sample| f64::from(*sample).powi(2))
        .sum();
    (power / samples.len() as f64).sqrt()
}
