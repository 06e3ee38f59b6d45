//! The tree itself: one flat vector in reading order, in which every node knows where its subtree
//! ends, so that neither building nor walking it needs recursion. How it comes about is not here.

use crate::source::{FileText, Span, Text};

/// The text of a file as a tree of nodes.
#[derive(Debug, Clone)]
pub struct Tree {
    /// What all spans are places in.
    pub text: FileText,
    /// The documents of the file in their order; none where the file holds nothing but comments.
    pub documents: Vec<Root>,
    /// All comments in their order.
    pub comments: Vec<Comment>,
    /// There was a syntax error, so what is here is only a part of what was meant. What seems to
    /// be missing may well be there.
    pub broken: bool,
    /// The syntax error took more with it than single values, which are [`Kind::Refused`]: keys or
    /// whole branches may be missing.
    pub lost: bool,
    pub(super) entries: Vec<Entry>,
}

/// One document of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Root {
    pub(super) index: usize,
    /// The `---` that it starts with, where it has one.
    pub marker: Option<Span>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of its line, the line break not included.
    pub span: Span,
    /// What stands after the `#`.
    pub text: Text,
    /// Whether nothing but white space stands before it on its line.
    pub own_line: bool,
}

/// A node of a tree.
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: usize,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Scalar {
        /// What it says, with quotes, escapes and line folding undone.
        text: Text,
        /// How it is written.
        style: Style,
    },
    /// A list.
    Sequence,
    /// A mapping of keys to values.
    Mapping,
    /// Nothing stands here, as after a bare `key:`. A written `~` or `""` is a text.
    Empty,
    /// What stands here was refused or could not be read, and has been reported.
    Refused,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'`.
    Single,
    /// In `"`.
    Double,
    /// A block after `|`.
    Literal,
    /// A block after `>`.
    Folded,
}

/// A key and its value.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'t> {
    /// The key, always a text.
    pub key: Node<'t>,
    /// The value.
    pub value: Node<'t>,
}

impl Tree {
    /// A tree of nothing for a text that could not be read at all.
    pub(super) fn unreadable(text: FileText) -> Self {
        Self {
            text,
            documents: Vec::new(),
            comments: Vec::new(),
            broken: true,
            lost: true,
            entries: Vec::new(),
        }
    }

    /// The outermost nodes, one for each document.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.documents.iter().map(|root| root.node(self))
    }

    /// Every node in reading order, parents before their children, including keys and what hangs
    /// below refused keys.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.entries.len()).map(|index| Node { tree: self, index })
    }
}

impl Root {
    /// The outermost node of the document. `tree` is the tree that the root comes from.
    #[must_use]
    pub const fn node(self, tree: &Tree) -> Node<'_> {
        Node {
            tree,
            index: self.index,
        }
    }
}

impl<'t> Node<'t> {
    /// Where it stands: a quoted text with its quotes, a block of text with its `|` or `>`, a list
    /// or mapping up to the end of its last child (or its closing bracket). An empty value has an
    /// empty span just behind the colon of its key.
    #[must_use]
    pub fn span(self) -> Span {
        self.entry().map(|entry| entry.span).unwrap_or_default()
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.entry().map(|entry| &entry.content) {
            Some(Content::Slice(span, style)) => Kind::Scalar {
                text: Text::shared(&self.tree.text, *span),
                style: *style,
            },
            Some(Content::Built(text, style)) => Kind::Scalar {
                text: text.clone(),
                style: *style,
            },
            Some(Content::Sequence) => Kind::Sequence,
            Some(Content::Mapping) => Kind::Mapping,
            Some(Content::Empty) => Kind::Empty,
            Some(Content::Refused) | None => Kind::Refused,
        }
    }

    /// What a text says; nothing where it is no text.
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        match &self.entry()?.content {
            Content::Slice(span, _) => Some(span.slice(&self.tree.text)),
            Content::Built(text, _) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The keys and values of a mapping in their order; none where it is no mapping. A key that
    /// was refused (a second one of the same name, a merge key, a list) is left out with its value.
    pub fn pairs(self) -> impl Iterator<Item = Pair<'t>> {
        let mut keys = Children::of(self, |content| matches!(content, Content::Mapping));
        std::iter::from_fn(move || {
            let key = keys.next()?;
            let value = keys.next()?;
            Some(Pair { key, value })
        })
        .filter(|pair| pair.key.as_str().is_some())
    }

    /// The items of a list in their order; none where it is no list.
    pub fn items(self) -> impl Iterator<Item = Node<'t>> {
        Children::of(self, |content| matches!(content, Content::Sequence))
    }

    /// The tree that it belongs to.
    #[must_use]
    pub const fn tree(self) -> &'t Tree {
        self.tree
    }

    fn entry(self) -> Option<&'t Entry> {
        self.tree.entries.get(self.index)
    }
}

/// A node as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub span: Span,
    pub content: Content,
    /// The index of the first entry that is not below this one.
    pub after: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    /// A text that stands in the file just as it is meant.
    Slice(Span, Style),
    /// A text that had to be put together.
    Built(Text, Style),
    Sequence,
    Mapping,
    Empty,
    Refused,
}

/// The nodes directly below one.
struct Children<'t> {
    tree: &'t Tree,
    next: usize,
    after: usize,
}

impl<'t> Children<'t> {
    /// The children of `node` where its content is as wanted, else none.
    fn of(node: Node<'t>, wanted: impl Fn(&Content) -> bool) -> Self {
        let after = match node.entry() {
            Some(entry) if wanted(&entry.content) => entry.after,
            _ => 0,
        };
        Self {
            tree: node.tree,
            next: node.index + 1,
            after,
        }
    }
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let node = Node {
            tree: self.tree,
            index: self.next,
        };
        let entry = node.entry().filter(|_| self.next < self.after)?;
        // An entry always ends after itself; `max` keeps the walk finite all the same.
        self.next = entry.after.max(self.next + 1);
        Some(node)
    }
}
