//! The YAML that nearly all files are written in, read line by line: mappings, lists, texts on one
//! line each, and blocks of text. Anything else, be it right or wrong, is left to the parser, which is several times
//! as slow; what is read here gives the same tree.

use granit_parser::{ScalarStyle, StructureStyle};

use super::build::Builder;
use super::tree::Content;
use crate::source::Span;

/// How deep lists and mappings lie in each other in a file that is read here.
const DEEP: usize = 12;

/// Reads all of `text` into `builder`; nothing where it is not simple, and then what was built is of
/// no use.
pub(super) fn read(text: &str, builder: &mut Builder) -> Option<()> {
    if !has_only_simple_characters(text) {
        return None;
    }
    let mut reading = Reading {
        builder,
        open: Vec::new(),
        awaits_value: false,
        text: None,
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reading.line(start, line.trim_end_matches('\n'))?;
        start += line.len();
    }
    if reading.open.is_empty() {
        return None;
    }
    reading.end_text()?;
    reading.close(0, false);
    reading.end();
    Some(())
}

/// Whether each character is one that the parser takes for a part of a text, whatever it then
/// means: no tabs, no line breaks but one kind, and nothing that cannot be seen.
fn has_only_simple_characters(text: &str) -> bool {
    let is_simple = |byte: u8| matches!(byte, b'\n' | b' '..=b'~');
    match text.is_ascii() {
        true => text.bytes().all(is_simple),
        false => text.chars().all(|c| match c {
            '\n' | ' '..='~' => true,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
            c => c >= '\u{a0}',
        }),
    }
}

struct Reading<'r, 'b> {
    builder: &'r mut Builder<'b>,
    open: Vec<Block>,
    /// Whether the last line ended behind the colon of a key.
    awaits_value: bool,
    /// The block of text that the line may belong to.
    text: Option<BlockText>,
}

/// A block of text behind a `|` or `>`.
struct BlockText {
    style: ScalarStyle,
    /// Whether it ends without a line break.
    is_stripped: bool,
    /// What it says.
    says: String,
    /// How many empty lines followed since.
    empty_lines: usize,
    /// From its first letter to its last.
    span: Span,
    /// In which column its first line starts.
    column: usize,
}

/// A list or a mapping that is not at its end yet.
#[derive(Clone, Copy)]
struct Block {
    /// In which column its dashes or keys stand.
    column: usize,
    is_mapping: bool,
}

impl Reading<'_, '_> {
    /// Reads the line that starts at `start`.
    fn line(&mut self, start: usize, line: &str) -> Option<()> {
        let words = line.trim_start_matches(' ');
        let column = line.len() - words.len();
        let at = start + column;
        if self.text.is_some() {
            let outer = self.open.last()?.column;
            if words.is_empty() || column > outer {
                return self.text_line(start, line, column);
            }
            self.end_text()?;
        }
        if words.is_empty() {
            return Some(());
        }
        if words.starts_with('#') {
            self.comment(at, words);
            return Some(());
        }
        if column == 0 && (words.starts_with("---") || words.starts_with("...")) {
            return None;
        }
        let item = words.strip_prefix("- ");
        let item = item.map(|item| item.trim_start_matches(' '));
        let first = item.map(|item| at + words.len() - item.len());
        self.enter(at, column, first)?;
        match (item, first) {
            (Some(item), Some(first)) => self.item(first, column + (first - at), item),
            _ => self.pair(at, words),
        }
    }

    /// Goes to the block that a line belongs to whose first dash or key stands in `column`. Of a dash
    /// `item` is where its item starts.
    fn enter(&mut self, at: usize, column: usize, item: Option<usize>) -> Option<()> {
        let is_item = item.is_some();
        let inner = self.open.last().copied();
        let is_deeper = inner.is_none_or(|inner| column > inner.column);
        let is_list_of_key = inner.is_some_and(|inner| inner.column == column) && is_item;
        match (inner.is_none(), self.awaits_value) {
            (true, _) if is_item => return None,
            (true, _) => return self.start(at, column, true),
            (false, true) if is_deeper || is_list_of_key => {
                self.awaits_value = false;
                // A list without indentation starts at its first item.
                let at = item.filter(|_| is_list_of_key).unwrap_or(at);
                return self.start(at, column, !is_item);
            }
            // More of a text that began above.
            (false, false) if is_deeper => return None,
            (false, _) => {}
        }
        self.close(column, is_item);
        let block = self.open.last()?;
        (block.column == column && block.is_mapping != is_item).then_some(())
    }

    /// Ends the blocks that a line in `column` is not in, and at first the key that has no value.
    fn close(&mut self, column: usize, is_item: bool) {
        if std::mem::take(&mut self.awaits_value) {
            self.scalar("", ScalarStyle::Plain, 0);
        }
        while let Some(block) = self.open.last() {
            let is_list_of_key = block.column == column && !block.is_mapping && !is_item;
            if block.column <= column && !is_list_of_key {
                break;
            }
            self.end();
        }
    }

    fn start(&mut self, at: usize, column: usize, is_mapping: bool) -> Option<()> {
        let content = match is_mapping {
            true => Content::Mapping,
            false => Content::Sequence,
        };
        self.open.push(Block { column, is_mapping });
        let is_shallow = self.open.len() <= DEEP;
        let started = self
            .builder
            .start(content, StructureStyle::Block, Span::at(at), None);
        (is_shallow && started.is_ok()).then_some(())
    }

    fn end(&mut self) {
        self.open.pop();
        self.builder.end(Span::at(0));
    }

    /// What stands behind the dash in `column`.
    fn item(&mut self, at: usize, column: usize, words: &str) -> Option<()> {
        match words.starts_with("- ") || words == "-" {
            true => None,
            false if key_length(words).is_some() => {
                self.start(at, column, true)?;
                self.pair(at, words)
            }
            false => self.value(at, words),
        }
    }

    /// A key with its value, of which nothing may stand on this line.
    fn pair(&mut self, at: usize, words: &str) -> Option<()> {
        let (key, rest) = words.split_at_checked(key_length(words)?)?;
        self.scalar(key, ScalarStyle::Plain, at);
        let value = rest.get(1..)?.trim_start_matches(' ');
        let at = at + words.len() - value.len();
        if value.is_empty() || value.starts_with('#') {
            self.awaits_value = true;
            if !value.is_empty() {
                self.comment(at, value);
            }
            return Some(());
        }
        self.value(at, value)
    }

    /// A value that starts at `at`, and the comment behind it.
    fn value(&mut self, at: usize, words: &str) -> Option<()> {
        let length = match words.as_bytes().first()? {
            b'"' | b'\'' => self.quoted(at, words)?,
            b'[' | b'{' => self.flow(at, words)?,
            b'|' | b'>' => return self.block_text(words),
            _ => {
                let text = words.find(" #").and_then(|end| words.get(..end));
                let text = text.unwrap_or(words).trim_end_matches(' ');
                let is_one = is_plain(text) && !text.contains(": ") && !text.ends_with(':');
                is_one.then(|| self.scalar(text, ScalarStyle::Plain, at))?;
                text.len()
            }
        };
        let rest = words.get(length..)?;
        let comment = rest.trim_start_matches(' ');
        match comment.starts_with('#') && comment.len() < rest.len() {
            true => self.comment(at + words.len() - comment.len(), comment),
            false if comment.is_empty() => {}
            false => return None,
        }
        Some(())
    }

    /// A block of text that starts on the next line.
    fn block_text(&mut self, header: &str) -> Option<()> {
        let (style, is_stripped) = match header {
            "|" => (ScalarStyle::Literal, false),
            "|-" => (ScalarStyle::Literal, true),
            ">" => (ScalarStyle::Folded, false),
            ">-" => (ScalarStyle::Folded, true),
            _ => return None,
        };
        self.text = Some(BlockText {
            style,
            is_stripped,
            says: String::new(),
            empty_lines: 0,
            span: Span::default(),
            column: 0,
        });
        Some(())
    }

    /// A line of a block of text. In a folded one lines that are indented more are not simple.
    fn text_line(&mut self, start: usize, line: &str, column: usize) -> Option<()> {
        let text = self.text.as_mut()?;
        let is_folded = text.style == ScalarStyle::Folded;
        let is_first = text.says.is_empty();
        if line.is_empty() && !is_first {
            text.empty_lines += 1;
            return Some(());
        }
        if is_first {
            text.column = column;
            text.span = Span::at(start + column);
        }
        let words = line.get(text.column..)?;
        let is_deeper = is_folded && column != text.column;
        if column < text.column || is_deeper || words.is_empty() || words.ends_with(' ') {
            return None;
        }
        match (is_first, is_folded, text.empty_lines) {
            (true, ..) => {}
            (false, true, 0) => text.says.push(' '),
            (false, true, empty) => text.says.extend(std::iter::repeat_n('\n', empty)),
            (false, false, empty) => text.says.extend(std::iter::repeat_n('\n', empty + 1)),
        }
        text.says.push_str(words);
        text.empty_lines = 0;
        text.span = text.span.to(Span::at(start + line.len()));
        Some(())
    }

    /// Ends the block of text, where there is one; an empty one is not simple.
    fn end_text(&mut self) -> Option<()> {
        let Some(mut text) = self.text.take() else {
            return Some(());
        };
        if text.says.is_empty() {
            return None;
        }
        if !text.is_stripped {
            text.says.push('\n');
        }
        self.builder
            .scalar(&text.says, text.style, text.span, None, false);
        Some(())
    }

    /// A text in quotes at the start of `words`, in which nothing is escaped; its length.
    fn quoted(&mut self, at: usize, words: &str) -> Option<usize> {
        let quote = words.get(..1)?;
        let (text, rest) = words.get(1..)?.split_once(quote)?;
        let style = match quote {
            "\"" => ScalarStyle::DoubleQuoted,
            _ => ScalarStyle::SingleQuoted,
        };
        if text.contains('\\') || rest.starts_with(quote) {
            return None;
        }
        let length = text.len() + 2;
        let span = Span::new(at, at + length);
        self.builder.scalar(text, style, span, None, false);
        Some(length)
    }

    /// A list or a mapping in brackets at the start of `words`, which holds nothing but texts; its
    /// length.
    fn flow(&mut self, at: usize, words: &str) -> Option<usize> {
        let (content, closing) = match words.starts_with('[') {
            true => (Content::Sequence, ']'),
            false => (Content::Mapping, '}'),
        };
        let is_mapping = closing == '}';
        let span = Span::new(at, at + 1);
        let started = self
            .builder
            .start(content, StructureStyle::Flow, span, None);
        started.ok()?;
        let mut rest = words.get(1..)?;
        loop {
            rest = rest.trim_start_matches(' ');
            if is_mapping {
                let length = key_length(rest)?;
                self.scalar(
                    rest.get(..length)?,
                    ScalarStyle::Plain,
                    at + words.len() - rest.len(),
                );
                rest = rest.get(length + 1..)?.trim_start_matches(' ');
            }
            let start = at + words.len() - rest.len();
            let length = match rest.as_bytes().first()? {
                b'"' | b'\'' => self.quoted(start, rest)?,
                _ => {
                    let text = rest.get(..rest.find([',', ']', '}'])?)?;
                    let text = text.trim_end_matches(' ');
                    let is_one = is_plain(text) && !text.contains([':', '[', '{', '#']);
                    is_one.then(|| self.scalar(text, ScalarStyle::Plain, start))?;
                    text.len()
                }
            };
            rest = rest.get(length..)?.trim_start_matches(' ');
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => break,
            }
        }
        let length = words.len() - rest.strip_prefix(closing)?.len();
        self.builder.end(Span::at(at + length));
        Some(length)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, at: usize) {
        let span = Span::new(at, at + text.len());
        self.builder.scalar(text, style, span, None, false);
    }

    fn comment(&mut self, at: usize, words: &str) {
        self.builder.comment(Span::new(at, at + words.len()));
    }
}

/// The length of the key at the start of `words`, where it is a plain name with a colon and a space
/// or nothing behind it.
fn key_length(words: &str) -> Option<usize> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = words.bytes().take_while(|byte| is_of_name(byte)).count();
    let bytes = words.as_bytes();
    let starts = bytes.first().is_some_and(u8::is_ascii_alphanumeric);
    let ends =
        bytes.get(length) == Some(&b':') && matches!(bytes.get(length + 1), None | Some(b' '));
    (starts && ends).then_some(length)
}

/// Whether a text without quotes is one by how it starts.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| {
        !c.is_ascii_punctuation()
            || matches!(c, '$' | '+' | '/' | '(' | '~' | '_' | '.' | '<' | '=')
    })
}
