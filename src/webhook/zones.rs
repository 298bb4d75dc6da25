//! Names of time zones: the sender writes bare words such as `Eastern`.

use jiff::tz::TimeZone;

/// The words of the portal and the abbreviations, without "time", "standard", "daylight", "US" and "Canada".
/// An abbreviation stands for the zone of its region the whole year, as people use it.
const WORDS: [(&str, &str); 50] = [
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
    ("newfoundland and labrador", "America/St_Johns"),
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
    ("arizona", "America/Phoenix"),
    ("saskatchewan", "America/Regina"),
    ("indiana", "America/Indiana/Indianapolis"),
    ("puerto rico", "America/Puerto_Rico"),
    ("yukon", "America/Whitehorse"),
    ("est5edt", "America/New_York"),
    ("cst6cdt", "America/Chicago"),
    ("mst7mdt", "America/Denver"),
    ("pst8pdt", "America/Los_Angeles"),
    ("utc", "UTC"),
    ("gmt", "UTC"),
    ("z", "UTC"),
    ("universal", "UTC"),
    ("coordinated universal", "UTC"),
    ("etc/utc", "UTC"),
];

/// Windows names that the rule of the words would read wrongly.
const WINDOWS: [(&str, &str); 8] = [
    ("us eastern standard time", "America/Indiana/Indianapolis"),
    ("us mountain standard time", "America/Phoenix"),
    ("canada central standard time", "America/Regina"),
    ("central standard time (mexico)", "America/Mexico_City"),
    ("mountain standard time (mexico)", "America/Mazatlan"),
    ("pacific standard time (mexico)", "America/Tijuana"),
    ("gmt standard time", "Europe/London"),
    ("eastern standard time (mexico)", "America/Cancun"),
];

/// The zone of a name: a word, an abbreviation, a Windows name or an IANA name, in any casing.
pub fn zone(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if name.is_empty() || name.len() > 64 {
        return None;
    }
    let lower = name.to_lowercase();
    let known = find(&WINDOWS, &lower).or_else(|| find(&WORDS, &plain(&lower)));
    if let Some(iana) = known {
        return TimeZone::get(iana).ok();
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

/// `(utc-05:00) eastern time (us & canada)` and `us/eastern` are `eastern`.
fn plain(name: &str) -> String {
    let mut depth = 0_usize;
    let outside: String = name
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let keep = depth == 0;
            depth -= usize::from(*c == ')' && depth > 0);
            keep
        })
        .collect();
    let outside = outside
        .trim()
        .trim_start_matches("us/")
        .trim_start_matches("canada/");
    let words = outside.split_whitespace().filter(|word| {
        !matches!(
            *word,
            "time" | "standard" | "daylight" | "us" | "canada" | "&" | "zone"
        )
    });
    words.collect::<Vec<_>>().join(" ")
}
