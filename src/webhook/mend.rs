//! JSON whose grammar is whole and in which a token is unreadable all the same: a number that no type holds,
//! a value nested too deep, a raw control character in a text. One such token must not cost the call.

/// Brackets inside each other: strict readers stop at 128, and what is kept is read again inside others.
const DEEPEST: usize = 120;

/// Text in which such tokens have been put in a form that can be read.
pub struct Mended {
    pub text: String,
    /// What was done, in words.
    pub warnings: Vec<&'static str>,
    /// Places behind each change: in the mended text and in the text as it was, both rising.
    places: Vec<(usize, usize)>,
}

impl Mended {
    /// The place in the text as it was of a place in the mended one.
    pub fn place_before(&self, place: usize) -> usize {
        let behind = self.places.partition_point(|(mended, _)| *mended <= place);
        match behind.checked_sub(1).and_then(|last| self.places.get(last)) {
            Some((mended, before)) => before + (place - mended),
            None => place,
        }
    }
}

/// Mends JSON without comments: numbers beyond 64 bits become text with all their digits, values nested too
/// deep null, control characters escapes. One pass without recursion.
pub fn mended(text: &str) -> Mended {
    let mut mender = Mender {
        text,
        done: 0,
        mended: Mended {
            text: String::with_capacity(text.len() + 16),
            warnings: Vec::new(),
            places: Vec::new(),
        },
    };
    mender.run();
    mender.mended.text.push_str(&text[mender.done..]);
    mender.mended
}

struct Mender<'a> {
    text: &'a str,
    /// So far the text has been taken over.
    done: usize,
    mended: Mended,
}

impl Mender<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let (mut at, mut depth) = (0, 0_usize);
        while let Some(byte) = bytes.get(at) {
            at = match byte {
                b'"' => self.string(at),
                b'-' | b'0'..=b'9' => self.number(at),
                b'{' | b'[' if depth == DEEPEST => {
                    let Some(end) = end_of_value(bytes, at) else {
                        return;
                    };
                    self.put(at, end, "null", "values nested too deep are left out");
                    end
                }
                b'{' | b'[' => {
                    depth += 1;
                    at + 1
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    /// Gives the place behind the string that begins here.
    fn string(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => return at + 1,
                b'\\' => at += 2,
                control @ 0..0x20 => {
                    let escape = format!("\\u{control:04x}");
                    self.put(at, at + 1, &escape, "a text has raw control characters");
                    at += 1;
                }
                _ => at += 1,
            }
        }
        bytes.len()
    }

    /// Gives the place behind the number that begins here.
    fn number(&mut self, start: usize) -> usize {
        let token = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let rest = &self.text.as_bytes()[start..];
        let end = start + rest.iter().take_while(|byte| token(byte)).count();
        let number = &self.text[start..end];
        let whole = !number.contains(['.', 'e', 'E']);
        let beyond = number.parse::<f64>().is_ok_and(|value| {
            if whole {
                number.parse::<i64>().is_err() && number.parse::<u64>().is_err()
            } else {
                value.is_infinite()
            }
        });
        if beyond {
            let quoted = format!("\"{number}\"");
            self.put(
                start,
                end,
                &quoted,
                "a number beyond 64 bits is kept as text",
            );
        }
        end
    }

    fn put(&mut self, start: usize, end: usize, instead: &str, warning: &'static str) {
        let text = &mut self.mended.text;
        text.push_str(&self.text[self.done..start]);
        text.push_str(instead);
        self.mended.places.push((text.len(), end));
        self.done = end;
        if !self.mended.warnings.contains(&warning) {
            self.mended.warnings.push(warning);
        }
    }
}

/// The place behind the object or list that begins here; none where it has no end.
fn end_of_value(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    loop {
        match bytes.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 1 => return Some(at + 1),
            b'}' | b']' => depth -= 1,
            b'"' => {
                at += 1;
                while *bytes.get(at)? != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            _ => {}
        }
        at += 1;
    }
}
