//! Signing secrets are where they are kept and nowhere else: not in the database, the logs, what is printed, or the
//! window.

use std::fs;
use std::path::Path;

use callbook::webhook::signature::Secret;

use crate::book::{Book, names, post, processed};
use crate::program::{listening, open, until};

const SECRET: &str = "a-secret-that-nobody-sees";
const OTHER: &str = "another-that-nobody-sees";

/// A book with two secrets, a delivery that was signed with one of them and one that was not.
fn scene() -> Book {
    let book = Book::new();
    for secret in [SECRET, OTHER] {
        let done = book
            .run_with_input(["secret", "set"], secret.as_bytes())
            .ok();
        shows_none("what set prints", &(done.stdout + &done.stderr));
    }
    let receiver = book.listen();
    let body = processed(1);
    let signature = Secret::new(OTHER).unwrap().sign(&body);
    assert_eq!(
        receiver.post_signed("/", &body, Some(&signature)).status,
        200
    );
    let refused = receiver.post_signed("/", &processed(2), Some(&signature));
    assert_eq!(refused.status, 401);
    shows_none("an answer", &(refused.head + &refused.body));
    book.deliveries_when(|all| all.iter().all(|one| one["state"] != "pending"));
    receiver.end();
    book
}

#[track_caller]
fn shows_none(what: &str, text: &str) {
    for secret in [SECRET, OTHER] {
        assert!(!text.contains(secret), "{what}: {text}");
    }
}

/// The files in which a secret is found.
fn holders(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            found.extend(holders(&path));
            continue;
        }
        // A socket cannot be read, and holds nothing.
        let bytes = fs::read(&path).unwrap_or_default();
        let has = |secret: &str| {
            bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes())
        };
        if has(SECRET) || has(OTHER) {
            found.push(name);
        }
    }
    found
}

#[test]
fn no_secret_is_in_files_logs_or_what_is_printed() {
    let book = scene();
    for arguments in [
        &["calls", "--json"][..],
        &["calls"],
        &["deliveries", "--json"],
        &["deliveries"],
        &["show", "vendor:1", "--json"],
        &["show", "vendor:1"],
        &["secret", "list"],
        &["path", "show"],
        &["reprocess"],
    ] {
        let done = book.command(arguments).output().unwrap();
        assert!(done.status.success(), "{arguments:?}");
        let said = [done.stdout, done.stderr].concat();
        assert!(!said.is_empty(), "{arguments:?}");
        shows_none(arguments[0], &String::from_utf8(said).unwrap());
    }
    assert_eq!(holders(&book.dir()), ["secrets"]);
}

#[test]
fn no_secret_is_in_the_window() {
    let book = scene();
    let mut window = open(&book, "127.0.0.1:0");
    let addr = listening(&mut window);
    let signed = Secret::new(SECRET).unwrap();
    assert_eq!(post(&addr, &processed(3)).status, 401);
    until(&mut window, |window| {
        window.state().model().secured.then_some(())
    });
    let tree = format!("{:?}", window.root());
    assert!(tree.contains("Listening"), "{tree}");
    shows_none("the window", &tree);
    assert!(!tree.contains(&signed.sign(&processed(3))));
    drop(window);
    assert_eq!(holders(&book.dir()), ["secrets"]);
}
