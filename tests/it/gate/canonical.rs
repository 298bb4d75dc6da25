//! What is handed to the server behind, whatever arrives.

use callbook::receiver::gate::head::parse;
use proptest::collection::vec;
use proptest::prelude::*;

/// Pieces that requests are made of, whole and broken.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        &b"GET "[..],
        b"POST ",
        b"HEAD ",
        b"/a?b=c ",
        b"http://x/ ",
        b"HTTP/1.1\r\n",
        b"HTTP/1.0\r\n",
        b"Host: x\r\n",
        b"Content-Length: 5\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Connection: keep-alive, Upgrade\r\n",
        b"Remote: 6.6.6.6\r\n",
        b"~te: x\r\n",
        b"X: %0d%0aKey: y\r\n",
        b"X: \xe4\xff\r\n",
        b"\r\n",
        b"\n",
        b"\r",
        b"\0",
        b": ",
        b" ",
    ]);
    prop_oneof![4 => known.prop_map(<[u8]>::to_vec), 1 => vec(any::<u8>(), 0..6)]
}

/// A request that is mostly right, so that what is handed on is looked at too.
fn requests() -> impl Strategy<Value = Vec<u8>> {
    let start = prop_oneof![
        8 => Just(b"POST /hooks HTTP/1.1\r\nContent-Length: 5\r\n".to_vec()),
        2 => Just(Vec::new()),
    ];
    (start, vec(pieces(), 0..12), any::<bool>()).prop_map(|(start, pieces, ended)| {
        let end: &[u8] = if ended { b"\r\n\r\n" } else { b"" };
        [start, pieces.concat(), end.to_vec()].concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn nobody_but_the_gate_says_what_the_server_behind_heeds(bytes in requests()) {
        let mut canonical = Vec::new();
        if let Ok(Some((_, length))) = parse(&bytes, "1.2.3.4", &mut canonical) {
            prop_assert!(length <= bytes.len());
            prop_assert!(canonical.is_ascii());
            let text = String::from_utf8(canonical).unwrap();
            let mut lines = text.strip_suffix("\r\n").unwrap().split("\r\n");
            let first = lines.next().unwrap();
            prop_assert_eq!(first.split(' ').count(), 3, "{}", first);
            prop_assert!(first.ends_with(" HTTP/1.1"));
            prop_assert_eq!(lines.next(), Some("te: identity"));
            prop_assert_eq!(lines.next(), Some("remote: 1.2.3.4"));
            for line in lines {
                prop_assert!(line.starts_with('~'), "{}", line);
                prop_assert!(!line.contains(['\r', '\n', '\0']), "{}", line);
            }
        }
    }
}
