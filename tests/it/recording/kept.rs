//! What is kept of listening: settings, and where recordings were left.

use std::time::Duration;

use callbook::call::CallId;
use callbook::call::sound::{Parts, Span};
use callbook::config::{Config, Given};
use callbook::store::Store;

/// The settings of a file with this text.
fn config(text: &str) -> Result<Config, String> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("config.toml"), text).unwrap();
    let given = Given {
        data_dir: Some(dir.path().to_owned()),
        ..Given::default()
    };
    Config::load(given, |_| None).map_err(|error| error.to_string())
}

#[test]
fn settings_of_recordings_are_read_and_mistakes_are_told() {
    let usual = config("").unwrap().recordings;
    assert!(!usual.fetches_new() && !usual.allows_http() && usual.private_hosts.is_empty());
    assert_eq!(usual.resume_back(), Duration::from_secs(2));
    let said = config(
        "[recordings]\nfetch_new = true\nprivate_hosts = [\"nas\"]\nmax_bytes = 5000\ncache_bytes = 0\nstall_secs = 7\nresume_back_secs = 0\n",
    );
    let said = said.unwrap().recordings;
    assert!(said.fetches_new());
    assert_eq!(said.private_hosts, ["nas"]);
    assert_eq!((said.max_bytes(), said.cache_bytes()), (5000, 0));
    assert_eq!(said.stall(), Duration::from_secs(7));
    assert!(said.resume_back().is_zero());
    for (text, told) in [
        ("[recordings]\nallow_private = true\n", "private_hosts"),
        ("[recordings]\nstall_secs = 0\n", "1 to 600"),
    ] {
        let error = config(text).err().unwrap();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn where_a_recording_was_left_is_kept_until_it_is_heard_anew() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let (one, other) = (CallId(1), CallId(2));
    assert_eq!(store.heard(one).unwrap(), None);
    for millis in [14_250, 3_600_000] {
        let at = Duration::from_millis(millis);
        store.set_heard(one, at).unwrap();
        assert_eq!(
            Store::open(dir.path()).unwrap().heard(one).unwrap(),
            Some(at)
        );
    }
    assert_eq!(store.heard(other).unwrap(), None);
    store.set_heard(one, Duration::ZERO).unwrap();
    assert_eq!(store.heard(one).unwrap(), None);
}

fn span(start_secs: f64, end_secs: f64) -> Span {
    Span {
        start_secs,
        end_secs,
    }
}

#[test]
fn the_parts_that_were_heard_are_joined_and_kept() {
    let mut parts = Parts::default();
    for (from, to) in [
        (10.0, 20.0),
        (40.0, 50.0),
        (19.0, 25.5),
        (30.0, 31.0),
        (5.0, 5.0),
    ] {
        parts.add(span(from, to));
    }
    assert_eq!(
        parts.spans(),
        [span(10.0, 25.5), span(30.0, 31.0), span(40.0, 50.0)]
    );
    let mut is_heard = parts.walk();
    let asked = [9.0, 10.0, 25.0, 26.0, 30.5, 45.0, 51.0].map(&mut is_heard);
    assert_eq!(asked, [false, true, true, false, true, true, false]);
    drop(is_heard);
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let call = CallId(1);
    assert_eq!(store.heard_parts(call).unwrap(), Parts::default());
    store.set_heard_parts(call, &parts).unwrap();
    assert_eq!(store.heard_parts(call).unwrap(), parts);
    parts.add(span(0.0, 60.0));
    assert_eq!(parts.spans(), [span(0.0, 60.0)]);
    assert_eq!(store.agent_right(call).unwrap(), None);
    store.set_agent_right(call, true).unwrap();
    assert_eq!(store.agent_right(call).unwrap(), Some(true));
}
