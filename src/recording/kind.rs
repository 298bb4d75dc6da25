//! What a file is, told by its first bytes. Vendors send wrong content types, so those count for nothing.

/// So many bytes are enough to tell.
pub const HEAD_BYTES: usize = 64;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// MPEG audio, with or without an ID3 tag before it.
    Mp3,
    Wav,
    /// A web page: an error page or a sign-in page instead of the recording.
    Html,
    /// Text in JSON or XML: mostly an error message.
    Text,
    /// A known kind of sound that this program does not play; its name.
    OtherSound(&'static str),
    Unknown,
}

impl Kind {
    /// Tells a file by its first [`HEAD_BYTES`] bytes, or all where it has less.
    pub fn of(head: &[u8]) -> Self {
        let at = |from: usize, magic: &[u8]| head.get(from..from + magic.len()) == Some(magic);
        if at(0, b"RIFF") && at(8, b"WAVE") {
            return Self::Wav;
        }
        if at(0, b"ID3") || is_mpeg_frame(head) {
            return Self::Mp3;
        }
        let other = [
            (0, &b"OggS"[..], "Ogg (Vorbis or Opus)"),
            (0, b"fLaC", "FLAC"),
            (4, b"ftyp", "MPEG-4 (AAC or ALAC)"),
            (0, b"#!AMR", "AMR"),
            (0, b"FORM", "AIFF"),
            (0, b".snd", "Sun audio (au)"),
            (0, b"caff", "Core Audio (caf)"),
            (0, b"\x30\x26\xb2\x75", "Windows Media"),
            (0, b"\x1a\x45\xdf\xa3", "WebM or Matroska"),
            (0, b"RF64", "RF64 wave"),
        ];
        if let Some((.., name)) = other.into_iter().find(|&(from, magic, _)| at(from, magic)) {
            return Self::OtherSound(name);
        }
        // ADTS differs from MPEG audio by a layer of zero.
        if matches!(head, [0xff, second, ..] if second & 0xf6 == 0xf0) {
            return Self::OtherSound("AAC");
        }
        text_kind(head)
    }

    /// True when this program plays it.
    pub fn is_playable(self) -> bool {
        matches!(self, Self::Mp3 | Self::Wav)
    }
}

/// True for the head of a frame of MPEG audio: sync, a known version, layer, bit rate and sample rate
/// (ISO 11172-3, 2.4.1.3).
fn is_mpeg_frame(head: &[u8]) -> bool {
    let [0xff, second, third, ..] = *head else {
        return false;
    };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    let (bit_rate, sample_rate) = (third >> 4, third >> 2 & 3);
    second >= 0xe0 && version != 1 && layer != 0 && bit_rate != 15 && sample_rate != 3
}

fn text_kind(head: &[u8]) -> Kind {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = String::from_utf8_lossy(text.trim_ascii_start()).to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<!--"]
        .iter()
        .any(|start| text.starts_with(start))
    {
        Kind::Html
    } else if text.starts_with(['{', '[', '<']) {
        Kind::Text
    } else {
        Kind::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        for (head, kind) in [
            (&b"ID3\x04\0\0"[..], Kind::Mp3),
            (b"\xff\xfb\x90\x64", Kind::Mp3),
            (b"\xff\xf3\x18\xc4", Kind::Mp3),
            (b"RIFF\x24\0\0\0WAVEfmt ", Kind::Wav),
            (b"  \r\n<!DOCTYPE html><html>", Kind::Html),
            (b"<HTML><body>Sign in", Kind::Html),
            (b"{\"error\":\"gone\"}", Kind::Text),
            (b"<?xml version=\"1.0\"?><Error>", Kind::Text),
            (b"OggS\0\x02", Kind::OtherSound("Ogg (Vorbis or Opus)")),
            (
                b"\0\0\0\x20ftypM4A ",
                Kind::OtherSound("MPEG-4 (AAC or ALAC)"),
            ),
            (b"\xff\xf1\x50\x80", Kind::OtherSound("AAC")),
            (b"", Kind::Unknown),
            (b"\xff", Kind::Unknown),
            (b"nothing known", Kind::Unknown),
        ] {
            assert_eq!(Kind::of(head), kind, "{head:?}");
        }
    }
}
