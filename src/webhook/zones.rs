//! Names of time zones: the sender writes bare words such as `Eastern`.

use jiff::tz::{Offset, TimeZone};

/// The words of the portal and the abbreviations, without "time", "standard", "daylight", "US" and "Canada".
/// An abbreviation stands for the zone of its region the whole year, as people use it. The sender serves the
/// United States and Canada: Samoa is American Samoa.
const WORDS: [(&str, &str); 68] = [
    ("eastern", "America/New_York"),
    ("est", "America/New_York"),
    ("edt", "America/New_York"),
    ("et", "America/New_York"),
    ("central", "America/Chicago"),
    ("cst", "America/Chicago"),
    ("cdt", "America/Chicago"),
    ("ct", "America/Chicago"),
    ("mountain", "America/Denver"),
    ("mst", "America/Denver"),
    ("mdt", "America/Denver"),
    ("mt", "America/Denver"),
    ("pacific", "America/Los_Angeles"),
    ("pst", "America/Los_Angeles"),
    ("pdt", "America/Los_Angeles"),
    ("pt", "America/Los_Angeles"),
    ("atlantic", "America/Halifax"),
    ("ast", "America/Halifax"),
    ("adt", "America/Halifax"),
    ("at", "America/Halifax"),
    ("newfoundland", "America/St_Johns"),
    ("newfoundland labrador", "America/St_Johns"),
    ("nst", "America/St_Johns"),
    ("ndt", "America/St_Johns"),
    ("nt", "America/St_Johns"),
    ("alaska", "America/Anchorage"),
    ("alaskan", "America/Anchorage"),
    ("akst", "America/Anchorage"),
    ("akdt", "America/Anchorage"),
    ("akt", "America/Anchorage"),
    ("hawaii", "Pacific/Honolulu"),
    ("hawaiian", "Pacific/Honolulu"),
    ("hawaii-aleutian", "Pacific/Honolulu"),
    ("hst", "Pacific/Honolulu"),
    ("ht", "Pacific/Honolulu"),
    ("aleutian", "America/Adak"),
    ("arizona", "America/Phoenix"),
    ("mountain (arizona)", "America/Phoenix"),
    ("mountain arizona", "America/Phoenix"),
    ("mountain - arizona", "America/Phoenix"),
    ("mountain (no dst)", "America/Phoenix"),
    ("mountain no dst", "America/Phoenix"),
    ("mountain - no dst", "America/Phoenix"),
    ("central (saskatchewan)", "America/Regina"),
    ("central saskatchewan", "America/Regina"),
    ("central - saskatchewan", "America/Regina"),
    ("eastern (indiana)", "America/Indiana/Indianapolis"),
    ("saskatchewan", "America/Regina"),
    ("indiana", "America/Indiana/Indianapolis"),
    ("puerto rico", "America/Puerto_Rico"),
    ("yukon", "America/Whitehorse"),
    ("samoa", "Pacific/Pago_Pago"),
    ("sst", "Pacific/Pago_Pago"),
    ("guam", "Pacific/Guam"),
    ("chamorro", "Pacific/Guam"),
    ("chst", "Pacific/Guam"),
    ("london", "Europe/London"),
    ("est5edt", "America/New_York"),
    ("cst6cdt", "America/Chicago"),
    ("mst7mdt", "America/Denver"),
    ("pst8pdt", "America/Los_Angeles"),
    ("utc", "UTC"),
    ("gmt", "UTC"),
    ("z", "UTC"),
    ("universal", "UTC"),
    ("greenwich mean", "UTC"),
    ("coordinated universal", "UTC"),
    ("etc/utc", "UTC"),
];

/// Names that the rule of the words would read wrongly: Windows' own, and those whose "US" or "Canada" is
/// part of the meaning. `Canada Central Standard Time` is Windows' name for Saskatchewan.
const EXACT: [(&str, &str); 11] = [
    ("us eastern standard time", "America/Indiana/Indianapolis"),
    ("us mountain standard time", "America/Phoenix"),
    ("canada central standard time", "America/Regina"),
    ("canada central time", "America/Regina"),
    ("canada central", "America/Regina"),
    ("greenwich standard time", "Atlantic/Reykjavik"),
    ("central standard time (mexico)", "America/Mexico_City"),
    ("mountain standard time (mexico)", "America/Mazatlan"),
    ("pacific standard time (mexico)", "America/Tijuana"),
    ("gmt standard time", "Europe/London"),
    ("eastern standard time (mexico)", "America/Cancun"),
];

/// The zone of a name: a word, an abbreviation, a Windows name, an IANA name or
/// a distance from UTC, in any casing.
pub fn zone(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if name.is_empty() || name.len() > 64 {
        return None;
    }
    let lower = name.to_lowercase();
    if let Some(iana) = find(&EXACT, &lower).or_else(|| in_words(&lower)) {
        return TimeZone::get(iana).ok();
    }
    if let Some(zone) = fixed(&lower) {
        return Some(zone);
    }
    // Only names of places: `Etc/Unknown` is a placeholder, `EST5` a rule without a region.
    let zone = TimeZone::get(&name.replace(' ', "_")).ok()?;
    let iana = zone.iana_name()?;
    let place = iana.contains('/') && iana.starts_with(|c: char| c.is_ascii_uppercase());
    (place && iana != "Etc/Unknown").then_some(zone)
}

/// The sender's number of a zone, where it is documented.
pub fn by_number(number: i64) -> Option<&'static str> {
    (number == 2).then_some("Eastern")
}

fn find(names: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    names
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, iana)| *iana)
}

/// `(utc-05:00) eastern time (us & canada)` and `us/eastern` are `eastern`; other words in brackets have a
/// meaning: `central (saskatchewan)` is not `central`.
fn in_words(name: &str) -> Option<&'static str> {
    let mut outside = String::new();
    let mut inside = Vec::new();
    for piece in name.split('(') {
        match piece.split_once(')') {
            Some((within, after)) => {
                inside.push(plain(within));
                outside.push_str(after);
            }
            None => outside.push_str(piece),
        }
    }
    let outside = plain(&outside);
    let region = find(&WORDS, &outside);
    inside.retain(|words| {
        !words.is_empty() && !words.starts_with("utc") && !words.starts_with("gmt")
    });
    match inside.as_slice() {
        [] => region,
        [one] => {
            let same = || region.filter(|_| find(&WORDS, one) == region);
            find(&WORDS, &format!("{outside} ({one})")).or_else(same)
        }
        _ => None,
    }
}

fn plain(name: &str) -> String {
    let name = name
        .trim()
        .trim_start_matches("us/")
        .trim_start_matches("canada/");
    let words = name.split_whitespace().filter(|word| {
        !matches!(
            *word,
            "time" | "standard" | "daylight" | "us" | "canada" | "&" | "and" | "zone"
        )
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `utc-5`, `utc-05:00`, `gmt+0530` or `-05:00`. Where it is whole hours there is a name for it, whose sign
/// is the other way round.
fn fixed(name: &str) -> Option<TimeZone> {
    let text = name
        .strip_prefix("utc")
        .or_else(|| name.strip_prefix("gmt"))
        .unwrap_or(name)
        .trim_start();
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits = text.trim_start_matches(['+', '-', '\u{2212}']).trim_start();
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if !(0..=14).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    if minutes == 0 {
        let other_way = if sign > 0 { '-' } else { '+' };
        return TimeZone::get(&format!("Etc/GMT{other_way}{hours}")).ok();
    }
    let offset = Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()?;
    Some(TimeZone::fixed(offset))
}
