//! One pass over the parser's events, which puts the tree together. This is the only place that
//! knows the parser; explanations of what it refuses are elsewhere.

use granit_parser::{Event, Marker, Parser, ScalarStyle, StructureStyle, options};

use super::diagnose::{self, Diagnosis, Failure};
use super::mask::Masked;
use super::tree::{Content, Entry, Root, Style};
use super::{Comment, MAX_DEPTH, MAX_PROBLEMS, Tree, keys, line, refuse, simple};
use crate::finding::Problem;
use crate::finding::reading::INVALID_YAML;
use crate::source::{Span, Text};

/// What a pass gives.
pub(super) enum Outcome {
    /// A mistake that can be taken out of the way for another pass.
    Mistake(Box<Diagnosis>),
    /// The tree and what is wrong with it.
    Tree(Tree, Vec<Problem>),
}

/// Reads the text once. With `mend` it stops at the first mistake that can be taken out of the way;
/// else every mistake ends its document, and reading goes on with the next.
pub(super) fn build(masked: &Masked, mend: bool) -> Outcome {
    let source = &*masked.source;
    if masked.is_as_written() {
        let mut builder = Builder::new(masked);
        if simple::read(source, &mut builder).is_some() {
            return builder.finish();
        }
    }
    parsed(masked, mend)
}

/// The same for any YAML.
pub(super) fn parsed(masked: &Masked, mend: bool) -> Outcome {
    let source = &*masked.source;
    let mut parser = Parser::new_from_str_with_options(source, options(source.len()));
    let mut builder = Builder::new(masked);
    while let Some(next) = parser.next_event() {
        let error = match next {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => match builder.event(event, span) {
                Ok(()) => continue,
                Err(TooDeep) => break,
            },
            Err(error) => error,
        };
        let at = error.marker().byte_offset().unwrap_or(source.len());
        let diagnosis = diagnose::diagnose(masked, &builder.failure(error.kind().clone(), at));
        let mended = diagnosis.repair.as_ref();
        if mend && mended.is_some_and(|repair| masked.is_changed_by(repair)) {
            return Outcome::Mistake(Box::new(diagnosis));
        }
        builder.abandon();
        builder.problems.extend(diagnosis.problem);
        if diagnosis.hopeless || !matches!(parser.proceed_next_document(), Ok(true)) {
            break;
        }
    }
    builder.finish()
}

/// Keys may be as long as titles are, and comments as many as a file can hold.
fn options(length: usize) -> granit_parser::Options {
    options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        max_buffered_comment_events: length,
        simple_key_max_lookahead: 16 * 1024,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    }
}

/// The tree as far as it is built.
pub(super) struct Builder<'t> {
    masked: &'t Masked<'t>,
    pub tree: Tree,
    problems: Vec<Problem>,
    unreported: usize,
    /// What names an anchor, and how often one is referred to.
    anchors: Vec<(Span, Span)>,
    aliases: usize,
    open: Vec<Open>,
    /// Where the last node ended.
    reach: usize,
    marker: Option<Span>,
}

/// A list or mapping that is not at its end yet.
struct Open {
    index: usize,
    mapping: bool,
    flow: bool,
    children: usize,
}

/// Whether nothing but blanks stands before it on its line.
fn is_first_of_line(text: &str, span: Span) -> bool {
    let before = text.get(..span.range().start).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n') || before == "\u{feff}"
}

/// The limit on nesting was passed.
pub(super) struct TooDeep;

impl<'t> Builder<'t> {
    pub fn new(masked: &'t Masked<'t>) -> Self {
        let mut tree = Tree::unreadable(masked.text.clone());
        tree.broken = false;
        tree.lost = false;
        // A key or value is rarely shorter, with what stands around it.
        tree.entries.reserve(masked.text.len() / 16);
        Self {
            masked,
            tree,
            problems: Vec::new(),
            unreported: 0,
            anchors: Vec::new(),
            aliases: 0,
            open: Vec::new(),
            reach: 0,
            marker: None,
        }
    }

    fn event(&mut self, event: Event, place: granit_parser::Span) -> Result<(), TooDeep> {
        let span = self.span(place.start, place.end);
        let tag = place.tag_span().map(|tag| self.span(tag.start, tag.end));
        match event {
            Event::DocumentStart(explicit, _) => self.marker = explicit.then_some(span),
            Event::DocumentEnd => self.marker = None,
            Event::Scalar(value, style, anchor, _) => {
                self.scalar(&value, style, span, tag, anchor != 0);
            }
            Event::SequenceStart(style, ..) => self.start(Content::Sequence, style, span, tag)?,
            Event::MappingStart(style, ..) => self.start(Content::Mapping, style, span, tag)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(_) => {
                self.aliases += 1;
                self.node(Content::Refused, span);
            }
            Event::UnresolvedAlias(_) => {
                if !self.is_merged() {
                    self.report(|text| refuse::alias(text, span));
                }
                self.node(Content::Refused, span);
            }
            Event::Anchor(..) => self.anchor(span),
            Event::Comment(..) => self.comment(span),
            _ => {}
        }
        Ok(())
    }

    /// Reports a problem, or only counts it where there are many already.
    pub fn report(&mut self, problem: impl FnOnce(&str) -> Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            let problem = problem(&self.tree.text);
            self.problems.push(problem);
        } else {
            self.unreported += 1;
        }
    }

    /// A text, where nothing stands an empty one.
    pub fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        span: Span,
        tag: Option<Span>,
        anchored: bool,
    ) {
        let (style, block) = match style {
            ScalarStyle::Plain => (Style::Plain, false),
            ScalarStyle::SingleQuoted => (Style::Single, false),
            ScalarStyle::DoubleQuoted => (Style::Double, false),
            ScalarStyle::Literal => (Style::Literal, true),
            ScalarStyle::Folded => (Style::Folded, true),
        };
        let empty = style == Style::Plain && span.is_empty();
        let place = match (empty, block) {
            (true, _) => self.empty_place(span),
            (_, true) => self.block_place(span, value),
            _ => span,
        };
        let refused = anchored || tag.is_some() || self.is_refused(place);
        let content = match (refused, empty) {
            (true, _) => Content::Refused,
            (_, true) => Content::Empty,
            _ => self.text(value, span, style),
        };
        self.node(content, place);
        if let Some(tag) = tag {
            self.report(|text| refuse::tag(text, tag, place));
        }
    }

    /// A text as a part of the file where it stands there letter by letter, with or without
    /// quotes.
    fn text(&self, value: &str, span: Span, style: Style) -> Content {
        let start = span.start as usize;
        let verbatim = [start, start + 1].into_iter().find(|from| {
            let part = self.tree.text.get(*from..from + value.len());
            part == Some(value)
        });
        match verbatim {
            Some(from) => Content::Slice(Span::new(from, from + value.len()), style),
            None => Content::Built(Text::from(value), style),
        }
    }

    /// A list or mapping begins.
    pub fn start(
        &mut self,
        content: Content,
        style: StructureStyle,
        span: Span,
        tag: Option<Span>,
    ) -> Result<(), TooDeep> {
        if self.open.len() >= MAX_DEPTH {
            self.abandon();
            self.problems.push(diagnose::too_deep(span));
            return Err(TooDeep);
        }
        if let Some(tag) = tag {
            self.report(|text| refuse::tag(text, tag, Span::at(span.start as usize)));
        }
        let mapping = matches!(content, Content::Mapping);
        self.node(content, span);
        self.open.push(Open {
            index: self.tree.entries.len() - 1,
            mapping,
            flow: style == StructureStyle::Flow,
            children: 0,
        });
        Ok(())
    }

    /// Closes the innermost list or mapping. The parser's end of a block lies behind the white
    /// space after it, so that the last child says where it ends.
    pub fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else {
            return;
        };
        if open.flow {
            self.reach = self.reach.max(span.end as usize);
        }
        if open.mapping && open.children % 2 == 1 {
            self.open.push(Open {
                flow: false,
                ..open
            });
            self.node(Content::Refused, Span::at(self.reach));
            self.open.pop();
        }
        let after = self.tree.entries.len();
        let reach = self.reach;
        if let Some(entry) = self.tree.entries.get_mut(open.index) {
            entry.after = after;
            entry.span = Span::new(
                entry.span.start as usize,
                reach.max(entry.span.end as usize),
            );
        }
        if open.mapping {
            keys::check(self, open.index);
        }
    }

    /// Closes all that is open after a mistake that ends the document.
    fn abandon(&mut self) {
        self.tree.broken = true;
        self.tree.lost = true;
        while !self.open.is_empty() {
            self.end(Span::at(0));
        }
        self.marker = None;
    }

    fn node(&mut self, content: Content, span: Span) {
        match self.open.last_mut() {
            Some(open) => open.children += 1,
            None => self.tree.documents.push(Root {
                index: self.tree.entries.len(),
                marker: self.marker.take(),
            }),
        }
        self.reach = self.reach.max(span.end as usize);
        let after = self.tree.entries.len() + 1;
        self.tree.entries.push(Entry {
            span,
            content,
            after,
        });
    }

    fn anchor(&mut self, span: Span) {
        let Some(entry) = self.tree.entries.last() else {
            return;
        };
        let node = match entry.content {
            Content::Sequence | Content::Mapping => Span::at(entry.span.start as usize),
            _ => entry.span,
        };
        self.anchors.push((span, node));
    }

    /// Reports the anchors: one by one where none is referred to, because each is most likely meant
    /// as text; else all of them as one thing, which the file does without.
    fn report_anchors(&mut self) {
        let anchors = std::mem::take(&mut self.anchors);
        match anchors.first() {
            Some((first, _)) if self.aliases > 0 => {
                self.tree.lost = true;
                let count = anchors.len() + self.aliases;
                self.report(|_| refuse::anchors(*first, count));
            }
            _ => {
                for (span, node) in anchors {
                    self.report(|text| refuse::anchor(text, span, node));
                }
            }
        }
    }

    /// A comment, up to the end of its line.
    pub fn comment(&mut self, span: Span) {
        let text = &self.tree.text;
        let span = Span::new(
            span.start as usize,
            span.start as usize + span.slice(text).trim_end_matches('\r').len(),
        );
        let inner = Span::new(span.start as usize + 1, span.end as usize);
        self.tree.comments.push(Comment {
            span,
            text: Text::shared(text, inner),
            own_line: is_first_of_line(text, span),
        });
    }

    /// Whether the next node is the value of a merge key, which is reported as a whole.
    fn is_merged(&self) -> bool {
        let is_value = self
            .open
            .last()
            .is_some_and(|open| open.mapping && open.children % 2 == 1);
        let key = self.tree.entries.last();
        is_value && key.is_some_and(|key| keys::is_merge(&self.tree, key))
    }

    fn is_refused(&self, span: Span) -> bool {
        let touches = |refused: &Span| {
            if span.is_empty() {
                refused.contains(span)
            } else {
                span.start < refused.end && refused.start < span.end
            }
        };
        self.masked.refused.iter().any(touches)
    }

    /// Where nothing stands: for a value behind the colon of its key, for a key before its colon, in
    /// a list where the parser saw nothing.
    fn empty_place(&self, span: Span) -> Span {
        let source = &*self.masked.source;
        let Some(open) = self.open.last().filter(|open| open.mapping) else {
            return Span::at((span.start as usize).max(self.reach));
        };
        let is_colon = |at: usize| source.as_bytes().get(at) == Some(&b':');
        if open.children % 2 == 1 {
            let colon = line::skip_blanks(source, self.reach, source.len());
            return Span::at(if is_colon(colon) {
                colon + 1
            } else {
                self.reach
            });
        }
        let start = self.tree.entries.get(open.index);
        let from = start.map_or(0, |entry| entry.span.range().start);
        let from = from.max(self.reach);
        let rest = source.get(from..).unwrap_or_default();
        let colon = from + rest.len() - rest.trim_start().len();
        Span::at(if is_colon(colon) { colon } else { from })
    }

    /// From the `|` or `>` to the last letter of a block of text.
    fn block_place(&self, content: Span, value: &str) -> Span {
        let source = &*self.masked.source;
        let start = refuse::block_header(source, self.reach, content.start as usize);
        if value.trim().is_empty() {
            let header = source.get(start..).unwrap_or_default();
            let end = header.find(char::is_whitespace).unwrap_or(header.len());
            return Span::new(start, start + end);
        }
        let body = content.slice(source).trim_end();
        Span::new(start, content.start as usize + body.len())
    }

    /// The bytes between two marks.
    fn span(&self, start: Marker, end: Marker) -> Span {
        let text = &self.tree.text;
        let place = |mark: Marker| line::floor(text, mark.byte_offset().unwrap_or(text.len()));
        Span::new(place(start), place(end))
    }

    fn failure(&self, kind: granit_parser::ErrorKind, at: usize) -> Failure {
        let texts = |entry: &&Entry| !matches!(entry.content, Content::Sequence | Content::Mapping);
        let flow = self.open.iter().find(|open| open.flow);
        Failure {
            kind,
            at: line::floor(&self.masked.source, at),
            scalar: self
                .tree
                .entries
                .last()
                .filter(texts)
                .map(|entry| entry.span),
            flow: flow
                .and_then(|open| self.tree.entries.get(open.index))
                .map(|entry| entry.span.start as usize),
        }
    }

    pub fn finish(mut self) -> Outcome {
        if !self.open.is_empty() {
            self.abandon();
        }
        self.report_anchors();
        self.tree.comments.sort_by_key(|comment| comment.span);
        if self.unreported > 0 {
            let message = format!("{} more problems like this one", self.unreported);
            let last = self.problems.last().map(|problem| problem.span);
            self.problems.push(Problem::new(
                INVALID_YAML,
                last.unwrap_or_default(),
                message,
            ));
        }
        Outcome::Tree(self.tree, self.problems)
    }
}
