//! Which version of a recording a part of it on disk is of, kept beside that part: so that it goes on at its byte
//! after the program was ended.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use reqwest::header::HeaderValue;

/// A version of a recording: what the server named it, and how long it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Version {
    pub validator: Option<HeaderValue>,
    pub whole_bytes: Option<u64>,
}

/// Where it is kept.
pub(super) struct Kept(PathBuf);

impl Kept {
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// The version, where enough is known of it to go on.
    pub fn read(&self) -> Option<Version> {
        let text = fs::read_to_string(&self.0).ok()?;
        let (whole, validator) = text.split_once('\n')?;
        let version = Version {
            validator: Some(validator)
                .filter(|validator| !validator.is_empty())
                .and_then(|validator| HeaderValue::from_str(validator).ok()),
            whole_bytes: whole.parse().ok(),
        };
        (version != Version::default()).then_some(version)
    }

    /// Without it, the part is fetched again from its start: that is all that a fault here costs.
    pub fn write(&self, version: &Version) {
        let whole = version.whole_bytes.map(|bytes| bytes.to_string());
        let validator = version.validator.as_ref();
        let validator = validator.and_then(|validator| validator.to_str().ok());
        let text = format!(
            "{}\n{}",
            whole.unwrap_or_default(),
            validator.unwrap_or_default()
        );
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&self.0);
        if let Err(error) = file.and_then(|mut file| file.write_all(text.as_bytes())) {
            log::warn!("a recording that is cut will begin anew: {error}");
        }
    }

    pub fn forget(&self) {
        // Where there is none, all is well.
        let _ = fs::remove_file(&self.0);
    }
}
