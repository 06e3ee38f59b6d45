//! Text inside a cell of a table that spreadsheets open. Quoting is left to the writer of the table.

use crate::render::safe::safe;

/// `text` as one line for a cell, in which no spreadsheet sees a formula: an apostrophe stands
/// before `=`, `+`, `-` and `@`, their wide and small forms and the minus sign, where the text begins
/// with one; so it does where only what is dropped or not seen comes before it, such as spaces,
/// quotes, a tab or a line end. A semicolon begins a new cell in some countries, so the same holds
/// after it. Not for numbers of our own, which may begin with a minus.
#[must_use]
pub fn csv_cell(text: &str) -> String {
    let line = safe(text).into_owned();
    let begins_with_control = text.starts_with(['\t', '\r', '\n']);
    let begins_formula = |piece: &str| {
        let piece = piece.trim_start_matches(is_passed_over);
        piece.starts_with(is_sign)
    };
    if !begins_with_control && !line.split(';').any(begins_formula) {
        return line;
    }
    let mut cell = String::with_capacity(line.len() + 2);
    for (at, piece) in line.split(';').enumerate() {
        if at > 0 {
            cell.push(';');
        }
        if begins_formula(piece) || (at == 0 && begins_with_control) {
            cell.push('\'');
        }
        cell.push_str(piece);
    }
    cell
}

/// What a formula begins with.
fn is_sign(char: char) -> bool {
    matches!(
        char,
        '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '−'
    )
}

/// What may stand before a formula: white space, quotes, and what is not seen.
fn is_passed_over(char: char) -> bool {
    char.is_whitespace()
        || matches!(
            char,
            '"' | '\'' | '`' | '＂' | '＇' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»'
        )
        || matches!(char, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\"=1", "'\"=1"),
            ("'=1", "''=1"),
            ("“ =1", "'“ =1"),
            ("\u{200d}=1", "'\u{200d}=1"),
            ("＝1", "'＝1"),
            ("＠a", "'＠a"),
            ("−5", "'−5"),
            ("\tcmd", "' cmd"),
            ("\rcmd", "'\\x0dcmd"),
            ("a;=1;b; +2", "a;'=1;b;' +2"),
        ] {
            assert_eq!(csv_cell(text), cell, "{text:?}");
        }
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in [
            "Help new users, so they stay",
            "a = b",
            "5% → 3%",
            "日本",
            "",
        ] {
            assert_eq!(csv_cell(text), text);
        }
        assert_eq!(csv_cell("\u{1b}[31m\u{202e}"), "\\x1b[31m\\u{202e}");
        assert_eq!(csv_cell("a ##[group]"), "a #\\#[group]");
        assert_eq!(csv_cell(" ::error::no"), " :\\:error::no");
        assert_eq!(csv_cell("a ::error::no"), "a ::error::no");
    }

    proptest! {
        #[test]
        fn whatever_is_written(text in "[ \t\r\n\"'=+@;a\u{1b}\u{200d}＝-]{0,12}") {
            let cell = csv_cell(&text);
            prop_assert!(!cell.contains(|char: char| char.is_control()));
            for piece in cell.split(';') {
                let rest = piece.trim_start_matches(is_passed_over);
                prop_assert!(piece.starts_with('\'') || !rest.starts_with(is_sign), "{:?}", cell);
            }
        }
    }
}
