//! Names that look like a cycle but are none, and what they were meant to be. A name counts as one
//! only when everything in it speaks of a year and its parts, so that ordinary folders stay silent.

#[cfg(test)]
mod tests;

use crate::model::calendar::words::{PartWord, Token, tokens};
use crate::model::calendar::{Calendar, Month, Name, NamedBy, Part, YEARS, fold};
use crate::source::Text;

/// What is wrong with a name that looks like a cycle, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What is wrong with the folder, without a full stop.
    pub message: String,
    /// What to write instead; it fits the name of a folder and a written `cycle:` alike.
    pub help: String,
    /// The name that was surely meant, where there is exactly one.
    pub nearest: Option<Text>,
}

impl Calendar {
    /// What a folder's name was meant to be, where it looks like a cycle but is none; nothing where
    /// it is a cycle or an ordinary name.
    #[must_use]
    pub fn misspelt(&self, folder_name: &str) -> Option<Suggestion> {
        if folder_name.len() > LONGEST || self.cycle(folder_name).is_some() {
            return None;
        }
        let tokens = tokens(&fold(folder_name))?;
        if folder_name.contains('.') && tokens.iter().all(|token| token.value::<u64>().is_some()) {
            return None; // a version, such as `2026.1`
        }
        let meant = match self.declared_like(&tokens) {
            Some(name) => Meant::Declared(name),
            None => meant(&tokens)?,
        };
        let (help, nearest) = self.advice(meant);
        Some(Suggestion {
            message: format!(
                "the folder `{folder_name}` looks like a cycle but is none, so it gives no cycle to \
                 what lies in it"
            ),
            help,
            nearest,
        })
    }

    /// The declared cycle that has the same words and numbers, in the same order or with the year
    /// at the other end.
    fn declared_like(&self, tokens: &[Token]) -> Option<Text> {
        self.declared().iter().find_map(|cycle| {
            let declared = self::tokens(&fold(&cycle.name))?;
            let same = declared.len() == tokens.len()
                && (0..tokens.len()).any(|turn| {
                    let turned = tokens.iter().cycle().skip(turn);
                    declared
                        .iter()
                        .zip(turned)
                        .all(|(one, two)| one.is_like(two))
                });
            same.then(|| cycle.name.clone())
        })
    }

    /// The help for what was meant, with the name where it is sure.
    fn advice(&self, meant: Meant) -> (String, Option<Text>) {
        match meant {
            Meant::Declared(name) => (format!("write `{name}`"), Some(name)),
            Meant::Cycle(name) => (format!("write `{name}`"), Some(text(name))),
            Meant::WithMore(name) => (
                format!("write `{name}` alone, and give what comes after it a folder of its own"),
                Some(text(name)),
            ),
            Meant::Several => (
                "write one cycle; a span of your own can be declared under `cycles` in `okr.yaml`"
                    .to_owned(),
                None,
            ),
            Meant::MonthOrQuarter(year, count) => (
                format!(
                    "write `{year}-{count:02}` for the month or `{year}-Q{count}` for the quarter"
                ),
                None,
            ),
            Meant::Span(first, last) => match self.fiscal_year.starts == Month::JANUARY {
                true => (
                    format!(
                        "write `{first}` or `{last}`; where a year of yours spans two, \
                         `fiscal_year` in `okr.yaml` says so"
                    ),
                    None,
                ),
                false => {
                    let year = match self.fiscal_year.named_by {
                        NamedBy::Start => first,
                        NamedBy::End => last,
                    };
                    (
                        format!("write `{year}`"),
                        Some(Text::from(year.to_string())),
                    )
                }
            },
            Meant::WithoutYear(part) => {
                (format!("write its year as well, as in `2026-{part}`"), None)
            }
            Meant::NoSuch(reason) => (reason, None),
            Meant::Undeclared => (self.spellings(), None),
        }
    }
}

/// The longest name, in bytes, that is looked at.
const LONGEST: usize = 64;

fn text(name: Name) -> Text {
    Text::from(name.to_string())
}

/// What a name that is no cycle was meant to be.
enum Meant {
    Declared(Text),
    Cycle(Name),
    /// A cycle's name with more words after it.
    WithMore(Name),
    /// More than one cycle in one name.
    Several,
    MonthOrQuarter(i16, i8),
    /// A year that lies in two.
    Span(i16, i16),
    /// A half or a quarter, as `Q1`, of an unknown year.
    WithoutYear(String),
    /// A part that no year has; the text says which there are.
    NoSuch(String),
    /// A term or another part that only a declaration can give days to.
    Undeclared,
}

/// What the words and numbers of a name that is no cycle speak of, if all of them speak of a cycle.
fn meant(all: &[Token]) -> Option<Meant> {
    let fiscal = all.iter().any(|token| matches!(&*token.text, "fy" | "cy"));
    let tokens: Vec<&Token> = all
        .iter()
        .filter(|token| {
            !matches!(
                &*token.text,
                "fy" | "cy" | "okr" | "okrs" | "cycle" | "year"
            )
        })
        .collect();
    match tokens.as_slice() {
        [one] => alone(one, fiscal),
        [one, two] => pair(one, two, fiscal),
        [one, two, three] => triple(one, two, three),
        [_, _, _, _, ..] => with_more(&tokens),
        [] => None,
    }
}

/// `FY26`, `okrs-2026`.
fn alone(token: &Token, fiscal: bool) -> Option<Meant> {
    let year = match fiscal {
        true => token.year().or_else(|| token.short_year())?,
        false => token.year().filter(|year| YEARS.contains(year))?,
    };
    Some(in_years(Name {
        year,
        part: Part::Year,
    }))
}

/// `Q1`, `2026-Q`, `Jan 2026`, `2026-1`, `2025-26`.
fn pair(one: &Token, two: &Token, fiscal: bool) -> Option<Meant> {
    if let Some(word) = one.part().filter(|_| one.is_part()) {
        let Some(Meant::Cycle(name)) = word.of(2026, two.count()?) else {
            return None;
        };
        let part = name.to_string().split_off("2026-".len());
        return (two.text.len() == 1).then_some(Meant::WithoutYear(part));
    }
    let year = |token: &Token| {
        let short = fiscal.then(|| token.short_year()).flatten();
        token.year().filter(|year| YEARS.contains(year)).or(short)
    };
    let (year, other, year_first) = match (year(one), year(two)) {
        (Some(year), _) => (year, two, true),
        (None, Some(year)) => (year, one, false),
        (None, None) => return None,
    };
    if let Some(month) = Month::from_word(&other.text) {
        let part = Part::Month(month.number());
        return Some(in_years(Name { year, part }));
    }
    if let Some(word) = other.part().filter(|_| other.is_part()) {
        return word.no_such(year).filter(|_| year_first);
    }
    numbers(year, other, year_first)
}

/// `2026-1`, `01-2026`, `2026-13`, `2025-26`, `2025-2026`.
fn numbers(year: i16, other: &Token, year_first: bool) -> Option<Meant> {
    if let Some(last) = other.year() {
        return (last == year + 1 && year_first).then_some(Meant::Span(year, last));
    }
    match other.count()? {
        count @ 1..=4 if other.text.len() == 1 => Some(Meant::MonthOrQuarter(year, count)),
        count @ 1..=12 => PartWord::Month.of(year, count),
        _ if !year_first => None,
        count if i16::from(count) == (year + 1) % 100 => Some(Meant::Span(year, year + 1)),
        _ if other.text.len() == 2 => PartWord::Month.no_such(year),
        _ => None,
    }
}

/// A year, a word for a part and its number, in any order that is in use: `2026Q1`, `Q1-2026`,
/// `1Q26`, `2026-1st-quarter`.
fn triple(one: &Token, two: &Token, three: &Token) -> Option<Meant> {
    let (year, word, count, usual) = match (one.part(), two.part(), three.part()) {
        (Some(word), None, None) => (three, word, two, true),
        (None, Some(word), None) if one.year().is_none() && three.year().is_some() => {
            (three, word, one, false)
        }
        // The number of a part has one digit more often than not, a year never has.
        (None, Some(word), None) if one.text.len() == 1 => (three, word, one, false),
        (None, Some(word), None) => (one, word, three, true),
        (None, None, Some(word)) => (one, word, two, false),
        _ => return None,
    };
    let count = count.count()?;
    if let Some(year) = year.year() {
        return word
            .of(year, count)
            .or_else(|| word.no_such(year).filter(|_| usual));
    }
    match word {
        // `24h-2` is a time, `24-h2` a half.
        _ if year == one && two.glued && !three.glued => None,
        PartWord::Quarter | PartWord::Half => word.of(year.short_year()?, count),
        PartWord::Month | PartWord::Other(_) => None,
    }
}

/// A half or a quarter with more after it: `2026-Q1-draft`, `2026-Q1-Q2`. A year or a month with
/// more after it is too often a plain title (`2026-roadmap`) or a day (`2026-01-15`).
fn with_more(tokens: &[&Token]) -> Option<Meant> {
    let [year, word, count, rest @ ..] = tokens else {
        return None;
    };
    let word = word.part().filter(|_| word.is_part())?;
    let Some(Meant::Cycle(name)) = word.of(year.year()?, count.count()?) else {
        return None;
    };
    match rest {
        [] => None,
        _ if rest
            .iter()
            .any(|token| token.is_part() || token.year().is_some()) =>
        {
            Some(Meant::Several)
        }
        [next, ..] if next.glued => None,
        _ => Some(Meant::WithMore(name)),
    }
}

impl PartWord {
    /// The `count`th of `year`.
    fn of(self, year: i16, count: i8) -> Option<Meant> {
        let part = match self {
            Self::Quarter => (1..=4).contains(&count).then_some(Part::Quarter(count)),
            Self::Half => (1..=2).contains(&count).then_some(Part::Half(count)),
            Self::Month => Month::new(count).map(|month| Part::Month(month.number())),
            Self::Other(most) => return (1..=most).contains(&count).then_some(Meant::Undeclared),
        };
        part.map(|part| in_years(Name { year, part }))
    }

    /// Says which parts `year` has.
    fn no_such(self, year: i16) -> Option<Meant> {
        let parts = match self {
            Self::Quarter => format!("a year has four quarters, `{year}-Q1` to `{year}-Q4`"),
            Self::Half => format!("a year has two halves, `{year}-H1` and `{year}-H2`"),
            Self::Month => format!("a year has twelve months, `{year}-01` to `{year}-12`"),
            Self::Other(_) => return None,
        };
        Some(Meant::NoSuch(parts))
    }
}

/// The cycle of that name, unless its year is out of bounds.
fn in_years(name: Name) -> Meant {
    match YEARS.contains(&name.year) {
        true => Meant::Cycle(name),
        false => Meant::NoSuch(format!(
            "years run from {} to {}",
            YEARS.start(),
            YEARS.end()
        )),
    }
}
