//! Keys are told out of the list of commands: nowhere else does a text of the screen name one.

use std::fs;
use std::path::{Path, PathBuf};

/// Where keys are named: the list with what writes it.
const LIST: &str = "command";

#[test]
fn no_text_of_the_screen_names_a_key_by_itself() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut files = Vec::new();
    walk(&ui, &mut files);
    assert!(files.len() > 100);
    let mut faults = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            if let Some(key) = named(line) {
                faults.push(format!("{}:{}: {key}", path.display(), number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_key_is_noticed_however_it_is_written() {
    for (line, key) in [
        (r#"let name = "Star (S)";"#, Some("S")),
        (r#""Next place (Shift+F3)""#, Some("Shift+F3")),
        (r#""Later (Esc)","#, Some("Esc")),
        (r#""What is wrong can be overruled (O).";"#, Some("O")),
        (
            r#"label("Shift+Enter begins a line")"#,
            Some("Shift+Enter begins a line"),
        ),
        (r"/// `Mute (M)`", None),
        (r#"Some(S) => "Star""#, None),
        (r#""A table for a spreadsheet (CSV)""#, None),
    ] {
        assert_eq!(named(line).as_deref(), key, "{line}");
    }
}

/// The key that a line names within quotes.
fn named(line: &str) -> Option<String> {
    let code = line.trim_start();
    if code.starts_with("//") {
        return None;
    }
    let mut quoted = code.split('"').skip(1).step_by(2);
    quoted.find_map(|text| {
        let modified = ["Ctrl+", "Shift+", "Cmd+"];
        let bracketed = text
            .split('(')
            .skip(1)
            .filter_map(|after| after.split_once(')'));
        let mut bracketed = bracketed.map(|(inside, _)| inside);
        let key = bracketed.find(|inside| is_key(inside));
        let key = key.or_else(|| {
            modified
                .iter()
                .any(|one| text.contains(one))
                .then_some(text)
        });
        key.map(str::to_owned)
    })
}

fn is_key(text: &str) -> bool {
    let last = text.rsplit('+').next().unwrap_or_default();
    let is_letter = last.len() == 1 && last.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_function = last
        .strip_prefix('F')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    is_letter || is_function || ["Esc", "Enter", "Space", "Tab", "Del"].contains(&last)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with(LIST) {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
