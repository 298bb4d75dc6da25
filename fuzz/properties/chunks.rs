//! A body in chunks, as the gate takes it apart.

use callbook::receiver::gate::coding::{line_end, size, trailer};
use callbook::receiver::gate::refusal::Refusal;

/// A body takes the same bytes, and means the same, however they are cut on their way.
pub fn holds(data: &[u8]) {
    let whole = decoded(data, data.len());
    if let Ok(Some((body, length))) = &whole {
        assert!(body.len() < *length && *length <= data.len());
        assert!(data[..*length].ends_with(b"\r\n"));
        assert_eq!(*body, plainly(&data[..*length]));
        // What follows says nothing of the body.
        assert_eq!(decoded(&data[..*length], *length), whole);
    }
    for step in [1, 2, 7] {
        let piecemeal = decoded(data, step);
        assert_eq!(piecemeal.is_err(), whole.is_err(), "in steps of {step}");
        if whole.is_ok() {
            assert_eq!(piecemeal, whole, "in steps of {step}");
        }
    }
}

/// The body and how many bytes it took, of bytes that come in steps of this many; none where it has no end.
fn decoded(data: &[u8], step: usize) -> Result<Option<(Vec<u8>, usize)>, Refusal> {
    let mut coming = Coming {
        data,
        at: 0,
        there: 0,
        step,
    };
    let mut body = Vec::new();
    loop {
        let Some((length, size)) = coming.part(size)? else {
            return Ok(None);
        };
        coming.at += length;
        if size == 0 {
            let length = coming.part(trailer)?;
            return Ok(length.map(|length| (body, coming.at + length)));
        }
        let rest = &data[coming.at..];
        let Some(chunk) = usize::try_from(size).ok().and_then(|size| rest.get(..size)) else {
            return Ok(None);
        };
        body.extend_from_slice(chunk);
        coming.at += chunk.len();
        coming.there = coming.there.max(coming.at);
        let Some(length) = coming.part(line_end)? else {
            return Ok(None);
        };
        coming.at += length;
    }
}

struct Coming<'a> {
    data: &'a [u8],
    at: usize,
    there: usize,
    step: usize,
}

impl Coming<'_> {
    fn part<T>(
        &mut self,
        whole: impl Fn(&[u8]) -> Result<Option<T>, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        loop {
            if let Some(found) = whole(&self.data[self.at..self.there])? {
                return Ok(Some(found));
            }
            if self.there == self.data.len() {
                return Ok(None);
            }
            self.there = (self.there + self.step).min(self.data.len());
        }
    }
}

/// The same, by the plainest of readers: for what was taken already.
pub fn plainly(mut data: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = data.windows(2).position(|two| two == b"\r\n").unwrap();
        let digits = data[..end]
            .split(|byte| !byte.is_ascii_hexdigit())
            .next()
            .unwrap();
        let size = usize::from_str_radix(str::from_utf8(digits).unwrap(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&data[end + 2..][..size]);
        data = &data[end + 2 + size + 2..];
    }
}
