//! A recording's link. Whoever knows it can most likely listen, so it is shown nowhere.

use std::fmt::{self, Write as _};

use jiff::Timestamp;
use reqwest::Url;
use sha2::{Digest as _, Sha256};

use super::{Rules, expiry};
use crate::recording::failure::Failure;

/// Schemes under which sound may lie, but which are not fetched.
const SCHEMES: [&str; 9] = [
    "ftp", "ftps", "sftp", "file", "smb", "s3", "gs", "rtsp", "data",
];

/// The link of one recording.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(Url);

impl Link {
    /// Reads a link as the vendor sent it.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let url = Url::parse(text.trim()).map_err(|_| Failure::BadLink)?;
        match url.scheme() {
            "http" | "https" if url.has_host() => Ok(Self(url)),
            scheme => {
                // Others are not told: what stands before the colon may be part of a secret.
                let known = SCHEMES.into_iter().find(|known| *known == scheme);
                Err(known.map_or(Failure::BadLink, Failure::OtherScheme))
            }
        }
    }

    /// A name that tells nothing of the link: 40 hex digits of its SHA-256.
    pub fn name(&self) -> String {
        let hash = Sha256::digest(self.0.as_str().as_bytes());
        let mut name = String::new();
        for byte in hash.iter().take(20) {
            // Writing to a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        name
    }

    pub(super) fn url(&self) -> &Url {
        &self.0
    }

    /// True when it does not hold any more by what stands in it.
    pub(super) fn has_expired(&self) -> bool {
        expiry::of(&self.0).is_some_and(|until| until < Timestamp::now())
    }

    /// Where a redirect leads from here.
    pub(super) fn follow(&self, location: &str) -> Result<Self, Failure> {
        let url = self.0.join(location).map_err(|_| Failure::BadRedirect)?;
        Self::parse(url.as_str()).map_err(|_| Failure::BadRedirect)
    }

    /// Whether the rules let it be fetched at all, as far as the link itself tells.
    pub(super) fn check(&self, rules: &Rules) -> Result<(), Failure> {
        if self.0.scheme() == "https" || rules.allow_http {
            Ok(())
        } else {
            Err(Failure::HttpRefused)
        }
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}
