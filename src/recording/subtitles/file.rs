//! Subtitles as a file on disk.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::{SubtitleError, read};

/// More than the longest call has.
const MOST_BYTES: u64 = 8_000_000;

/// Why a file is not brought in.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{name} cannot be read: {source}")]
    Read { name: String, source: io::Error },
    #[error("{name} is larger than 8 MB: no call has so many subtitles")]
    TooLarge { name: String },
    #[error("{name} is no text: subtitles are files in SRT or WebVTT")]
    NotText { name: String },
    #[error("{name}, {source}")]
    Subtitles { name: String, source: SubtitleError },
}

/// The name and the text of a file that can be read as subtitles.
pub fn load(path: &Path) -> Result<(String, String), FileError> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy().into_owned();
    let bytes = match bytes(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(FileError::TooLarge { name }),
        Err(source) => return Err(FileError::Read { name, source }),
    };
    let Some(text) = text(&bytes) else {
        return Err(FileError::NotText { name });
    };
    match read(&text) {
        Ok(_) => Ok((name, text)),
        Err(source) => Err(FileError::Subtitles { name, source }),
    }
}

/// None where there is too much of it.
fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MOST_BYTES).then_some(bytes))
}

/// UTF-8, UTF-16 where the file says so at its start, else a byte a letter as old programs write.
fn text(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ if bytes.contains(&0) => None,
        _ => {
            let text = std::str::from_utf8(bytes).map(str::to_owned);
            let old = |_| bytes.iter().map(|byte| char::from(*byte)).collect();
            Some(text.unwrap_or_else(old))
        }
    }
}

/// Letters of two bytes or four.
fn wide(bytes: &[u8], number: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2).map(|pair| number([pair[0], pair[1]]));
    String::from_utf16(&pairs.collect::<Vec<u16>>()).ok()
}
