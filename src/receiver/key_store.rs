//! The key store of the operating system: the Secret Service on Linux, the keychain on macOS, the credential manager
//! on Windows.
//!
//! It can be missing, locked, or wait for a person that is not there. So it is asked on a thread of its own, for a
//! bounded time, and one that is locked is not asked to open: that would put a question on the screen, and there may
//! be no screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use thiserror::Error;

/// Under this name the entries of all books are found in it.
const SERVICE: &str = "Callbook";

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// So many questions at most wait for one that does not answer.
const MOST_ASKED: usize = 4;

/// Why the key store is of no use now.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyStoreError {
    #[error("this system has no key store that can be used ({0})")]
    Missing(String),
    #[error("the key store of this system is locked")]
    Locked,
    #[error("the key store of this system does not answer")]
    Silent,
    #[error("the key store of this system has no such entry any more")]
    Gone,
    #[error("the key store of this system refuses: {0}")]
    Refused(String),
}

/// The text of an entry.
pub fn get(id: &str) -> Result<String, KeyStoreError> {
    let id = id.to_owned();
    ask(move |store| {
        let bytes = entry(store, &id)?.get_secret().map_err(fault)?;
        String::from_utf8(bytes).map_err(|_| KeyStoreError::Refused("it is no text".to_owned()))
    })
}

/// Makes an entry, and reads it back.
pub fn put(id: &str, text: &str) -> Result<(), KeyStoreError> {
    let (id, text) = (id.to_owned(), text.to_owned());
    ask(move |store| {
        let entry = entry(store, &id)?;
        entry.set_secret(text.as_bytes()).map_err(fault)?;
        if entry.get_secret().map_err(fault)? == text.as_bytes() {
            return Ok(());
        }
        // What is told is that it does not hold; an entry that is left behind is read by nobody.
        let _ = entry.delete_credential();
        let words = "what was put into it does not come back".to_owned();
        Err(KeyStoreError::Refused(words))
    })
}

/// Removes an entry; one that is not there is no error.
pub fn remove(id: &str) -> Result<(), KeyStoreError> {
    let id = id.to_owned();
    ask(move |store| match entry(store, &id)?.delete_credential() {
        Err(Error::NoEntry) => Ok(()),
        removed => removed.map_err(fault),
    })
}

type Store = Arc<dyn CredentialStoreApi + Send + Sync>;

/// Asks on a thread of its own, which is left behind where no answer comes.
fn ask<T: Send + 'static>(
    question: impl FnOnce(&Store) -> Result<T, KeyStoreError> + Send + 'static,
) -> Result<T, KeyStoreError> {
    let turn = Turn::take().ok_or(KeyStoreError::Silent)?;
    let (answer, answered) = sync_channel(1);
    let asking = move || {
        let _turn = turn;
        // Too late where nobody waits any more.
        let _ = answer.send(open().and_then(|store| question(&store)));
    };
    let started = thread::Builder::new()
        .name("key store".to_owned())
        .spawn(asking);
    started.map_err(|error| KeyStoreError::Missing(error.to_string()))?;
    answered
        .recv_timeout(PATIENCE)
        .unwrap_or_else(|end| match end {
            RecvTimeoutError::Timeout => Err(KeyStoreError::Silent),
            RecvTimeoutError::Disconnected => {
                let words = "it broke off".to_owned();
                Err(KeyStoreError::Refused(words))
            }
        })
}

/// One of the questions under way.
struct Turn;

static ASKED: AtomicUsize = AtomicUsize::new(0);

impl Turn {
    fn take() -> Option<Self> {
        let turn = Self;
        (ASKED.fetch_add(1, Ordering::AcqRel) < MOST_ASKED).then_some(turn)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        ASKED.fetch_sub(1, Ordering::AcqRel);
    }
}

fn entry(store: &Store, id: &str) -> Result<Entry, KeyStoreError> {
    store.build(SERVICE, id, None).map_err(fault)
}

/// In words that tell nothing of what is kept.
fn fault(error: Error) -> KeyStoreError {
    KeyStoreError::Refused(match error {
        Error::NoEntry => return KeyStoreError::Gone,
        Error::PlatformFailure(error) | Error::NoStorageAccess(error) => error.to_string(),
        Error::TooLong(_, most) => format!("it takes {most} characters at most"),
        Error::BadStoreFormat(words) | Error::NotSupportedByStore(words) => words,
        _ => "it cannot be used".to_owned(),
    })
}

#[cfg(target_os = "linux")]
fn open() -> Result<Store, KeyStoreError> {
    use secret_service::EncryptionType;
    use secret_service::blocking::SecretService;
    use zbus_secret_service_keyring_store as system;

    let missing = |error: secret_service::Error| KeyStoreError::Missing(error.to_string());
    let service = SecretService::connect(EncryptionType::Plain).map_err(missing)?;
    let usual = service.get_default_collection().map_err(missing)?;
    if usual.is_locked().map_err(missing)? {
        return Err(KeyStoreError::Locked);
    }
    Ok(system::Store::new().map_err(fault)?)
}

#[cfg(target_os = "macos")]
fn open() -> Result<Store, KeyStoreError> {
    Ok(apple_native_keyring_store::keychain::Store::new().map_err(fault)?)
}

#[cfg(target_os = "windows")]
fn open() -> Result<Store, KeyStoreError> {
    Ok(windows_native_keyring_store::Store::new().map_err(fault)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn open() -> Result<Store, KeyStoreError> {
    Err(KeyStoreError::Missing("none is known".to_owned()))
}
