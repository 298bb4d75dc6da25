//! Settings: a flag beats the environment, that beats the file.
//!
//! The file is the one that `CALLBOOK_CONFIG` names, otherwise `config.toml` in the data folder where there is
//! one.

mod limits;
mod recordings;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use directories::{ProjectDirs, UserDirs};
use serde::Deserialize;
use thiserror::Error;

use self::limits::Limits;
pub use self::limits::{Number, Within};
pub use self::recordings::Recordings;

/// Where deliveries are taken unless something else is said.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8787";

/// The settings of one run.
pub struct Config {
    /// The book, its secrets and its logs are in this folder.
    pub data_dir: PathBuf,
    /// `HOST:PORT`; port 0 picks a free one.
    pub listen: String,
    /// What says so, in words, where it is not the usual address.
    pub listen_given_by: Option<&'static str>,
    /// The limits of the receiver.
    pub numbers: Vec<Number>,
    pub recordings: Recordings,
    /// Where secrets that are set are kept.
    pub key_store: KeyStore,
    /// Where the person is by the language settings of the system, a code of ISO 3166; empty where they do not say.
    pub territory: String,
    /// `CALLBOOK_SECRET` and `CALLBOOK_SECRET_2` as typed, where they are set.
    pub secrets_from_env: Vec<String>,
}

/// Where secrets are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyStore {
    /// In the key store of the operating system; where it cannot be used, in a file.
    #[default]
    System,
    /// In a file that only its owner can read.
    File,
}

impl FromStr for KeyStore {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, ConfigError> {
        match text {
            "system" => Ok(Self::System),
            "file" => Ok(Self::File),
            _ => Err(ConfigError::KeyStore(text.to_owned())),
        }
    }
}

/// What the command line and its environment say.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub data_dir: Option<PathBuf>,
    pub listen: Option<ListenAddr>,
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}, line {line}: {message}", path.display())]
    File {
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Names the keys that are known where one is not.
        message: String,
    },
    #[error(
        "{}: the file in a data folder cannot choose the folder: use --data-dir, or put data_dir into a file that CALLBOOK_CONFIG names",
        .0.display()
    )]
    DataDirInside(PathBuf),
    #[error("there is no home folder to keep the book in: say where with --data-dir DIR")]
    NoHome,
    #[error("{0} is not UTF-8 text")]
    NotText(&'static str),
    #[error("CALLBOOK_KEY_STORE is system or file, not {0}")]
    KeyStore(String),
}

/// An address to listen at: `HOST:PORT`, `[::1]:PORT` for IPv6.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ListenAddr(String);

impl FromStr for ListenAddr {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.rsplit_once(':');
        let fits = parts.is_some_and(|(host, port)| {
            let bare = host.starts_with('[') || !host.contains(':');
            !host.is_empty() && bare && port.parse::<u16>().is_ok()
        });
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("{text} is not HOST:PORT, such as {DEFAULT_LISTEN}"))
        }
    }
}

impl TryFrom<String> for ListenAddr {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data_dir: Option<PathBuf>,
    listen: Option<ListenAddr>,
    /// A database row can hold no more.
    max_body_bytes: Option<Within<1, 536_870_912>>,
    min_free_bytes: Option<Within<0, 9_223_372_036_854_775_807>>,
    check_every_secs: Option<Within<1, 3600>>,
    key_store: Option<KeyStore>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    recordings: Recordings,
}

impl Config {
    /// Puts the settings together. `env` looks a variable up; one that is set to nothing counts as not set.
    pub fn load(given: Given, env: impl Fn(&str) -> Option<OsString>) -> Result<Self, ConfigError> {
        let env = |name: &str| env(name).filter(|value| !value.is_empty());
        let (file, data_dir) = if let Some(path) = env("CALLBOOK_CONFIG").map(PathBuf::from) {
            let file = read(&path)?.ok_or_else(|| missing(&path))?;
            let said = beside(&path, file.data_dir.as_deref());
            let data_dir = given.data_dir.or(said);
            (file, data_dir.map_or_else(default_data_dir, Ok)?)
        } else {
            let data_dir = given.data_dir.map_or_else(default_data_dir, Ok)?;
            let path = data_dir.join("config.toml");
            let file = read(&path)?.unwrap_or_default();
            if file.data_dir.is_some() {
                return Err(ConfigError::DataDirInside(path));
            }
            (file, data_dir)
        };
        let listen_given_by = match (&given.listen, &file.listen) {
            (Some(_), _) => Some("--listen or CALLBOOK_LISTEN"),
            (None, Some(_)) => Some("the settings file"),
            (None, None) => None,
        };
        let numbers = file.numbers();
        let listen = given.listen.or(file.listen);
        let key_store = env("CALLBOOK_KEY_STORE")
            .map(|said| said.to_string_lossy().parse())
            .transpose()?;
        let mut secrets_from_env = Vec::new();
        for name in ["CALLBOOK_SECRET", "CALLBOOK_SECRET_2"] {
            if let Some(secret) = env(name) {
                let secret = secret
                    .into_string()
                    .map_err(|_| ConfigError::NotText(name))?;
                // A shell or a file of settings may have left the end of the line in it.
                secrets_from_env.push(secret.trim_end_matches(['\r', '\n']).to_owned());
            }
        }
        let locale = ["LC_ALL", "LC_TIME", "LANG"].into_iter().find_map(&env);
        let locale = locale.unwrap_or_default();
        Ok(Self {
            territory: territory(&locale.to_string_lossy()),
            data_dir,
            listen_given_by,
            listen: listen.map_or_else(|| DEFAULT_LISTEN.to_owned(), |listen| listen.0),
            numbers,
            recordings: file.recordings,
            key_store: key_store.or(file.key_store).unwrap_or_default(),
            secrets_from_env,
        })
    }
}

impl File {
    fn numbers(&self) -> Vec<Number> {
        let of_file = [
            Number::of("max_body_bytes", self.max_body_bytes),
            Number::of("min_free_bytes", self.min_free_bytes),
            Number::of("check_every_secs", self.check_every_secs),
        ];
        of_file.into_iter().chain(self.limits.numbers()).collect()
    }
}

/// The territory of a locale such as `en_US.UTF-8`.
fn territory(locale: &str) -> String {
    let (_, after) = locale.split_once(['_', '-']).unwrap_or_default();
    let letters = after.chars().take_while(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_uppercase()
}

/// A folder named in a file is meant from where the file is.
fn beside(file: &Path, data_dir: Option<&Path>) -> Option<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    data_dir.map(|data_dir| folder.join(data_dir))
}

fn default_data_dir() -> Result<PathBuf, ConfigError> {
    let dirs = ProjectDirs::from("", "", "Callbook").ok_or(ConfigError::NoHome)?;
    Ok(dirs.data_dir().to_owned())
}

/// The folder in which a person finds what a program saved; the current one where there is none.
pub fn downloads_dir() -> PathBuf {
    let dirs = UserDirs::new();
    let folder = dirs
        .as_ref()
        .map(|dirs| dirs.download_dir().unwrap_or(dirs.home_dir()));
    folder.map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The person's folder for documents, where there is one.
pub fn documents_dir() -> Option<PathBuf> {
    UserDirs::new()?.document_dir().map(Path::to_owned)
}

/// The person's own folder.
pub fn home_dir() -> Option<PathBuf> {
    Some(UserDirs::new()?.home_dir().to_owned())
}

fn missing(path: &Path) -> ConfigError {
    ConfigError::Read {
        path: path.to_owned(),
        source: io::ErrorKind::NotFound.into(),
    }
}

/// None where there is no such file.
fn read(path: &Path) -> Result<Option<File>, ConfigError> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|source| ConfigError::Read {
            path: path.to_owned(),
            source,
        })?,
    };
    toml::from_str(&text).map(Some).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let key = text
            .lines()
            .nth(line - 1)
            .and_then(|line| line.split_once('='));
        let key = key.map_or("", |(key, _)| key.trim());
        let message = error.message();
        ConfigError::File {
            path: path.to_owned(),
            line,
            message: if message.contains(key) {
                message.to_owned()
            } else {
                format!("{key}: {message}")
            },
        }
    })
}
