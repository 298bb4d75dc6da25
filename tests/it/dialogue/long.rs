//! Recordings of any length: a dialogue again and again, written as it is made, with the truth of all of it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::files::head;
use super::{Dialogue, Spoken};

/// What a recording is like.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    pub secs: u32,
    /// One, or agent left and caller right.
    pub lanes: u16,
    /// Those of `lame`; a wave file without.
    pub options: Option<&'a [&'a str]>,
}

/// Writes a recording, and gives what is spoken in it when.
pub fn recorded(dialogue: &Dialogue, form: &Form<'_>, path: &Path) -> Vec<Spoken> {
    let Some(options) = form.options else {
        let mut file = BufWriter::new(File::create(path).unwrap());
        let frames = form.secs * dialogue.rate;
        file.write_all(&head(frames, form.lanes, dialogue.rate))
            .unwrap();
        write(dialogue, form, &mut file);
        file.flush().unwrap();
        return spoken(dialogue, form.secs);
    };
    let hertz = dialogue.rate.to_string();
    // Without a word about the rate lame lowers it where there are few bits.
    let raw = ["--quiet", "-r", "-s", &hertz, "--resample", &hertz, "-m"];
    let mode = if form.lanes == 2 { "s" } else { "m" };
    let mut lame = Command::new("lame")
        .args(raw)
        .arg(mode)
        .args(options)
        .arg("-")
        .arg(path)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = BufWriter::new(lame.stdin.take().unwrap());
    write(dialogue, form, &mut input);
    input.flush().unwrap();
    drop(input);
    assert!(lame.wait().unwrap().success());
    spoken(dialogue, form.secs)
}

fn write(dialogue: &Dialogue, form: &Form<'_>, to: &mut impl Write) {
    let frames = (form.secs * dialogue.rate) as usize;
    for [agent, caller] in dialogue.frames.iter().cycle().take(frames) {
        let both = [*agent, *caller];
        let mixed = [0.5 * (agent + caller)];
        let lanes: &[f32] = if form.lanes == 2 { &both } else { &mixed };
        for sample in lanes {
            #[expect(clippy::cast_possible_truncation, reason = "clamped")]
            let sample = (sample * 32767.0).clamp(-32767.0, 32767.0) as i16;
            to.write_all(&sample.to_le_bytes()).unwrap();
        }
    }
}

/// What is spoken to its end within so many seconds.
fn spoken(dialogue: &Dialogue, secs: u32) -> Vec<Spoken> {
    let rounds = (0_u32..).map(|round| f64::from(round) * dialogue.length_secs());
    rounds
        .take_while(|from| *from < f64::from(secs))
        .flat_map(|from| {
            dialogue.spoken.iter().map(move |one| Spoken {
                start_secs: one.start_secs + from,
                end_secs: one.end_secs + from,
                ..one.clone()
            })
        })
        .filter(|one| one.end_secs <= f64::from(secs))
        .collect()
}
