//! What a device takes: played through ALSA into a file, at the pace of a real device.
//!
//! Each test plays in a child process (this binary again), since ALSA reads its configuration from the environment.
//! Where ALSA or Python is not there, there is nothing to capture with and the tests pass.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use callbook::recording::growing::Growing;
use callbook::recording::player::{Device, Player, Snapshot, Speakers, State};
use egui_kittest::Harness;

use super::tones::{file, hz_of, ladder, step_hz, tone, wave};
use crate::book::named;
use crate::drawing::can_draw;
use crate::player::heard::with_sound;
use crate::window;

/// Set for the child: the folder with the recording and the capture.
const FOLDER: &str = "CALLBOOK_TEST_CAPTURE";
const RATE: f64 = 48_000.0;
/// Bytes of a frame: two channels of 16 bits.
const FRAME_BYTES: usize = 4;
const LONG: Duration = Duration::from_mins(1);

/// Takes sound from its input as fast as a device would; ends when told by a file beside the capture.
const PACE: &str = r#"
import fcntl, os, sys, time
path, rate = sys.argv[1], float(sys.argv[2])
started, taken = time.monotonic(), 0
with open(path, "ab", buffering=0) as out:
    while True:
        try:
            # F_SETPIPE_SZ: no more may wait in the pipe than would in a device. Refused while more waits.
            fcntl.fcntl(0, 1031, 4096)
            break
        except OSError:
            out.write(os.read(0, 65536))
    while True:
        if os.path.exists(path + ".pull"):
            sys.exit(1)
        block = os.read(0, 4096)
        if not block:
            break
        out.write(block)
        taken += len(block)
        now = time.monotonic()
        if now > started + taken / rate + 0.2:
            started = now - taken / rate
        time.sleep(max(0.0, started + taken / rate - now))
"#;

/// Runs a test of this room in a child that plays into a file; none where nothing can be captured.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
pub fn child(name: &str, folder: &Path) -> Option<Child> {
    let system = Path::new("/usr/share/alsa/alsa.conf");
    let python = Command::new("python3").arg("--version").output();
    if !system.exists() || !python.is_ok_and(|done| done.status.success()) {
        println!("skipped: ALSA or Python is not there (Debian: libasound2-data, python3-minimal)");
        return None;
    }
    let pace = file(folder, "pace.py", PACE.as_bytes());
    let capture = folder.join("capture.raw");
    let text = format!(
        "<{}>\npcm.!default {{ type plug slave {{ format S16_LE rate 48000 channels 2\n pcm {{ type file file \"|exec python3 {} {} 192000\" format raw slave.pcm {{ type null }} }} }} }}\n",
        system.display(),
        pace.display(),
        capture.display()
    );
    let config = file(folder, "asound.conf", text.as_bytes());
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("recording::{name}")])
        .args(["--ignored", "--nocapture"])
        .env("ALSA_CONFIG_PATH", config)
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    Some(child)
}

/// Waits for the child, whose test must have passed.
pub fn passed(child: Child) {
    let done = child.wait_with_output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&said));
}

/// In the child: the folder; elsewhere there is nothing to do.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// A player of the recording in the folder, through the device.
fn playing(folder: &Path) -> Player {
    let path = folder.join("recording");
    let bytes = path.metadata().unwrap().len();
    let player = Player::start(Speakers, || {}).unwrap();
    player.load(Arc::new(Growing::whole(path, bytes)), 0.0);
    player.play();
    let capture = folder.join("capture.raw");
    let bytes = || capture.metadata().map_or(0, |data| data.len());
    // Starting the device takes a while.
    until(&player, |_| bytes() > 100_000);
    player
}

fn until(player: &Player, is_so: impl Fn(&Snapshot) -> bool) -> Snapshot {
    let started = Instant::now();
    loop {
        let now = player.snapshot();
        if is_so(&now) {
            return now;
        }
        assert!(started.elapsed() < LONG, "{now:?}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// How many frames the device had taken when the position was shown to reach a moment: at least, and at most. This thread
/// may have had to wait for a processor between two looks, which is not the player's doing.
fn frames_at(player: &Player, folder: &Path, secs: f64) -> (usize, usize) {
    let taken = || {
        let bytes = folder.join("capture.raw").metadata().unwrap().len();
        usize::try_from(bytes).unwrap() / FRAME_BYTES
    };
    let started = Instant::now();
    let mut least = taken();
    loop {
        let now = taken();
        let shown = player.snapshot();
        if shown.at_secs >= secs {
            return (least, taken());
        }
        assert!(started.elapsed() < LONG, "{shown:?}");
        least = now;
        thread::sleep(Duration::from_millis(1));
    }
}

/// The left channel of what the device has taken so far.
fn captured(folder: &Path) -> Vec<f32> {
    let mut bytes = Vec::new();
    let mut file = File::open(folder.join("capture.raw")).unwrap();
    file.read_to_end(&mut bytes).unwrap();
    let frames = bytes.chunks_exact(FRAME_BYTES);
    frames
        .map(|frame| f32::from(i16::from_le_bytes([frame[0], frame[1]])) / 32768.0)
        .collect()
}

/// Keeps both cores busy until it is told to stop.
fn busy(is_over: &Arc<AtomicBool>) {
    for _ in 0..2 {
        let is_over = Arc::clone(is_over);
        drop(named(move || {
            let mut number = 1_u64;
            while !is_over.load(Ordering::Relaxed) {
                number = std::hint::black_box(number.wrapping_mul(31).wrapping_add(7));
            }
        }));
    }
}

/// Draws the window without pause until it is told to stop, with pixels where they can be had.
fn repaint(is_over: &Arc<AtomicBool>) {
    let is_over = Arc::clone(is_over);
    drop(named(move || {
        let builder = Harness::builder();
        let draws = can_draw();
        let builder = if draws { builder.wgpu() } else { builder };
        let mut window = window::build(builder, with_sound(2), [1440.0, 900.0]);
        while !is_over.load(Ordering::Relaxed) {
            window.step();
            if draws {
                window.render().unwrap();
            }
        }
    }));
}

#[test]
fn a_seek_is_heard_where_it_went_and_the_position_is_that_of_the_sound() {
    let folder = tempfile::tempdir().unwrap();
    file(folder.path(), "recording", &ladder(16_000, 20));
    if let Some(child) = child("capture::hears_where_it_is", folder.path()) {
        passed(child);
    }
}

#[test]
#[ignore = "plays in a child with a configuration of its own"]
fn hears_where_it_is() {
    let Some(folder) = folder() else { return };
    let is_over = Arc::<AtomicBool>::default();
    let player = playing(&folder);
    busy(&is_over);
    repaint(&is_over);
    let before = player.snapshot().underruns;
    for to in [12.3, 4.3, 17.3] {
        player.seek(to);
        thread::sleep(Duration::from_millis(550));
        let at = player.snapshot().at_secs;
        let heard = captured(&folder);
        // The tone changes with each second: how long the last one lasts so far tells the place in the sound.
        let tail = &heard[heard.len() - 9_600..];
        let hz = hz_of(&tail[..4_800], RATE);
        let second = ((hz - 300.0) / 50.0).round();
        assert!((hz - (300.0 + 50.0 * second)).abs() < 3.0, "{to}: {hz} Hz");
        assert!((second - at.floor()).abs() < 0.5, "{to}: {hz} Hz at {at}");
    }
    // The moment at which the tone changes in the capture, against the position that was shown then.
    player.seek(8.5);
    let (least, most) = frames_at(&player, &folder, 9.0);
    thread::sleep(Duration::from_millis(600));
    is_over.store(true, Ordering::Relaxed);
    let heard = captured(&folder);
    let changes = change(&heard, least.saturating_sub(24_000), step_hz(8), step_hz(9));
    let apart = least.saturating_sub(changes) + changes.saturating_sub(most);
    assert!(apart < 7_200, "{apart} frames apart");
    let end = player.snapshot();
    assert_eq!(end.underruns, before, "{end:?}");
}

#[test]
fn every_speed_keeps_the_pitch_through_a_device() {
    let folder = tempfile::tempdir().unwrap();
    file(
        folder.path(),
        "recording",
        &wave(16_000, 60, &[&tone(440.0, 0.5)]),
    );
    if let Some(child) = child("capture::keeps_its_pitch", folder.path()) {
        passed(child);
    }
}

#[test]
#[ignore = "plays in a child with a configuration of its own"]
fn keeps_its_pitch() {
    let Some(folder) = folder() else { return };
    let player = playing(&folder);
    for speed in [0.5, 1.0, 1.25, 2.0, 3.0] {
        player.set_speed(speed);
        // What the device has taken before is heard first.
        thread::sleep(Duration::from_millis(700));
        let before = captured(&folder).len();
        thread::sleep(Duration::from_secs(1));
        let heard = captured(&folder);
        let hz = hz_of(&heard[before..], RATE);
        assert!((hz - 440.0).abs() < 2.2, "{speed}: {hz} Hz");
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn a_device_that_goes_away_neither_freezes_nor_spins() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        file(folder.path(), "recording", &wave(16_000, 30, &[&|_| 0.1]));
        let Some(child) = child("capture::loses_its_device", folder.path()) else {
            return;
        };
        let done = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
        if done.status.success() {
            return;
        }
        // ALSA's own file device may end the process over a pipe that broke: that says nothing about the player.
        assert!(said.contains("snd_pcm_plugin_status: Assertion"), "{said}");
    }
    println!("skipped: ALSA ended the process each time");
}

#[test]
#[ignore = "plays in a child with a configuration of its own"]
fn loses_its_device() {
    let Some(folder) = folder() else { return };
    let player = playing(&folder);
    thread::sleep(Duration::from_millis(300));
    fs::write(folder.join("capture.raw.pull"), b"").unwrap();
    thread::sleep(Duration::from_millis(500));
    // Whatever ALSA makes of it, the handle answers at once and another place can be chosen.
    let asked = Instant::now();
    player.seek(20.0);
    player.set_speed(2.0);
    let now = player.snapshot();
    assert!(asked.elapsed() < Duration::from_secs(1));
    assert!(matches!(now.device, Device::Lost | Device::Open), "{now:?}");
    assert!(matches!(
        now.state,
        State::Paused | State::Playing | State::Waiting
    ));
    let used = cpu_secs();
    thread::sleep(Duration::from_secs(1));
    assert!(cpu_secs() - used < 0.5, "it spins");
    player.pause();
    until(&player, |now| now.state == State::Paused);
}

/// Where one tone becomes the other, after `from`: the last upward crossing of zero that the first tone explains.
#[expect(clippy::cast_precision_loss, reason = "indices of samples")]
fn change(heard: &[f32], from: usize, hz: f64, next_hz: f64) -> usize {
    let crossings: Vec<usize> = (from + 1..heard.len())
        .filter(|&at| heard[at - 1] < 0.0 && heard[at] >= 0.0)
        .collect();
    let middle = (RATE / hz).midpoint(RATE / next_hz);
    let periods = crossings.windows(11);
    let found = periods
        .map(|eleven| (eleven[0], (eleven[10] - eleven[0]) as f64 / 10.0))
        .skip_while(|&(_, period)| (period - RATE / hz).abs() > 0.5)
        .find(|&(_, period)| period < middle);
    found.expect("the tone changes").0
}

/// How long this process has computed, seconds (`man 5 proc`: fields 14 and 15 of `stat`, in hundredths).
fn cpu_secs() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let (_, after) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}
