//! The names of keys: how they are compared, and how they are shown.

/// A key without regard to case, `_`, `-`, spaces and a trailing colon: `OrgGroupID` and `org_group_id` are
/// one, and so are `LandingPagURL:` and `landingPagUrl`.
pub fn squash(name: &str) -> String {
    let name = name.trim_end().trim_end_matches(':');
    if name.is_ascii() {
        let kept = |byte: &u8| !matches!(byte, b'_' | b'-') && !byte.is_ascii_whitespace();
        let lower = name
            .bytes()
            .filter(kept)
            .map(|byte| byte.to_ascii_lowercase());
        return lower.map(char::from).collect();
    }
    name.chars()
        .filter(|c| !matches!(c, '_' | '-') && !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The one of these names that a key is in another spelling: `INSURANCEPROVIDER` is `insurance_provider`.
pub fn known(name: &str, names: &[&str]) -> Option<String> {
    let squashed = squash(name);
    let same = |known: &&&str| {
        known
            .bytes()
            .filter(|byte| *byte != b'_')
            .eq(squashed.bytes())
    };
    names.iter().find(same).map(|name| (*name).to_owned())
}

/// A key in `snake_case`: hyphens and spaces become underscores, and where a key has capitals they and its
/// digits begin words: `AgeOver10Years` is `age_over_10_years`, `TagIDs` is `tag_ids`.
pub fn snake(name: &str) -> String {
    let chars: Vec<char> = name
        .trim()
        .trim_end_matches(':')
        .trim_end()
        .chars()
        .collect();
    let camel = chars.iter().any(|c| c.is_uppercase());
    let mut snake = String::with_capacity(chars.len() + 4);
    for (at, &c) in chars.iter().enumerate() {
        let word = c.is_alphanumeric();
        if word && camel && at > 0 && begins_word(&chars, at) && !snake.ends_with('_') {
            snake.push('_');
        }
        if word {
            snake.extend(c.to_lowercase());
        } else if is_break(c) {
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
        } else {
            snake.push(c);
        }
    }
    snake
}

fn is_break(c: char) -> bool {
    matches!(c, '_' | '-') || c.is_whitespace()
}

fn begins_word(chars: &[char], at: usize) -> bool {
    let (before, c) = (chars[at - 1], chars[at]);
    if !before.is_alphanumeric() {
        return false;
    }
    if c.is_numeric() || before.is_numeric() {
        return c.is_numeric() != before.is_numeric();
    }
    c.is_uppercase() && (!before.is_uppercase() || ends_acronym(chars, at))
}

/// True for the `C` of `ABCompany`, false for the `D` of `IDs`: a plural of an acronym is one word.
fn ends_acronym(chars: &[char], at: usize) -> bool {
    let plural =
        chars.get(at + 1) == Some(&'s') && chars.get(at + 2).is_none_or(|c| !c.is_lowercase());
    chars.get(at + 1).is_some_and(|c| c.is_lowercase()) && !plural
}
