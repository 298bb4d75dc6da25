//! How soon a recording is heard, and how long a seek takes, out of the player's own source: no device is needed.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use callbook::recording::decode::Sound;
use callbook::recording::fetch::{Link, Rules};
use callbook::recording::growing::Growing;
use callbook::recording::library::{Library, Settings};
use callbook::recording::player::{Lost, NoDevice, OpenDevice, Output, Player, PlayerSource};
use criterion::{Criterion, criterion_group, criterion_main};

const HOUR_SECS: u32 = 3600;
const RATE: u32 = 16_000;

/// A device that is there and plays nothing by itself.
struct Device(Arc<Mutex<Option<PlayerSource>>>);

impl Output for Device {
    fn open(&mut self, _: Option<&str>, _: Lost) -> Result<Box<dyn OpenDevice>, NoDevice> {
        Ok(Box::new(Self(Arc::clone(&self.0))))
    }

    fn devices(&mut self) -> Vec<String> {
        Vec::new()
    }
}

impl OpenDevice for Device {
    fn rate(&self) -> NonZero<u32> {
        NonZero::new(48_000).unwrap()
    }

    fn channels(&self) -> u16 {
        2
    }

    fn play(&mut self, source: PlayerSource) {
        *self.0.lock().unwrap() = Some(source);
    }
}

/// Waits until there is a sample that is no silence.
fn first_sample(plug: &Mutex<Option<PlayerSource>>) {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(20) {
        if let Some(source) = plug.lock().unwrap().as_mut() {
            for _ in 0..source.ready_frames() * 2 {
                if source.next().unwrap().abs() > 0.01 {
                    return;
                }
            }
        }
        thread::sleep(Duration::from_micros(200));
    }
    panic!("nothing was heard");
}

/// An hour of a tone: two channels, variable bit rate, without a header where `options` say so.
fn hour(folder: &Path, name: &str, options: &[&str]) -> PathBuf {
    let raw = folder.join("hour.raw");
    if !raw.exists() {
        let second: Vec<u8> = (0..RATE)
            .flat_map(|n| {
                let time = f64::from(n) / f64::from(RATE);
                #[expect(clippy::cast_possible_truncation, reason = "within ±16384")]
                let sample = ((time * 440.0 * std::f64::consts::TAU).sin() * 16_384.0) as i16;
                [sample.to_le_bytes(), sample.to_le_bytes()].concat()
            })
            .collect();
        let mut file = fs::File::create(&raw).unwrap();
        for _ in 0..HOUR_SECS {
            file.write_all(&second).unwrap();
        }
    }
    let path = folder.join(name);
    let status = Command::new("lame")
        .args(["--quiet", "-r", "-s", "16", "-f"])
        .args(options)
        .args([&raw, &path])
        .status()
        .expect("lame is installed");
    assert!(status.success());
    path
}

/// Serves a file to everyone.
fn serve(bytes: Vec<u8>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let bytes = Arc::new(bytes);
    let accept = move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let bytes = Arc::clone(&bytes);
            let builder = thread::Builder::new().name("answer".to_owned());
            builder.spawn(move || answer(stream, &bytes)).unwrap();
        }
    };
    let builder = thread::Builder::new().name("server".to_owned());
    builder.spawn(accept).unwrap();
    port
}

fn answer(mut stream: TcpStream, bytes: &[u8]) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while reader.read_line(&mut line).unwrap_or(0) > 2 {
        line.clear();
    }
    let length = bytes.len();
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"
    );
    let _ = stream.write_all(bytes);
}

fn library(folder: &Path) -> Library {
    Library::open(Settings {
        folder: folder.to_owned(),
        budget_bytes: 1 << 30,
        rules: Rules {
            allow_http: true,
            private_hosts: vec!["localhost".to_owned()],
            max_bytes: 1 << 30,
            stall: Duration::from_secs(10),
        },
    })
    .unwrap()
}

/// From the key to the first sample: the recording is looked up, loaded and played.
fn play(library: &Library, link: &Link) -> Arc<Growing> {
    let plug = Arc::<Mutex<Option<PlayerSource>>>::default();
    let player = Player::start(Device(Arc::clone(&plug)), || {}).unwrap();
    let recording = library.recording(link, || {}).unwrap();
    player.load(Arc::clone(&recording), 0.0);
    player.play();
    first_sample(&plug);
    recording
}

fn hearing(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let hour = hour(folder.path(), "hour.mp3", &["-V", "5"]);
    let port = serve(fs::read(&hour).unwrap());
    let library = library(&folder.path().join("cache"));
    let number = AtomicU64::new(0);
    let link = || {
        let n = number.fetch_add(1, Relaxed);
        Link::parse(&format!("http://localhost:{port}/{n}.mp3")).unwrap()
    };
    let mut group = c.benchmark_group("key to first sample, an hour");
    group.sample_size(20);
    group.bench_function("from a local server", |b| {
        b.iter_custom(|times| {
            let mut took = Duration::ZERO;
            for _ in 0..times {
                let link = link();
                let started = Instant::now();
                let recording = play(&library, &link);
                took += started.elapsed();
                // Many hours that come at once would be measured otherwise.
                assert_eq!(recording.wait(Duration::from_mins(1)), Some(Ok(())));
            }
            took
        });
    });
    let cached = link();
    let whole = play(&library, &cached).wait(Duration::from_mins(1));
    assert_eq!(whole, Some(Ok(())));
    group.bench_function("from the cache", |b| b.iter(|| play(&library, &cached)));
    group.finish();
}

fn seeking(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("accurate seek in an hour");
    for (name, options) in [
        ("variable bit rate", &["-V", "5"][..]),
        ("variable, without a header", &["-V", "5", "-t"]),
        ("constant bit rate", &["--cbr", "-b", "64"]),
    ] {
        let path = hour(folder.path(), "seek.mp3", options);
        let bytes = path.metadata().unwrap().len();
        let whole = Arc::new(Growing::whole(path, bytes));
        let mut sound = Sound::open(whole.reader(Arc::default()).unwrap()).unwrap();
        let mut is_late = false;
        group.bench_function(name, |b| {
            b.iter(|| {
                is_late = !is_late;
                // Back to half an hour costs as much as on from there to the end.
                sound.seek(if is_late { 3_590.0 } else { 1_800.0 }).unwrap();
                sound.next_frame().unwrap()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, hearing, seeking);
criterion_main!(benches);
