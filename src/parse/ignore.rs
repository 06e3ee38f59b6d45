//! Ignore comments: which findings the writer of a file has answered for, and where. Whether the
//! rules they name exist, and whether anything was there to ignore, is judged where the findings
//! are.

#[cfg(test)]
mod tests;

use crate::finding::Problem;
use crate::finding::reading::MALFORMED_IGNORE;
use crate::parse::yaml::{Comment, Kind, MAX_PROBLEMS, Tree};
use crate::source::{Span, Spanned, Text};

/// One ignore comment: `# okr: ignore[rule] reason` or `# okr: ignore-file[rule] reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// The rules that it names, at least one, each where it stands.
    pub rules: Vec<Spanned<Text>>,
    /// Why they are ignored, never empty.
    pub reason: Text,
    /// The whole comment.
    pub comment: Span,
    /// What it is about.
    pub covers: Cover,
}

/// The part of a file that an ignore comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// All of it.
    File,
    /// What starts in this span, its end included: a line, or a node with its key and all below it.
    Span(Span),
}

impl Cover {
    /// Whether a finding at `span` is covered: whether it starts in it.
    #[must_use]
    pub fn covers(self, span: Span) -> bool {
        match self {
            Self::File => true,
            Self::Span(part) => part.start <= span.start && span.start <= part.end,
        }
    }
}

/// The ignore comments of a file in their order, and those that cannot be read: every comment that
/// starts with `okr:` is meant to be one.
#[must_use]
pub fn ignores(tree: &Tree) -> (Vec<Ignore>, Vec<Problem>) {
    let mut ignores = Vec::new();
    let mut problems = Vec::new();
    let mut unreported = 0_usize;
    let mut places = None;
    let mut below = Span::default();
    for comment in &tree.comments {
        let Some(body) = comment.text.trim_start().strip_prefix("okr:") else {
            continue;
        };
        // Nodes are looked up only in files that have an ignore comment at all.
        let places = places.get_or_insert_with(|| places_of(tree));
        match parse(tree, comment, body) {
            Ok(parsed) => ignores.push(Ignore {
                rules: parsed.rules,
                reason: parsed.reason,
                comment: comment.span,
                covers: match parsed.file {
                    true => Cover::File,
                    false => Cover::Span(covered(tree, comment, places, &mut below)),
                },
            }),
            Err(problem) if problems.len() < MAX_PROBLEMS => problems.push(*problem),
            Err(_) => unreported += 1,
        }
    }
    if let Some(last) = problems.last().filter(|_| unreported > 0) {
        let message = format!("{unreported} more comments like this one");
        problems.push(Problem::new(MALFORMED_IGNORE, last.span, message));
    }
    (ignores, problems)
}

const EXAMPLE: &str = "write `# okr: ignore[rule-name] why this is fine`";
const EXAMPLE_FILE: &str = "write `# okr: ignore-file[rule-name] why this is fine`";

/// What stands in an ignore comment.
struct Parsed {
    file: bool,
    rules: Vec<Spanned<Text>>,
    reason: Text,
}

/// Reads what stands behind `okr:`.
fn parse(tree: &Tree, comment: &Comment, body: &str) -> Result<Parsed, Box<Problem>> {
    let malformed = |span: Span, message: String, help: &str| {
        Box::new(Problem::new(MALFORMED_IGNORE, span, message).help(help))
    };
    let body = body.trim_start();
    let stop = body.find(|c: char| c.is_whitespace() || c == '[');
    let (verb, rest) = body.split_at(stop.unwrap_or(body.len()));
    let file = match verb {
        "ignore" => false,
        "ignore-file" => true,
        _ => return Err(Box::new(unknown_verb(comment, verb))),
    };
    let example = if file { EXAMPLE_FILE } else { EXAMPLE };
    let Some(list) = rest.trim_start().strip_prefix('[') else {
        let message = "an ignore names the rules it is about in brackets; there is none for all";
        return Err(malformed(comment.span, message.to_owned(), example));
    };
    let Some((names, reason)) = list.split_once(']') else {
        let message = "the bracket of this ignore is never closed".to_owned();
        return Err(malformed(comment.span, message, example));
    };
    let mut rules = Vec::new();
    let mut at = comment.span.end as usize - list.len();
    for name in names.split(',') {
        let span = trimmed(name, at);
        at += name.len() + 1;
        let words = name.trim();
        if words.is_empty() {
            let message = "this ignore names no rule; there is none for all".to_owned();
            return Err(malformed(comment.span, message, example));
        }
        if words.contains(char::is_whitespace) {
            let message = format!("`{words}` is no rule name; a comma separates two rules");
            return Err(malformed(
                span,
                message,
                "write `ignore[first-rule, second-rule]`",
            ));
        }
        rules.push(Spanned::new(Text::shared(&tree.text, span), span));
    }
    let reason = trimmed(reason, at);
    if reason.is_empty() {
        let message = "this ignore gives no reason, which the next reader will look for".to_owned();
        let help = "write the reason behind the bracket, on the same line";
        return Err(malformed(comment.span, message, help));
    }
    Ok(Parsed {
        file,
        rules,
        reason: Text::shared(&tree.text, reason),
    })
}

/// Where a part that starts at `at` stands without the white space around it.
fn trimmed(part: &str, at: usize) -> Span {
    let start = at + part.len() - part.trim_start().len();
    Span::new(start, start + part.trim().len())
}

fn unknown_verb(comment: &Comment, verb: &str) -> Problem {
    let known = [("ignore", EXAMPLE), ("ignore-file", EXAMPLE_FILE)];
    let nearest = known
        .into_iter()
        .map(|(name, example)| (strsim::jaro_winkler(name, verb), name, example))
        .filter(|(likeness, ..)| *likeness > 0.75)
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let message = match verb {
        "" => {
            "a comment that starts with `okr:` is an ignore, and this one says nothing".to_owned()
        }
        _ => format!("a comment that starts with `okr:` is an ignore, and `{verb}` is none"),
    };
    let help = match nearest {
        Some((_, name, example)) => format!("did you mean `{name}`? Then {example}"),
        None => format!("{EXAMPLE}, or start the comment with another word"),
    };
    Problem::new(MALFORMED_IGNORE, comment.span, message).help(help)
}

/// What can be covered as a whole: keys with their values and list items, by where they start, the
/// larger first.
fn places_of(tree: &Tree) -> Vec<Span> {
    let mut places = Vec::new();
    for node in tree.nodes() {
        match node.kind() {
            Kind::Mapping => places.extend(
                node.pairs()
                    .map(|pair| pair.key.span().to(pair.value.span())),
            ),
            Kind::Sequence => places.extend(node.items().map(|item| item.span())),
            _ => {}
        }
    }
    places.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    places
}

/// The line of a comment behind something; else the node that starts on the next line that says
/// something, or that line where no node is known to start there. `below` remembers that line for
/// the comments in between.
fn covered(tree: &Tree, comment: &Comment, places: &[Span], below: &mut Span) -> Span {
    let text = &*tree.text;
    let line = line_at(text, comment.span.start as usize);
    if !comment.own_line {
        return line;
    }
    if below.start < line.end {
        *below = next_line(text, line);
    }
    let words = below.slice(text).trim();
    if words.is_empty() {
        return comment.span;
    }
    let indent = below.slice(text).find(words).unwrap_or_default();
    let content = below.start as usize + indent;
    let body = match words.strip_prefix("- ") {
        Some(rest) => content + words.len() - rest.trim_start().len(),
        None => content,
    };
    let at = places.partition_point(|place| (place.start as usize) < body);
    match places.get(at).filter(|place| place.start as usize == body) {
        Some(place) => Span::at(content).to(*place),
        None => *below,
    }
}

/// The next line that is neither blank nor a comment; the empty end of the text where none is.
fn next_line(text: &str, line: Span) -> Span {
    let mut next = line;
    loop {
        let below = next.end as usize + 1;
        if below >= text.len() {
            return Span::at(text.len());
        }
        next = line_at(text, below);
        let words = next.slice(text).trim();
        if !words.is_empty() && !words.starts_with('#') {
            return next;
        }
    }
}

/// The line that holds `at`, without its line break.
fn line_at(text: &str, at: usize) -> Span {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let end = text
        .get(at..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |length| at + length);
    Span::new(start, end)
}
