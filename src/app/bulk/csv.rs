//! A line of a table as CSV (RFC 4180) that no spreadsheet takes for formulas.

/// A cell that begins with one of these is a formula to some spreadsheet
/// (<https://owasp.org/www-community/attacks/CSV_Injection>); the wide ones are so in some of its languages.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The line of these cells, with its end.
pub(super) fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            line.push(',');
        }
        push(&mut line, cell);
    }
    line += "\r\n";
    line
}

fn push(line: &mut String, cell: &str) {
    line.push('"');
    // What comes before, such as a space, does not hide it from every spreadsheet.
    let seen = cell.trim_start_matches([' ', '\u{feff}', '"', '\'']);
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite);
    if !is_number && (cell.starts_with(FORMULA) || seen.starts_with(FORMULA)) {
        line.push('\'');
    }
    for c in cell.chars() {
        if c == '"' {
            line.push('"');
        }
        line.push(c);
    }
    line.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The cells of a file, as RFC 4180 has them read.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut lines, mut line, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut chars = text.chars().peekable();
        let mut is_quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => line.push(std::mem::take(&mut cell)),
                '\r' if !is_quoted => {}
                '\n' if !is_quoted => {
                    line.push(std::mem::take(&mut cell));
                    lines.push(std::mem::take(&mut line));
                }
                c => cell.push(c),
            }
        }
        lines
    }

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay_numbers() {
        let cells = [
            "=1+1",
            "@SUM(A1)",
            "+19055550114",
            "-3.5",
            " =cmd",
            "a=b",
            "\"=x\"",
            "＝1",
        ];
        let line = line(cells.into_iter());
        let read = read(&line).swap_remove(0);
        let wanted = [
            "'=1+1",
            "'@SUM(A1)",
            "+19055550114",
            "-3.5",
            "' =cmd",
            "a=b",
            "'\"=x\"",
            "'＝1",
        ];
        assert_eq!(read, wanted);
    }

    proptest! {
        #[test]
        fn every_cell_is_read_back_and_none_is_a_formula(
            rows in prop::collection::vec(prop::collection::vec("[=+@,;\"'a\r\n \t-]{0,8}|\\PC{0,6}", 3), 1..5),
        ) {
            let text: String = rows.iter().map(|row| line(row.iter().map(String::as_str))).collect();
            let back = read(&text);
            prop_assert_eq!(back.len(), rows.len());
            for (row, back) in rows.iter().flatten().zip(back.iter().flatten()) {
                prop_assert!(back == row || back == &format!("'{row}"), "{row:?} {back:?}");
                let is_number = back.parse::<f64>().is_ok_and(f64::is_finite);
                prop_assert!(is_number || !back.starts_with(FORMULA), "{back:?}");
            }
        }
    }
}
