//! The commands as processes: what they print, how they end.

use std::fs;
use std::process::Stdio;

use callbook::webhook::signature::Secret;
use jiff::{SignedDuration, Timestamp};

use crate::book::{Book, Done, names, page, processed, wait_for};
use crate::made::{MadeCall, NOON};
use crate::player::program::call;

#[test]
fn usage_is_told_and_wrong_usage_ends_with_2() {
    let book = Book::new();
    let help = book.run(["--help"]).ok();
    for word in [
        "listen",
        "import",
        "calls",
        "show",
        "deliveries",
        "secret",
        "reprocess",
        "--data-dir",
    ] {
        assert!(help.stdout.contains(word), "{word}");
    }
    let version = book.run(["--version"]).ok();
    assert_eq!(
        version.stdout.trim(),
        concat!("callbook ", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(book.run(["cals"]).code, Some(2));
    assert_eq!(book.run(["import"]).code, Some(2));
    assert_eq!(book.run(["show", "vendor:x"]).code, Some(2));
    assert_eq!(book.run(["calls", "--limit", "-1"]).code, Some(2));
    assert_eq!(book.run(["listen", "--listen", "8787"]).code, Some(2));
    assert_eq!(book.run(["secret"]).code, Some(2));
}

#[test]
fn import_takes_the_page_and_says_what_came_of_it() {
    let book = Book::new();
    let page = page();
    let page = page.to_str().unwrap();
    let first = book.run(["import", page]).ok();
    assert_eq!(first.stdout.lines().count(), 1, "{first:?}");
    assert!(first.stdout.starts_with("6 deliveries: "), "{first:?}");
    let listed = book.deliveries();
    assert_eq!(listed.len(), 6);
    for delivery in &listed {
        assert_eq!(delivery["source"], "import");
        assert_eq!(delivery["signature"], "unchecked");
        assert_eq!(delivery["path"], page);
        assert!(delivery["status"].is_null() && delivery["remote"].is_null());
    }
    let calls = book.calls();
    let again = book.run(["import", page]).ok();
    assert!(again.stdout.contains("6 repeats"), "{again:?}");
    assert_eq!(book.calls(), calls);
}

#[test]
fn import_goes_through_folders_in_the_order_of_names() {
    let book = Book::new();
    let folder = book.dir().with_file_name("samples");
    fs::create_dir_all(folder.join("a")).unwrap();
    fs::write(folder.join("b.json"), processed(2)).unwrap();
    fs::write(folder.join("a/x.json"), processed(1)).unwrap();
    fs::write(folder.join(".hidden.json"), processed(3)).unwrap();
    fs::write(folder.join("notes.txt"), "nothing to see here\n").unwrap();
    let done = book.run(["import", folder.to_str().unwrap()]).ok();
    assert_eq!(done.stdout, "2 deliveries: 2 new\n");
    assert!(done.stderr.contains("notes.txt"), "{done:?}");
    assert!(done.stderr.contains(".hidden.json"), "{done:?}");
    let paths: Vec<_> = book
        .deliveries()
        .iter()
        .map(|one| one["path"].clone())
        .collect();
    let path = |name: &str| folder.join(name).display().to_string();
    assert_eq!(paths, [path("b.json"), path("a/x.json")]);
}

#[test]
fn import_reads_standard_input() {
    let book = Book::new();
    let mut lines = Vec::new();
    for vendor_id in 1..=3 {
        lines.extend(
            processed(vendor_id)
                .into_iter()
                .filter(|byte| *byte != b'\n'),
        );
        lines.push(b'\n');
    }
    let done = book.run_with_input(["import", "-"], &lines).ok();
    assert_eq!(done.stdout, "3 deliveries: 3 new\n");
    assert_eq!(book.calls().len(), 3);
}

#[test]
fn a_missing_path_fails_before_anything_is_imported() {
    let book = Book::new();
    let there = book.file("there.json", "{}");
    let said = book
        .run(["import", there.to_str().unwrap(), "not-there.json"])
        .failed();
    assert!(said.contains("not-there.json"), "{said}");
    assert!(book.deliveries().is_empty());
}

#[test]
fn import_works_while_a_receiver_runs() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", &processed(1)).status, 200);
    let done = book.run(["import", page().to_str().unwrap()]).ok();
    assert!(done.stdout.starts_with("6 deliveries: "), "{done:?}");
    assert_eq!(receiver.post("/", &processed(2)).status, 200);
    let listed = book
        .deliveries_when(|all| all.len() == 8 && all.iter().all(|one| one["state"] != "pending"));
    assert_eq!(listed[0]["source"], "http");
    receiver.end();
}

#[test]
fn a_call_is_shown_by_our_id_and_by_the_vendors() {
    let book = Book::new();
    book.run(["import", page().to_str().unwrap()]).ok();
    let shown = book
        .run(["show", "vendor:2482086262", "--json"])
        .json_lines();
    let [call] = &shown[..] else {
        panic!("{shown:?}")
    };
    assert_eq!(call["vendor_id"], 2_482_086_262_i64);
    assert_eq!(
        call["started_at"].as_str().unwrap().chars().last(),
        Some('Z')
    );
    let id = call["id"].as_str().unwrap();
    assert_eq!(book.run(["show", id, "--json"]).json_lines(), shown);

    let text = book.run(["show", id]).ok().stdout;
    for part in [
        "Ted Robertson",
        "ABC Windows",
        "EST",
        "unverified",
        "Transcript",
        "CallProcessed",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let listed = book.run(["calls"]).ok().stdout;
    assert_eq!(listed.lines().count(), book.calls().len() + 1, "{listed}");
    assert!(
        listed.contains("Ted Robertson") && listed.contains("unverified"),
        "{listed}"
    );
    assert!(listed.contains("no result received"), "{listed}");
    assert_eq!(book.run(["deliveries"]).ok().stdout.lines().count(), 7);

    let unknown = book.run(["show", "vendor:1"]).failed();
    assert!(unknown.contains("no call with vendor id 1"), "{unknown}");
    assert!(book.run(["show", "987654"]).failed().contains("987654"));
}

#[test]
fn the_link_to_a_recording_is_shown_only_where_it_is_asked_for() {
    let book = Book::new();
    let sent = [
        (1, "https://recordings.example/s3cr3t.mp3", "there is one"),
        (2, "ftp://recordings.example/s3cr3t.mp3", "no web address"),
    ];
    for (id, link, told) in sent {
        let body = String::from_utf8(call(id, Some(link))).unwrap();
        let file = book.file("delivery.json", &body);
        book.run(["import", file.to_str().unwrap()]).ok();
        let named = format!("vendor:{id}");
        let shown = book.run(["show", &named]).ok().stdout;
        assert!(shown.contains(told), "{shown}");
        assert!(shown.contains("--with-link shows its link"), "{shown}");
        assert!(!shown.contains("s3cr3t"), "{shown}");
        let asked = book.run(["show", &named, "--with-link"]).ok().stdout;
        assert!(asked.contains(link), "{asked}");
        let masked = book.run(["show", &named, "--with-link", "--mask"]).ok();
        assert!(!masked.stdout.contains("s3cr3t"), "{}", masked.stdout);
    }
    // Scripts find it under its name, which is a contract.
    let [call] = &book.run(["show", "vendor:1", "--json"]).json_lines()[..] else {
        panic!("one call")
    };
    assert_eq!(call["recording_url"], sent[0].1);
    for list in ["calls", "deliveries"] {
        let table = book.run([list]).ok().stdout;
        let lines = book.run([list, "--json"]).ok().stdout;
        assert!(
            !table.contains("s3cr3t") && !lines.contains("s3cr3t"),
            "{list}: {table}{lines}"
        );
    }
    let help = book.run(["show", "--help"]).ok().stdout;
    assert!(help.contains("--with-link"), "{help}");
}

#[test]
fn lists_are_newest_first_and_can_be_limited() {
    let book = Book::new();
    book.run(["import", page().to_str().unwrap()]).ok();
    let calls = book.calls();
    let starts: Vec<_> = calls
        .iter()
        .map(|call| call["started_at"].as_str().unwrap())
        .collect();
    assert!(starts.is_sorted_by(|a, b| a >= b), "{starts:?}");
    let limited = book.run(["calls", "--json", "--limit", "2"]).json_lines();
    assert_eq!(limited[..], calls[..2]);
    let limited = book
        .run(["deliveries", "--json", "--limit", "1"])
        .json_lines();
    assert_eq!(limited[..], book.deliveries()[..1]);
}

#[test]
fn a_start_says_how_long_nothing_has_followed() {
    let noon: Timestamp = NOON.parse().unwrap();
    for (minutes, words) in [
        (1, "ringing"),
        (20, "no end sent yet"),
        (180, "no result received"),
    ] {
        let since = Timestamp::now() - SignedDuration::from_mins(minutes);
        let start_ms = i64::try_from(since.duration_since(noon).as_millis()).unwrap();
        let book = Book::new();
        let start = MadeCall::v5(1, start_ms).start(0);
        book.run_with_input(["import", "-"], &start).ok();
        for command in [["calls"].as_slice(), &["show", "1"]] {
            let told = Done::with_input(book.command(command), b"").ok().stdout;
            assert!(told.contains(words), "{minutes} min, {command:?}: {told}");
        }
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let book = Book::new();
    for _ in 0..3 {
        book.run(["import", page().to_str().unwrap()]).ok();
    }
    for command in [["calls", "--json"], ["deliveries", "--json"]] {
        let mut child = book
            .command(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(0));
        assert!(
            done.stderr.is_empty(),
            "{:?}",
            String::from_utf8(done.stderr)
        );
    }
}

#[test]
fn secrets_are_two_at_most_and_shown_as_fingerprints_only() {
    let book = Book::with_env_secret("from the environment");
    let print = |secret: &str| Secret::new(secret).unwrap().fingerprint();
    for secret in ["first secret", "second secret", "first secret"] {
        let done = book
            .run_with_input(["secret", "set"], format!("{secret}\n").as_bytes())
            .ok();
        assert!(!done.stdout.contains(secret) && !done.stderr.contains(secret));
    }
    let full = book
        .run_with_input(["secret", "set"], b"third secret\n")
        .failed();
    assert!(full.contains("callbook secret remove"), "{full}");
    assert!(
        book.run_with_input(["secret", "set"], b"\n")
            .failed()
            .contains("empty")
    );
    let listed = book.run(["secret", "list"]).ok().stdout;
    let expected = [
        format!("{}  environment", print("from the environment")),
        format!(
            "{}  this book, in a file that only you can read",
            print("first secret")
        ),
        format!(
            "{}  this book, in a file that only you can read, not in use: only two hold at a time",
            print("second secret")
        ),
    ];
    assert_eq!(listed.lines().collect::<Vec<_>>(), expected);

    let which = book.run(["secret", "remove"]).failed();
    assert!(which.contains(&print("second secret")), "{which}");
    book.run(["secret", "remove", &print("first secret")[..6]])
        .ok();
    assert!(
        book.run(["secret", "remove", "ffffffffffffff"])
            .failed()
            .contains("fingerprint")
    );
    book.run(["secret", "remove"]).ok();
    assert!(
        book.run(["secret", "remove"])
            .failed()
            .contains("no secret")
    );
}

#[cfg(unix)]
#[test]
fn everything_in_the_folder_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let book = Book::new();
    book.run_with_input(["secret", "set"], b"secret\n").ok();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", b"{}").status, 401);
    for name in names(&book.dir()) {
        let path = book.dir().join(&name);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
        assert!(!name.starts_with("secrets.new"), "{name}");
    }
    assert_eq!(
        fs::metadata(book.dir()).unwrap().permissions().mode() & 0o077,
        0
    );
}

#[test]
fn logs_tell_no_secret_body_or_query() {
    let book = Book::with_env_secret("hush-hush");
    let receiver = book.listen();
    let mut body = processed(1);
    body.extend(br#" {"voice_link": "https://example.com/recording.mp3"}"#);
    let signature = Secret::new("hush-hush").unwrap().sign(&body);
    assert_eq!(
        receiver
            .post_signed("/way?token=abc", &body, Some(&signature))
            .status,
        200
    );
    assert_eq!(receiver.post("/way?token=abc", &body).status, 401);
    receiver.get("/?echo=token-abc");
    let logs = book.dir().join("logs");
    // What was answered is logged after the answer.
    let text = wait_for(|| {
        let text: String = names(&logs)
            .iter()
            .map(|name| fs::read_to_string(logs.join(name)).unwrap())
            .collect();
        let is_told = ["listening on", "answered 200", "answered 401"];
        is_told
            .iter()
            .all(|words| text.contains(words))
            .then_some(text)
    });
    receiver.kill();
    for hidden in [
        "hush-hush",
        "recording.mp3",
        "token",
        "Notifications",
        &signature[7..],
    ] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_flag_beats_the_environment_that_beats_the_file() {
    let book = Book::new();
    let config = book.file(
        "callbook.toml",
        "listen = \"127.0.0.1:1\"\ndata_dir = \"chosen\"\n",
    );
    let mut command = book.command(["deliveries"]);
    command
        .env_remove("CALLBOOK_DATA_DIR")
        .env("CALLBOOK_CONFIG", &config);
    assert!(command.output().unwrap().status.success());
    assert!(config.with_file_name("chosen").join("book.sqlite").exists());
    assert!(!book.dir().exists());

    // The file's port cannot be had by an ordinary user; each of the others can.
    let mut command = book.command(["listen"]);
    command
        .env("CALLBOOK_CONFIG", &config)
        .env("CALLBOOK_LISTEN", "127.0.0.1:0");
    crate::book::Listening::start(command);
    let mut command = book.command(["listen", "--listen", "127.0.0.1:0"]);
    command.env("CALLBOOK_LISTEN", "127.0.0.1:1");
    crate::book::Listening::start(command);
}

#[test]
fn a_fault_in_the_file_of_settings_names_file_line_and_keys() {
    let book = Book::new();
    fs::create_dir(book.dir()).unwrap();
    let file = book.dir().join("config.toml");
    let cases = [
        (
            "# port\nlisen = \"127.0.0.1:0\"\n",
            vec!["line 2", "lisen", "max_body_bytes"],
        ),
        ("max_body_bytes = 0\n", vec!["line 1", "max_body_bytes"]),
        ("listen = \"8787\"\n", vec!["line 1", "HOST:PORT"]),
        ("data_dir = \"x\"\n", vec!["CALLBOOK_CONFIG"]),
        (
            "[limits]\nconnection = 1\n",
            vec!["line 2", "connections_per_address", "body_secs"],
        ),
        ("[limits]\nhead_secs = 0\n", vec!["line 2", "1 to 3600"]),
    ];
    for (text, parts) in cases {
        fs::write(&file, text).unwrap();
        let said = book.run(["calls"]).failed();
        assert!(said.contains("config.toml"), "{said}");
        for part in parts {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}

#[cfg(unix)]
#[test]
fn listen_ends_well_on_both_signals() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", &processed(1)).status, 200);
    receiver.end();
    assert_eq!(book.calls().len(), 1);
    let receiver = book.listen();
    receiver.signal("-INT");
    receiver.end_by_itself();
}

#[test]
fn one_receiver_for_a_book_and_one_for_a_port() {
    let book = Book::new();
    let receiver = book.listen();
    let said = book
        .run(["listen", "--listen", "127.0.0.1:0"])
        .failed_last();
    assert!(
        said.contains("already receives") && said.contains(&receiver.addr),
        "{said}"
    );
    let other = Book::new();
    let said = other
        .run(["listen", "--listen", &receiver.addr])
        .failed_last();
    assert!(
        said.contains("in use") && said.contains("--listen HOST:PORT"),
        "{said}"
    );
}
