//! The day with which weeks begin: it is another one in different countries.

use jiff::civil::{Date, Weekday};

/// The first day of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekStart {
    #[default]
    Monday,
    Sunday,
    Saturday,
}

/// Where weeks begin on Sunday, by the codes of ISO 3166; after Unicode's data about territories.
const SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI \
                      NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const SATURDAY: &str = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

impl WeekStart {
    pub const ALL: [Self; 3] = [Self::Monday, Self::Sunday, Self::Saturday];

    /// The one of a territory, by its code of ISO 3166.
    pub fn of_territory(code: &str) -> Self {
        let is_in = |territories: &str| territories.split_whitespace().any(|known| known == code);
        if is_in(SUNDAY) {
            Self::Sunday
        } else if is_in(SATURDAY) {
            Self::Saturday
        } else {
            Self::Monday
        }
    }

    /// The word by which it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Sunday => "sunday",
            Self::Saturday => "saturday",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|start| start.word() == word)
    }

    /// How many days of the week of a day lie before it.
    pub fn days_before(self, date: Date) -> i64 {
        let first = match self {
            Self::Monday => Weekday::Monday,
            Self::Sunday => Weekday::Sunday,
            Self::Saturday => Weekday::Saturday,
        };
        i64::from(date.weekday().since(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_as_they_do_in_the_territory() {
        for (code, start) in [
            ("US", WeekStart::Sunday),
            ("CA", WeekStart::Sunday),
            ("DE", WeekStart::Monday),
            ("GB", WeekStart::Monday),
            ("EG", WeekStart::Saturday),
            ("", WeekStart::Monday),
            ("U", WeekStart::Monday),
        ] {
            assert_eq!(WeekStart::of_territory(code), start, "{code}");
        }
        for start in WeekStart::ALL {
            assert_eq!(WeekStart::from_word(start.word()), Some(start));
        }
        let thursday = jiff::civil::date(2026, 10, 15);
        let before = WeekStart::ALL.map(|start| start.days_before(thursday));
        assert_eq!(before, [3, 4, 5]);
    }
}
