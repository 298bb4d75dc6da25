//! Voices, ringing and noise.

use std::f32::consts::TAU;
use std::process::{Command, Stdio};

use crate::transcript::conversation::Dice;

use super::files::samples;

/// A voice of espeak-ng.
pub struct Voice {
    name: &'static str,
    words_a_minute: &'static str,
}

impl Voice {
    pub const AGENT: Self = Self {
        name: "en-us+f3",
        words_a_minute: "165",
    };
    pub const CALLER: Self = Self {
        name: "en-gb",
        words_a_minute: "180",
    };
}

/// True where espeak-ng is installed.
pub fn has_voices() -> bool {
    let found = Command::new("espeak-ng")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    found.is_ok_and(|status| status.success())
}

/// A text as samples at a rate, without the silence around it.
pub fn spoken(voice: &Voice, text: &str, rate: u32) -> Vec<f32> {
    let said = Command::new("espeak-ng")
        .args([
            "-v",
            voice.name,
            "-s",
            voice.words_a_minute,
            "--stdout",
            "--",
            text,
        ])
        .output()
        .unwrap();
    assert!(said.status.success(), "{said:?}");
    let (own_rate, samples) = samples(&said.stdout);
    let resampled = resampled(&samples, own_rate, rate);
    let is_loud = |sample: &f32| sample.abs() > 0.005;
    let from = resampled.iter().position(is_loud).unwrap_or(0);
    let until = resampled
        .iter()
        .rposition(is_loud)
        .map_or(0, |last| last + 1);
    resampled[from.min(until)..until]
        .iter()
        .map(|sample| 0.7 * sample)
        .collect()
}

/// The mean of what falls on each new sample.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places of samples"
)]
fn resampled(samples: &[f32], from: u32, to: u32) -> Vec<f32> {
    let step = f64::from(from) / f64::from(to);
    let count = (samples.len() as f64 / step) as usize;
    (0..count)
        .map(|at| {
            let start = (at as f64 * step) as usize;
            let end =
                (((at + 1) as f64 * step) as usize).clamp(start + 1, samples.len().max(start + 1));
            let all = &samples[start.min(samples.len() - 1)..end.min(samples.len())];
            all.iter().sum::<f32>() / all.len().max(1) as f32
        })
        .collect()
}

/// Two seconds of the American ringing tone and four of silence, on both lanes.
#[expect(clippy::cast_precision_loss, reason = "places of samples")]
pub fn ring(frames: &mut Vec<[f32; 2]>, rate: u32) {
    let tone = |at: usize, hertz: f32| (TAU * hertz * at as f32 / rate as f32).sin();
    let ringing = (0..2 * rate as usize).map(|at| [0.12 * (tone(at, 440.0) + tone(at, 480.0)); 2]);
    frames.extend(ringing);
    frames.extend(std::iter::repeat_n([0.0; 2], 4 * rate as usize));
}

/// From -1 to 1.
#[expect(clippy::cast_precision_loss, reason = "noise")]
pub fn noise(dice: &mut Dice) -> f32 {
    (dice.roll() >> 40) as f32 / (1 << 23) as f32 - 1.0
}
