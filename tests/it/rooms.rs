//! The rooms of the source keep apart: who may know whom, and which crate lives where.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may know; those that are not named may know all.
const MAY_KNOW: [(&str, &[&str]); 8] = [
    ("call", &[]),
    ("config", &[]),
    ("priority", &[]),
    ("webhook", &["call"]),
    ("store", &["call"]),
    ("receiver", &["call", "webhook", "store", "priority"]),
    ("recording", &["call"]),
    ("ui", &["call"]),
];

/// In which rooms a crate may be used.
const LIVES_IN: [(&str, &[&str]); 18] = [
    ("tiny_http", &["receiver"]),
    ("httparse", &["receiver"]),
    ("socket2", &["receiver"]),
    ("rusqlite", &["store"]),
    ("egui", &["ui", "app", "main"]),
    ("eframe", &["ui", "app", "main"]),
    ("egui_extras", &["ui", "app", "main"]),
    ("clap", &["cli", "main"]),
    ("flexi_logger", &["cli"]),
    ("toml", &["config"]),
    ("directories", &["config"]),
    ("reqwest", &["recording", "receiver"]),
    ("rustls", &["recording", "receiver"]),
    ("rodio", &["recording"]),
    ("keyring_core", &["receiver"]),
    ("secret_service", &["receiver"]),
    ("rubato", &["recording"]),
    ("rtrb", &["recording"]),
];

const LONGEST_FILE: usize = 500;
const LONGEST_MAIN: usize = 80;

#[test]
fn rooms_know_only_whom_they_may() {
    let mut faults = Vec::new();
    for (room, path, code) in sources() {
        for known in rooms_in(&code) {
            let allowed = MAY_KNOW.iter().find(|(name, _)| *name == room);
            let allowed = allowed.is_none_or(|(_, rooms)| rooms.contains(&known.as_str()));
            if known != room && !allowed {
                faults.push(format!("{} knows {known}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for (room, path, code) in sources() {
        for (name, rooms) in LIVES_IN {
            if !rooms.contains(&room.as_str()) && names_crate(&code, name) {
                faults.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_room_of_the_table_is_there_and_every_room_has_its_rule() {
    let all = [
        "app",
        "call",
        "cli",
        "config",
        "lib",
        "main",
        "priority",
        "receiver",
        "recording",
        "store",
        "ui",
        "webhook",
    ];
    let there: BTreeSet<String> = sources().into_iter().map(|(room, ..)| room).collect();
    assert_eq!(there.into_iter().collect::<Vec<_>>(), all);
}

#[test]
fn files_are_short() {
    for (room, path, _) in sources() {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        let most = if room == "main" {
            LONGEST_MAIN
        } else {
            LONGEST_FILE
        };
        assert!(lines <= most, "{} has {lines} lines", path.display());
    }
}

#[test]
fn paths_are_found_however_they_are_written() {
    let found = |code: &str| rooms_in(&code_of(code)).into_iter().collect::<Vec<_>>();
    assert_eq!(found("use crate::store::Store;"), ["store"]);
    assert_eq!(found("let x = crate::ui::words::of(1);"), ["ui"]);
    assert_eq!(
        found("use crate::{call::{Call, Stage}, app, ui::Model};"),
        ["app", "call", "ui"]
    );
    assert_eq!(
        found("use crate::{\n    call,\n    store::{self, Store},\n};"),
        ["call", "store"]
    );
    assert_eq!(found("pub(crate) fn x() {}"), [""; 0]);
    assert_eq!(found("//! See [`crate::store`].\n// crate::ui"), [""; 0]);

    assert!(names_crate("use egui::Ui;", "egui"));
    assert!(names_crate("fn x(ui: &mut egui::Ui) {}", "egui"));
    assert!(names_crate("use rusqlite as db;", "rusqlite"));
    assert!(!names_crate("use egui_extras::X;", "egui"));
    assert!(!names_crate("use crate::toml::X;", "toml"));
    assert!(!names_crate(
        &code_of("/// Like egui::Ui\nfn x() {}"),
        "egui"
    ));
}

/// Every source file: its room, its path and its text without comments.
fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    assert!(files.len() > 30, "{files:?}");
    files
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).unwrap();
            let first = Path::new(inside.iter().next().unwrap());
            let room = first.file_stem().unwrap().to_str().unwrap().to_owned();
            let code = code_of(&fs::read_to_string(&path).unwrap());
            (room, path, code)
        })
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn code_of(text: &str) -> String {
    let bare = |line: &str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
    text.lines().map(bare).collect()
}

/// The rooms that `crate::…` paths lead to, those in braces included.
fn rooms_in(code: &str) -> BTreeSet<String> {
    let paths = code
        .match_indices("crate::")
        .map(|(at, found)| &code[at + found.len()..]);
    let mut rooms = BTreeSet::new();
    for path in paths {
        match path.strip_prefix('{') {
            Some(group) => rooms.extend(first_names(group)),
            None => rooms.extend(name(path)),
        }
    }
    rooms
}

/// The first name of each path in a group, up to the brace that closes it.
fn first_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut starts = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts = true,
            c if c.is_whitespace() => {}
            _ if starts => {
                names.extend(name(&group[at..]));
                starts = false;
            }
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| is_name(*c)).collect();
    (!name.is_empty()).then_some(name)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// True when a path starts with the name of this crate, or a `use` names it alone.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let starts = !before.ends_with(|c| is_name(c) || c == ':');
        let used = before.ends_with("use ") && !after.starts_with(is_name);
        starts && (after.starts_with("::") || used)
    })
}
