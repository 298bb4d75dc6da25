//! Where secrets are kept: the key store of the system, a real one in a session of its own, or the file.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use callbook::webhook::signature::Secret;
use tempfile::TempDir;

use crate::book::{Book, Done, Listening, names, processed, wait_for};

const SECRET: &str = "a secret for the key store";
const OTHER: &str = "another for the key store";

/// The password of the key store that is opened for a test.
const PASSWORD: &str = "open sesame";

/// A session of its own with a key store, where there is what it takes.
struct Session {
    bus: String,
    home: TempDir,
    child: Child,
}

impl Session {
    fn start() -> Option<Self> {
        let there = ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"].map(is_there);
        if there.contains(&false) {
            skipped("there is no dbus or no gnome-keyring here");
            return None;
        }
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "sh", "-c"]);
        command.arg(format!(
            "{}; echo \"$DBUS_SESSION_BUS_ADDRESS\"; cat",
            unlocking("")
        ));
        // Both are told where its files are; the person's own are not touched.
        for name in ["HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
            command.env(name, home.path());
        }
        // It ends with its standard input.
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let mut bus = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut bus).unwrap();
        let bus = bus.trim_end().to_owned();
        let session = Self { bus, home, child };
        assert!(session.bus.starts_with("unix:"), "{}", session.bus);
        Some(session)
    }

    /// The environment of a process that is part of it.
    fn env(&self) -> [(&str, &str); 2] {
        [
            ("CALLBOOK_KEY_STORE", "system"),
            ("DBUS_SESSION_BUS_ADDRESS", &self.bus),
        ]
    }

    fn run(&self, book: &Book, arguments: &[&str], input: &str) -> Done {
        run(book, &self.env(), arguments, input)
    }

    fn listen(&self, book: &Book) -> Listening {
        book.listen_with(&self.env())
    }

    fn lock(&self) {
        let mut command = Command::new("dbus-send");
        command
            .args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
            ])
            .args([
                "/org/freedesktop/secrets",
                "org.freedesktop.Secret.Service.Lock",
                "array:objpath:/org/freedesktop/secrets/aliases/default",
            ])
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        assert!(command.output().unwrap().status.success());
    }

    fn unlock(&self) {
        let mut command = Command::new("sh");
        // One that runs already cannot be told the password.
        command.args(["-c", &unlocking("--replace")]);
        for name in ["HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
            command.env(name, self.home.path());
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus);
        assert!(command.status().unwrap().success());
    }

    /// How many secrets of ours there are in it.
    fn entries(&self) -> usize {
        let found = Command::new("dbus-send")
            .args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
            ])
            .args([
                "/org/freedesktop/secrets",
                "org.freedesktop.Secret.Service.SearchItems",
                "dict:string:string:service,Callbook",
            ])
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .output()
            .unwrap();
        let text = String::from_utf8(found.stdout).unwrap();
        text.matches("object path").count()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn unlocking(how: &str) -> String {
    format!(
        "printf '{PASSWORD}' | gnome-keyring-daemon {how} --unlock --components=secrets >/dev/null 2>&1"
    )
}

/// Runs the program with this environment, but not for long.
fn run(book: &Book, env: &[(&str, &str)], arguments: &[&str], input: &str) -> Done {
    let started = Instant::now();
    let mut command = book.command(arguments);
    command.envs(env.iter().copied());
    let done = Done::with_input(command, input.as_bytes());
    let took = started.elapsed();
    assert!(took < Duration::from_secs(8), "{took:?}");
    done
}

fn said_in(book: &Book, name: &str) -> String {
    fs::read_to_string(book.dir().join(name)).unwrap()
}

/// True when these bytes are anywhere in the folder, the database and the logs included.
fn is_written(folder: &Path, text: &str) -> bool {
    names(folder).iter().any(|name| {
        let path = folder.join(name);
        if path.is_dir() {
            return is_written(&path, text);
        }
        // What is no file, such as a socket, holds nothing.
        let bytes = fs::read(&path).unwrap_or_default();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}

#[track_caller]
fn takes(receiver: &Listening, secret: &str, id: i64) {
    let body = processed(id);
    let signature = Secret::new(secret).unwrap().sign(&body);
    assert_eq!(
        receiver.post_signed("/", &body, Some(&signature)).status,
        200
    );
}

#[test]
fn secrets_and_path_are_in_the_key_store_and_nowhere_else() {
    let Some(session) = Session::start() else {
        return;
    };
    let book = Book::new();
    let set = session.run(&book, &["secret", "set"], SECRET).ok();
    assert!(
        set.stdout.contains("in the key store of this system"),
        "{set:?}"
    );
    assert_eq!(set.stderr, "");
    let receiver = session.listen(&book);
    takes(&receiver, SECRET, 1);
    assert_eq!(receiver.post("/", &processed(2)).status, 401);
    // A change holds at once.
    session.run(&book, &["secret", "set"], OTHER).ok();
    takes(&receiver, OTHER, 3);
    let listed = session.run(&book, &["secret", "list"], "").ok().stdout;
    assert_eq!(
        listed
            .matches("this book, in the key store of this system")
            .count(),
        2
    );
    let first = Secret::new(SECRET).unwrap().fingerprint();
    session.run(&book, &["secret", "remove", &first], "").ok();
    let body = processed(4);
    let signed = Secret::new(SECRET).unwrap().sign(&body);
    assert_eq!(receiver.post_signed("/", &body, Some(&signed)).status, 401);

    let path = session.run(&book, &["path", "on"], "").ok().stdout;
    let segment = path.trim_end().strip_prefix("/c/").unwrap();
    assert_eq!(receiver.post("/", b"{}").status, 404);
    assert_eq!(receiver.get(&format!("/c/{segment}/health")).status, 200);
    takes_below(&receiver, path.trim_end());
    receiver.end();
    for hidden in [SECRET, OTHER, segment] {
        assert!(!is_written(&book.dir(), hidden), "{hidden}");
    }
    assert_eq!(session.entries(), 2);
    session.run(&book, &["path", "off"], "").ok();
    session.run(&book, &["secret", "remove"], "").ok();
    assert_eq!(session.entries(), 0);
}

fn takes_below(receiver: &Listening, path: &str) {
    let body = processed(5);
    let signature = Secret::new(OTHER).unwrap().sign(&body);
    let answer = receiver.post_signed(path, &body, Some(&signature));
    assert_eq!(answer.status, 200);
}

#[test]
fn they_move_between_key_store_and_file_and_back() {
    let Some(session) = Session::start() else {
        return;
    };
    let book = Book::new();
    let file = [("CALLBOOK_KEY_STORE", "file")];
    run(&book, &file, &["secret", "set"], SECRET).ok();
    run(&book, &file, &["path", "on"], "").ok();
    assert!(said_in(&book, "secrets").contains(SECRET));
    let path = said_in(&book, "secret-path");
    let print = Secret::new(SECRET).unwrap().fingerprint();
    let receiver = session.listen(&book);
    for round in 0..2 {
        let moved = session.run(&book, &["secret", "move"], "").ok().stdout;
        assert_eq!(moved.matches("in the key store").count(), 2, "{moved}");
        assert!(!is_written(&book.dir(), SECRET) && !is_written(&book.dir(), path.trim_end()));
        assert_eq!(session.entries(), 2);
        assert!(
            session
                .run(&book, &["secret", "list"], "")
                .ok()
                .stdout
                .starts_with(&print)
        );

        let mut to_file = session.env();
        to_file[0] = file[0];
        let moved = run(&book, &to_file, &["secret", "move"], "").ok().stdout;
        assert_eq!(
            moved.matches("in a file that only you").count(),
            2,
            "{moved}"
        );
        assert_eq!(said_in(&book, "secrets"), format!("{SECRET}\n"));
        assert_eq!(said_in(&book, "secret-path"), path);
        assert_eq!(session.entries(), 0);
        let body = processed(10 + round);
        let signature = Secret::new(SECRET).unwrap().sign(&body);
        let below = format!("/c/{}", path.trim_end());
        assert_eq!(
            receiver.post_signed(&below, &body, Some(&signature)).status,
            200
        );
    }
    receiver.end();
    let nothing = Book::new();
    assert!(
        session
            .run(&nothing, &["secret", "move"], "")
            .failed()
            .contains("no secret")
    );
}

#[test]
fn books_do_not_mix_and_a_copy_stands_on_its_own() {
    let Some(session) = Session::start() else {
        return;
    };
    let (one, two, copy) = (Book::new(), Book::new(), Book::new());
    session.run(&one, &["secret", "set"], SECRET).ok();
    session.run(&two, &["secret", "set"], OTHER).ok();
    let list = |book: &Book| session.run(book, &["secret", "list"], "").ok().stdout;
    let [first, second] = [SECRET, OTHER].map(|it| Secret::new(it).unwrap().fingerprint());
    assert!(list(&one).starts_with(&first) && list(&two).starts_with(&second));
    assert_eq!(
        (list(&one).lines().count(), list(&two).lines().count()),
        (1, 1)
    );

    fs::create_dir_all(copy.dir()).unwrap();
    fs::copy(one.dir().join("secrets"), copy.dir().join("secrets")).unwrap();
    assert!(list(&copy).starts_with(&first));
    assert_eq!(session.entries(), 3);
    assert_ne!(said_in(&one, "secrets"), said_in(&copy, "secrets"));
    session.run(&one, &["secret", "remove"], "").ok();
    assert!(list(&copy).starts_with(&first));

    // What was moved takes its entry along.
    let moved = Book::new();
    fs::rename(two.dir(), moved.dir()).unwrap();
    assert!(list(&moved).starts_with(&second));
    assert_eq!(session.entries(), 2);
    // A file from before a change names what is no more: that is told, and can be set anew.
    let before = said_in(&moved, "secrets");
    session.run(&moved, &["secret", "set"], SECRET).ok();
    fs::write(moved.dir().join("secrets"), before).unwrap();
    assert!(
        session
            .run(&moved, &["secret", "list"], "")
            .failed()
            .contains("no such entry")
    );
    let set = session.run(&moved, &["secret", "set"], SECRET).ok();
    assert!(set.stderr.contains("forgotten"), "{set:?}");
    assert!(list(&moved).starts_with(&first));
}

#[test]
fn a_locked_key_store_is_not_waited_for_and_heeded_once_it_is_open() {
    let Some(session) = Session::start() else {
        return;
    };
    let book = Book::new();
    session.run(&book, &["secret", "set"], SECRET).ok();
    session.lock();
    let said = session.run(&book, &["secret", "list"], "").failed();
    assert!(said.contains("locked"), "{said}");
    // What cannot be read is not overwritten either.
    session.run(&book, &["secret", "set"], OTHER).failed();
    let elsewhere = Book::new();
    let set = session.run(&elsewhere, &["secret", "set"], OTHER).ok();
    assert!(
        set.stdout.contains("in a file that only you can read"),
        "{set:?}"
    );
    assert_eq!(set.stderr.lines().count(), 1, "{set:?}");
    assert!(set.stderr.contains("locked"), "{set:?}");
    assert_eq!(said_in(&elsewhere, "secrets"), format!("{OTHER}\n"));

    let receiver = session.listen(&book);
    for _ in 0..3 {
        let answer = receiver.post("/", &processed(1));
        assert_eq!(answer.status, 503, "{answer:?}");
        assert!(answer.header("retry-after").is_some(), "{answer:?}");
    }
    assert_eq!(receiver.get("/health").status, 200);
    assert!(book.deliveries().is_empty());
    let log = || said_in(&book, "logs/callbook_rCURRENT.log");
    wait_for(|| (log().matches("is locked").count() == 1).then_some(()));
    session.unlock();
    let body = processed(1);
    let signature = Secret::new(SECRET).unwrap().sign(&body);
    wait_for(|| (receiver.post_signed("/", &body, Some(&signature)).status == 200).then_some(()));
    wait_for(|| log().contains("over: ").then_some(()));
    // One that the environment gives holds meanwhile.
    session.lock();
    let env = Book::with_env_secret(OTHER);
    fs::create_dir_all(env.dir()).unwrap();
    fs::copy(book.dir().join("secrets"), env.dir().join("secrets")).unwrap();
    let alone = session.listen(&env);
    takes(&alone, OTHER, 7);
    assert_eq!(alone.post("/", &processed(8)).status, 401);
}

/// Without a bus, and with one that takes connections and never answers.
#[test]
fn where_there_is_no_key_store_nothing_waits_and_the_file_serves() {
    let scene = tempfile::tempdir().unwrap();
    let mute = scene.path().join("mute");
    let listener = UnixListener::bind(&mute).unwrap();
    let taking = thread::Builder::new().name("mute bus".to_owned());
    taking
        .spawn(move || {
            for client in listener.incoming() {
                let Ok(mut client) = client else { return };
                // Held, read, and never answered.
                let _ = client.read_to_end(&mut Vec::new());
            }
        })
        .unwrap();
    for (bus, trouble) in [
        (scene.path().join("none"), "no key store that can be used"),
        (mute, "does not answer"),
    ] {
        let bus = format!("unix:path={}", bus.display());
        let env = [
            ("CALLBOOK_KEY_STORE", "system"),
            ("DBUS_SESSION_BUS_ADDRESS", &bus),
        ];
        let book = Book::new();
        let set = run(&book, &env, &["secret", "set"], SECRET).ok();
        assert!(set.stderr.contains(trouble), "{set:?}");
        assert_eq!(set.stderr.lines().count(), 1, "{set:?}");
        assert!(!set.stdout.contains(SECRET) && !set.stderr.contains(SECRET));
        assert_eq!(said_in(&book, "secrets"), format!("{SECRET}\n"));
        let mode = fs::metadata(book.dir().join("secrets"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        let started = Instant::now();
        let receiver = book.listen_with(&env);
        takes(&receiver, SECRET, 1);
        receiver.end();
        assert!(started.elapsed() < Duration::from_secs(5));

        // What another run put into the key store cannot be read now: that is no reason to let anything in.
        let entry = format!("in the key store of this system: {}\n", "0a".repeat(16));
        fs::write(book.dir().join("secrets"), entry).unwrap();
        let receiver = book.listen_with(&env);
        assert_eq!(receiver.get("/health").status, 200);
        assert_eq!(receiver.post("/", &processed(2)).status, 503);
        assert_eq!(book.deliveries().len(), 1);
    }
}

#[test]
fn where_they_are_kept_is_said_in_words() {
    let book = Book::new();
    let said = run(
        &book,
        &[("CALLBOOK_KEY_STORE", "cloud")],
        &["secret", "list"],
        "",
    )
    .failed();
    assert!(said.contains("system or file"), "{said}");
    fs::create_dir_all(book.dir()).unwrap();
    fs::write(book.dir().join("config.toml"), "key_store = \"safe\"\n").unwrap();
    let said = book.run(["secret", "list"]).failed();
    assert!(
        said.contains("config.toml, line 1") && said.contains("system"),
        "{said}"
    );
}

fn is_there(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output();
    found.is_ok_and(|found| found.status.success())
}

#[expect(clippy::print_stdout, reason = "a test that did nothing says so")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}
