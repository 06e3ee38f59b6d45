//! From what the scanner could not read to what the writer did: the mistake is found on the line at
//! or just before the scanner's mark, told in plain words, and the help shows the line as it should
//! be. Brackets, indentation and what a value must not start with have files of their own beside this
//! one.

use granit_parser::ErrorKind;

use super::line::{Line, skip_blanks};
use super::mask::{Fill, Masked, Repair};
use super::quote::{line_with, quoted, quoted_line};
use super::{MAX_DEPTH, flow, indent, indicator, quotes, traps};
use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::parse::fields::is_field;
use crate::source::Span;

/// A syntax error as the parser gives it.
pub(super) struct Failure {
    pub kind: ErrorKind,
    /// The byte at which the scanner gave up.
    pub at: usize,
    /// The node read last, where it is no list or mapping.
    pub scalar: Option<Span>,
    /// Where the outermost bracket that is still open stands.
    pub flow: Option<usize>,
}

/// A syntax error explained.
#[derive(Debug)]
pub(super) struct Diagnosis {
    /// What to tell; nothing where it only follows from what was told already.
    pub problem: Option<Problem>,
    /// What takes it out of the way, where that is known.
    pub repair: Option<Repair>,
    /// Nothing behind it is worth reading.
    pub hopeless: bool,
}

/// A place in the text where something is wrong.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    /// The text as written, to show.
    pub text: &'t str,
    /// The text as parsed, with earlier mistakes overwritten, to search.
    pub source: &'t str,
    pub at: usize,
    pub line: Line,
}

/// Explains a syntax error.
pub(super) fn diagnose(masked: &Masked, failure: &Failure) -> Diagnosis {
    if masked.follows(failure.at) {
        return Diagnosis::silent();
    }
    let place = Place::new(masked.text, &masked.source, failure.at);
    if let Some(diagnosis) = control_characters(place) {
        return diagnosis;
    }
    match failure.kind {
        ErrorKind::RecursionLimitExceeded => Diagnosis {
            problem: Some(too_deep(Span::at(place.at))),
            repair: None,
            hopeless: true,
        },
        ErrorKind::DirectiveDisallowed => directive(place),
        ErrorKind::BomInsideDocument => byte_order_mark(place),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            quotes::unclosed(place, failure)
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => quotes::behind(place, failure),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => quotes::escape(place),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => indent::tab(place),
        ErrorKind::CommentInterceptedScalar => indent::comment(place),
        ErrorKind::MappingValueNotAllowed => colon(place, failure),
        ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidDocumentEnd
        | ErrorKind::InvalidIndentation => structure(place, failure),
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::ZeroBlockScalarIndent
        | ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence => indicator::diagnose(place, failure),
        ErrorKind::MisplacedFlowCollectionEnd if place.at == place.line.value.start as usize => {
            indicator::diagnose(place, failure)
        }
        _ => flow::broken(place, failure),
    }
}

/// More than [`MAX_DEPTH`] lists and mappings in each other.
pub(super) fn too_deep(span: Span) -> Problem {
    let message =
        format!("lists and mappings lie more than {MAX_DEPTH} deep in each other from here on");
    Problem::new(INVALID_YAML, span, message)
        .help("an OKR needs four or five levels; check the brackets, dashes and indentation")
}

/// A key whose colon lacks the space behind it, on `line`; `gap` is where it belongs.
pub(super) fn unspaced(text: &str, line: &Line, gap: Span) -> Diagnosis {
    let first = text.get(gap.range().start..).unwrap_or_default();
    let width = first.chars().next().map_or(0, char::len_utf8);
    let start = gap.start as usize;
    let value = Span::new(start, line.value.end as usize);
    let message = "there is no space after the colon, so this is no key with a value";
    let span = Span::new(line.body, line.value.range().end);
    let problem = Problem::new(INVALID_YAML, span, message)
        .help(format!("write `{}`", line_with(text, gap, " ")));
    let name = text.get(line.body..gap.range().start).unwrap_or_default();
    let problem = match is_field(name.trim_end_matches(':')) {
        true => problem.edit(gap, " "),
        false => problem.suggest(gap, " "),
    };
    Diagnosis::mended(
        problem,
        Repair {
            refuse: Some(value),
            edits: vec![
                (Span::new(start + width, value.range().end), Fill::Text),
                (Span::new(start, start + width), Fill::Blank),
            ],
        },
    )
}

impl Diagnosis {
    pub fn mended(problem: Problem, repair: Repair) -> Self {
        Self {
            problem: Some(problem),
            repair: Some(repair),
            hopeless: false,
        }
    }

    fn silent() -> Self {
        Self {
            problem: None,
            repair: None,
            hopeless: false,
        }
    }

    /// A place of which no more is known than that it cannot be read.
    pub fn unknown(place: Place) -> Self {
        let end = (place.at + 1).min(place.line.end).max(place.at);
        let end = (end..=place.text.len()).find(|at| place.text.is_char_boundary(*at));
        let span = Span::new(place.at, end.unwrap_or(place.at));
        let message = "the text stops being YAML here";
        Self {
            problem: Some(Problem::new(INVALID_YAML, span, message).help(
                "compare the indentation, quotes and brackets of this line with the lines above it",
            )),
            ..Self::silent()
        }
    }
}

impl<'t> Place<'t> {
    pub fn new(text: &'t str, source: &'t str, at: usize) -> Self {
        let at = at.min(source.len());
        Self {
            text,
            source,
            at,
            line: Line::at(source, at),
        }
    }

    /// The value or key that the place is in: in brackets up to the next comma, else all there is
    /// on the line, and the lines that go on with it.
    pub fn region(&self, failure: &Failure) -> Span {
        if let Some(token) = flow::token(self.source, &self.line, self.at, failure.flow) {
            return token;
        }
        match self.line.key {
            Some(key) if self.at < key.range().end => key,
            _ => indent::with_continuation(self.source, &self.line),
        }
    }

    /// A value that would be fine in quotes: says so, and shows the line with them.
    pub fn quote(&self, region: Span, message: impl Into<String>) -> Diagnosis {
        let help = format!("write `{}`", quoted_line(self.text, region));
        self.refuse(region, message, help)
    }

    /// A value that cannot be meant otherwise than in quotes, so that they can be put there.
    pub fn quote_surely(&self, region: Span, message: impl Into<String>) -> Diagnosis {
        let written = region.slice(self.text);
        let mut diagnosis = self.quote(region, message);
        diagnosis.problem =
            diagnosis.problem.map(
                |problem| match written.contains('\n') || holds_field(written) {
                    true => problem.suggest(region, quoted(written)),
                    false => problem.edit(region, quoted(written)),
                },
            );
        diagnosis
    }

    /// The same where a slip may be as likely.
    pub fn quote_perhaps(&self, region: Span, message: impl Into<String>) -> Diagnosis {
        let mut diagnosis = self.quote_surely(region, message);
        let edit = diagnosis.problem.as_mut().and_then(|one| one.edit.as_mut());
        if let Some(edit) = edit {
            edit.safe = false;
        }
        diagnosis
    }

    /// A value that is to be written differently.
    pub fn refuse(&self, region: Span, message: impl Into<String>, help: String) -> Diagnosis {
        if region.is_empty() {
            return Diagnosis::unknown(*self);
        }
        let mut mask = region;
        let value = self.line.value;
        if region.start == value.start && region.end >= value.end {
            mask = mask.to(indent::deeper_lines(self.source, &self.line));
        }
        Diagnosis::mended(
            Problem::new(INVALID_YAML, region, message).help(help),
            Repair {
                refuse: Some(mask),
                edits: vec![(mask, Fill::Text)],
            },
        )
    }

    pub fn byte(&self, at: usize) -> u8 {
        self.source.as_bytes().get(at).copied().unwrap_or_default()
    }
}

/// Whether a text that goes on behind its first word holds what looks like a field: then a line end
/// or a comma may be what is missing.
fn holds_field(text: &str) -> bool {
    let before = text
        .match_indices(": ")
        .filter_map(|(at, _)| text.get(..at));
    let mut words = before.filter_map(|part| part.rsplit([' ', '{', ',']).next());
    words.any(is_field)
}

/// `%YAML` and the like, or a line that starts with `%`.
fn directive(place: Place) -> Diagnosis {
    let span = place.line.whole();
    let (message, help) = if span.slice(place.text).contains(": ") {
        let help = format!(
            "write `{}`",
            quoted_line(place.text, place.line.key.unwrap_or(span))
        );
        ("a line cannot start with `%`", help)
    } else {
        (
            "a line that starts with `%` instructs the parser, which is not needed here",
            "leave the line out".to_owned(),
        )
    };
    let problem = Problem::new(INVALID_YAML, span, message).help(help);
    Diagnosis::mended(problem, blank(span))
}

/// The characters on the line that YAML forbids outside escapes (1.2, production 1 `c-printable`).
fn control_characters(place: Place) -> Option<Diagnosis> {
    let whole = Span::new(place.line.start, place.line.end);
    let forbidden = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    let spans: Vec<(Span, char)> = whole
        .slice(place.source)
        .char_indices()
        .filter(|(_, c)| forbidden(c))
        .map(|(at, c)| {
            (
                Span::new(place.line.start + at, place.line.start + at + c.len_utf8()),
                c,
            )
        })
        .collect();
    let (span, c) = *spans.first()?;
    let message = format!(
        "the control character U+{:04X} cannot stand in YAML",
        u32::from(c)
    );
    let help = match spans.len() {
        1 => "delete it".to_owned(),
        times => format!("delete it, and the {} others on this line", times - 1),
    };
    let repair = Repair {
        refuse: Some(span),
        edits: spans.iter().map(|(span, _)| (*span, Fill::Text)).collect(),
    };
    Some(Diagnosis::mended(
        Problem::new(INVALID_YAML, span, message).help(help),
        repair,
    ))
}

fn byte_order_mark(place: Place) -> Diagnosis {
    let span = Span::new(place.at, place.at + '\u{feff}'.len_utf8());
    let message = "there is an invisible byte-order mark in the middle of the text";
    let problem = Problem::new(INVALID_YAML, span, message)
        .help("delete the character and type the line again")
        .edit(span, "");
    Diagnosis::mended(problem, blank(span))
}

/// A `: ` where no key can be.
fn colon(place: Place, failure: &Failure) -> Diagnosis {
    let line = place.line;
    let in_value = line.key.is_none_or(|key| place.at > key.range().end)
        && place.at >= line.value.range().start;
    if in_value {
        let message = "a colon and a space inside a value would start another key";
        return place.quote_surely(place.region(failure), message);
    }
    let before = failure
        .scalar
        .filter(|scalar| scalar.range().start < line.start);
    let first = match before {
        Some(scalar) => Line::at(place.source, scalar.range().start),
        None => match indent::line_above(place.source, &line) {
            Some(above) => above,
            None => return Diagnosis::unknown(place),
        },
    };
    match first.key {
        Some(_) => indent::too_deep(place, &line, &first),
        None => structure(Place::new(place.text, place.source, first.body), failure),
    }
}

/// Something that is no key where a key should be, or a key where none can be.
fn structure(place: Place, failure: &Failure) -> Diagnosis {
    let line = place.line;
    let behind_key = line.key.is_some_and(|key| place.at > key.range().end);
    let first = skip_blanks(place.source, line.value.range().start, line.end);
    let behind_text = line.key.is_none() && place.at > line.body;
    if (behind_key || behind_text) && !line.value.is_empty() {
        let region = place.region(failure);
        return match place.byte(first) {
            b'[' => place.quote(region, "the text goes on after the list in brackets"),
            b'{' => place.quote(region, "the text goes on after the mapping in braces"),
            b'*' => place.quote(region, "a text without quotes cannot start with `*`"),
            _ => place.quote(region, "the text goes on after the value"),
        };
    }
    if let Some(gap) = traps::missing_space(place.source, line.whole()) {
        return unspaced(place.text, &line, gap);
    }
    indent::misplaced(place)
}

/// Takes a span out of the text.
pub(super) fn blank(span: Span) -> Repair {
    Repair {
        refuse: None,
        edits: vec![(span, Fill::Blank)],
    }
}
