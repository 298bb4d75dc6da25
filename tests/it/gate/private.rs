//! The private address behind the gate: nobody but the gate is served there.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{good_client_is_served, status};
use crate::book::{Book, Listening, named, post, wait_for};

#[test]
fn the_socket_is_in_a_folder_that_only_the_owner_can_enter() {
    let book = Book::new();
    let folder = book.dir().join("gate");
    // As if somebody else had made it, and a crash had left the socket.
    fs::create_dir_all(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    fs::write(folder.join("http"), "").unwrap();
    let receiver = book.listen();
    good_client_is_served(&receiver);
    let mode = fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    receiver.kill();
    let receiver = book.listen();
    good_client_is_served(&receiver);
    receiver.end();
    assert!(!folder.join("http").exists());
}

#[test]
fn a_server_behind_that_takes_no_connections_any_more_is_replaced() {
    let book = Book::new();
    let receiver = book.listen();
    good_client_is_served(&receiver);
    let socket = book.dir().join("gate/http");
    fs::remove_file(&socket).unwrap();
    // So many wait for the disk that another connection to the server behind is needed.
    let other = rusqlite::Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let senders: Vec<_> = (0..32)
        .map(|_| {
            let addr = receiver.addr.clone();
            named(move || post(&addr, b"{}").status)
        })
        .collect();
    wait_for(|| socket.exists().then_some(()));
    other.execute_batch("ROLLBACK").unwrap();
    for sender in senders {
        let status = sender.join().unwrap();
        assert!(matches!(status, 200 | 503), "{status}");
    }
    good_client_is_served(&receiver);
    let log = fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap();
    assert!(
        log.contains("nobody serves at the private address"),
        "{log}"
    );
    assert_eq!(log.matches("INFO  listening on ").count(), 2, "{log}");
    receiver.end();
}

/// How many connections there are to the server behind.
#[cfg(target_os = "linux")]
fn connections(book: &Book) -> usize {
    let socket = book.dir().join("gate/http");
    let sockets = fs::read_to_string("/proc/net/unix").unwrap();
    let at_it = sockets
        .lines()
        .filter(|line| line.ends_with(socket.to_str().unwrap()));
    // One of them is where they are taken.
    at_it.count() - 1
}

#[cfg(target_os = "linux")]
#[test]
fn each_delivery_that_waits_for_the_book_has_a_connection_of_its_own() {
    const SENDERS: usize = 60;
    let book = Book::new();
    let receiver = book.listen();
    good_client_is_served(&receiver);
    let other = rusqlite::Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let senders: Vec<_> = (0..SENDERS)
        .map(|_| {
            let addr = receiver.addr.clone();
            named(move || post(&addr, b"{}").status)
        })
        .collect();
    // And those for questions.
    wait_for(|| (connections(&book) >= SENDERS + 2).then_some(()));
    other.execute_batch("ROLLBACK").unwrap();
    for sender in senders {
        let status = sender.join().unwrap();
        assert!(matches!(status, 200 | 503), "{status}");
    }
    good_client_is_served(&receiver);
    receiver.end();
}

#[cfg(target_os = "linux")]
#[test]
fn a_private_port_answers_nobody_who_does_not_know_its_secret() {
    let book = Book::new();
    // Too long for the name of a socket.
    let deep = book.dir().join("d".repeat(120));
    let mut command = book.command(["listen", "--listen", "127.0.0.1:0"]);
    command.env("CALLBOOK_DATA_DIR", &deep);
    let receiver = Listening::start(command);
    good_client_is_served(&receiver);
    assert!(!deep.join("gate/http").exists());
    let public: u16 = receiver.addr.rsplit(':').next().unwrap().parse().unwrap();
    let ports = listening_ports(&receiver);
    let [private] = ports
        .iter()
        .filter(|port| **port != public)
        .collect::<Vec<_>>()[..]
    else {
        panic!("{ports:?}")
    };
    for key in ["", "Key: 0\r\n", "Remote: 6.6.6.6\r\n"] {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", *private)).unwrap();
        let request = format!(
            "POST /uninvited HTTP/1.1\r\nHost: x\r\n{key}Connection: close\r\nContent-Length: 2\r\n\r\n{{}}"
        );
        std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
        assert_eq!(status(&super::read_all(&mut stream)), 403);
    }
    receiver.end();
    let store = callbook::store::Store::open(&deep).unwrap();
    let stored = store.newest_deliveries(None).unwrap();
    assert!(stored.iter().all(|one| one.path.as_deref() == Some("/")));
}

/// The ports that a process listens at on 127.0.0.1.
#[cfg(target_os = "linux")]
fn listening_ports(receiver: &Listening) -> Vec<u16> {
    let process = format!("/proc/{}", receiver.id());
    let sockets: Vec<String> = fs::read_dir(format!("{process}/fd"))
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.unwrap().path()).ok())
        .map(|target| target.to_string_lossy().into_owned())
        .collect();
    let table = fs::read_to_string(format!("{process}/net/tcp")).unwrap();
    table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            // State 0A is listening; the tenth field is the socket's number.
            let ours = sockets.contains(&format!("socket:[{}]", fields[9]));
            let port = fields[1].rsplit(':').next().unwrap();
            (fields[3] == "0A" && ours).then(|| u16::from_str_radix(port, 16).unwrap())
        })
        .collect()
}
