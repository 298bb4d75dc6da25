//! A network that goes away and comes back, with the address that is listened at.

use std::process::{Command, Stdio};

use crate::book::{Book, Listening, wait_for};

/// Of the network of this test alone.
const ADDRESS: &str = "10.77.7.1";

/// The program in a network of its own, where this process may make one.
fn listen(book: &Book) -> Option<Listening> {
    let there = Command::new("unshare")
        .args([
            "-n",
            "sh",
            "-c",
            "ip link set lo up && command -v nsenter && command -v curl",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !there.is_ok_and(|status| status.success()) {
        skipped("this process may not make a network, or has no ip, nsenter or curl");
        return None;
    }
    let config = book.file("callbook.toml", "check_every_secs = 1\n");
    let program = book.command(["listen", "--listen", &format!("{ADDRESS}:0")]);
    let mut command = Command::new("unshare");
    command.args(["-n", "sh", "-c"]);
    command.arg(format!(
        "ip link set lo up; ip addr add {ADDRESS}/32 dev lo; exec \"$0\" \"$@\""
    ));
    command.arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.env("CALLBOOK_CONFIG", config);
    Some(Listening::start(command))
}

/// What a program in the receiver's network says.
fn inside(receiver: &Listening, arguments: &[&str]) -> String {
    let mut command = Command::new("nsenter");
    command.args(["--target", &receiver.id().to_string(), "--net", "--"]);
    let done = command
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8(done.stdout).unwrap()
}

fn post(receiver: &Listening, body: &str) -> String {
    let url = format!("http://{}/", receiver.addr);
    let said = [
        "curl",
        "-s",
        "-m",
        "2",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code}",
        "-d",
        body,
        &url,
    ];
    inside(receiver, &said)
}

#[test]
fn a_network_that_comes_back_is_listened_at_again() {
    let book = Book::new();
    let Some(receiver) = listen(&book) else {
        return;
    };
    wait_for(|| (post(&receiver, "{}") == "200").then_some(()));
    inside(
        &receiver,
        &["ip", "addr", "del", &format!("{ADDRESS}/32"), "dev", "lo"],
    );
    let log = || std::fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap();
    wait_for(|| {
        log()
            .contains("not receiving, it is tried again")
            .then_some(())
    });
    assert_ne!(post(&receiver, "[]"), "200");
    inside(
        &receiver,
        &["ip", "addr", "add", &format!("{ADDRESS}/32"), "dev", "lo"],
    );
    wait_for(|| (post(&receiver, "[1]") == "200").then_some(()));
    assert_eq!(book.deliveries().len(), 2);
    // At the same port: the sender knows no other.
    assert!(
        log()
            .matches(&format!("listening on http://{}", receiver.addr))
            .count()
            >= 2
    );
    receiver.end();
}

#[expect(clippy::print_stdout, reason = "a test that did nothing says so")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}
