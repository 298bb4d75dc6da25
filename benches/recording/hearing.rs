//! How soon a recording is heard, and how long a seek takes, out of the player's own source.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use callbook::recording::decode::Sound;
use callbook::recording::fetch::{Link, Rules};
use callbook::recording::growing::Growing;
use callbook::recording::library::{Library, Settings};
use callbook::recording::player::{Lost, NoDevice, OpenDevice, Output, Player, PlayerSource};
use fastrand::Rng;

use super::{HOUR_SECS, hour, print};

const RATE: u32 = 16_000;
/// Bars.
const SERVER: Duration = Duration::from_millis(400);
const CACHE: Duration = Duration::from_millis(150);
const SEEK: Duration = Duration::from_millis(50);
/// How often each is done.
const TIMES: usize = 20;
const SEEKS: usize = 300;

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

/// From the key to the first sample: from a local server, and from the cache.
pub fn hearing() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let hour = hour(folder.path(), RATE, &["-V", "5"]);
    let port = serve(fs::read(&hour).unwrap());
    let library = library(&folder.path().join("cache"));
    let link = |n: usize| Link::parse(&format!("http://localhost:{port}/{n}.mp3")).unwrap();
    let timed = |link: &Link| {
        let started = Instant::now();
        let recording = play(&library, link);
        let took = started.elapsed();
        // Many hours that come at once would be measured otherwise.
        assert_eq!(recording.wait(Duration::from_mins(1)), Some(Ok(())));
        took
    };
    let fetched = (0..TIMES).map(|n| timed(&link(n))).collect();
    let cached = (0..TIMES).map(|_| timed(&link(0))).collect();
    let is_met = print("key to first sample, from a local server", fetched, SERVER);
    is_met & print("key to first sample, from the cache", cached, CACHE)
}

/// Accurate seeks all over an hour.
pub fn seeking() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mut is_met = true;
    for (name, options) in [
        ("variable bit rate", &["-V", "5"][..]),
        ("variable, without a header", &["-V", "5", "-t"]),
        ("constant bit rate", &["--cbr", "-b", "64"]),
    ] {
        let path = hour(folder.path(), RATE, options);
        let bytes = path.metadata().unwrap().len();
        let whole = Arc::new(Growing::whole(path, bytes));
        let mut sound = Sound::open(whole.reader(Arc::default()).unwrap()).unwrap();
        let mut rng = Rng::with_seed(7);
        let seeks = (0..SEEKS).map(|_| {
            let to = rng.f64() * f64::from(HOUR_SECS - 10);
            let started = Instant::now();
            sound.seek(to).unwrap();
            sound.next_frame().unwrap();
            started.elapsed()
        });
        let seeks = seeks.collect();
        is_met &= print(&format!("accurate seek in an hour, {name}"), seeks, SEEK);
    }
    is_met
}
