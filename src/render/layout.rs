//! Lines for the terminal: pieces of text with their roles, measured in columns, wrapped and
//! joined. Tables are in `grid`.

pub mod grid;

use std::io;

use unicode_width::UnicodeWidthStr;

use crate::render::safe::{finished, safe};
use crate::render::style::{Role, Style};

/// A piece of a line: safe text with its role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// What it is.
    pub role: Option<Role>,
    /// Whether it must stay in one line, so that it can be copied.
    pub whole: bool,
}

/// The pieces of a line, from left to right.
pub type Line = Vec<Piece>;

impl Piece {
    /// Makes `text` safe.
    pub fn new(text: &str) -> Self {
        Self {
            text: safe(text).into_owned(),
            role: None,
            whole: false,
        }
    }

    /// The same in the colour of `role`.
    pub fn role(self, role: Role) -> Self {
        Self {
            role: Some(role),
            ..self
        }
    }

    /// A name that can be used in a command: never broken.
    pub fn name(text: &str) -> Self {
        Self {
            whole: true,
            ..Self::new(text).role(Role::Name)
        }
    }

    /// What may be passed over.
    pub fn faint(text: &str) -> Self {
        Self::new(text).role(Role::Faint)
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        width(&self.text)
    }

    /// The same in lines of at most `columns`.
    pub fn wrapped(&self, columns: usize) -> Vec<Self> {
        match self.whole {
            true => vec![self.clone()],
            false => wrap(&self.text, columns)
                .into_iter()
                .map(|text| Self {
                    text,
                    ..self.clone()
                })
                .collect(),
        }
    }
}

/// How many columns a terminal needs for `text`.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// How many columns the pieces need.
pub fn line_width(line: &[Piece]) -> usize {
    line.iter().map(Piece::width).sum()
}

/// `text` in lines of at most `columns`, broken between words where that is possible; at least one
/// line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    // Sequences that show as one emoji can be wider than their characters, which is what the lines
    // are broken by: then a smaller measure makes up for it.
    for slack in 0..4 {
        let options = textwrap::Options::new(columns.saturating_sub(slack).max(1));
        let lines = textwrap::wrap(text, options);
        if slack == 3 || lines.iter().all(|line| width(line) <= columns) {
            return lines.into_iter().map(|line| line.into_owned()).collect();
        }
    }
    vec![text.to_owned()]
}

/// `items` one after the other with a dot between them, in lines of at most `columns`; a piece that
/// must stay whole may be longer.
pub fn flow(items: &[Piece], columns: usize) -> Vec<Line> {
    const DOT: &str = " · ";
    let mut lines: Vec<Line> = Vec::new();
    for item in items.iter().filter(|item| !item.text.is_empty()) {
        let room = |line: &Line| line_width(line) + width(DOT) + item.width() <= columns;
        match lines.last_mut().filter(|line| room(line)) {
            Some(line) => line.extend([Piece::faint(DOT), item.clone()]),
            None => lines.extend(item.wrapped(columns).into_iter().map(|piece| vec![piece])),
        }
    }
    lines
}

/// Writes a line without white space at its end. A line that a CI service could take for a command
/// loses its colours with that.
pub fn write_line(out: &mut dyn io::Write, style: Style, line: &[Piece]) -> io::Result<()> {
    let plain: String = line.iter().map(|piece| piece.text.as_str()).collect();
    let mut left = plain.trim_end().len();
    let mut painted = String::with_capacity(plain.len());
    for piece in line {
        let text = piece.text.get(..left.min(piece.text.len())).unwrap_or("");
        left -= text.len();
        match piece.role {
            _ if text.is_empty() => {}
            Some(role) => painted.push_str(&style.paint(role, text).to_string()),
            None => painted.push_str(text),
        }
    }
    writeln!(out, "{}", finished(&painted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_columns_whatever_the_script() {
        for text in [
            "Help new users find content they love",
            "新しい利用者が好きな作品を見つけられるようにする",
            "e\u{301}te\u{301} e\u{301}te\u{301} e\u{301}te\u{301} e\u{301}te\u{301}",
            "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 ❤\u{fe0f}❤\u{fe0f}❤\u{fe0f}❤\u{fe0f}❤\u{fe0f}",
            "Donaudampfschifffahrtsgesellschaftskapitän",
        ] {
            for line in wrap(text, 10) {
                assert!(width(&line) <= 10, "{line}");
            }
        }
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn names_are_never_broken() {
        let items = [Piece::name("a-name-that-is-long"), Piece::new("two words")];
        let lines = flow(&items, 6);
        let texts: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| line.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        assert_eq!(
            texts,
            [vec!["a-name-that-is-long"], vec!["two"], vec!["words"]]
        );
    }

    #[test]
    fn a_line_ends_with_its_text_and_is_no_command() {
        let style = Style {
            color: false,
            width: 80,
        };
        for (line, written) in [
            (vec![Piece::new("a"), Piece::new("   ")], "a\n"),
            (vec![Piece::new("  "), Piece::faint(" ")], "\n"),
            (vec![Piece::new("  "), Piece::new("x ::y")], "  x ::y\n"),
            (
                vec![
                    Piece::new(" "),
                    Piece {
                        text: "::set".into(),
                        ..Piece::default()
                    },
                ],
                " :\\:set\n",
            ),
        ] {
            let mut out = Vec::new();
            assert!(write_line(&mut out, style, &line).is_ok());
            assert_eq!(String::from_utf8_lossy(&out), written);
        }
    }
}
