//! Where in a file something stands: the document, then keys and positions.

use std::fmt;

use crate::parse::yaml::{Kind, Node, Tree};
use crate::source::Span;

/// A way from the whole file to one value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The document, counted from 0.
    pub document: usize,
    /// From its outermost node inwards.
    pub steps: Vec<Step>,
}

/// One step further in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// To the value of this key.
    Key(String),
    /// To this item of a list, counted from 0.
    Item(usize),
}

impl Place {
    /// The whole of a document.
    #[must_use]
    pub const fn document(document: usize) -> Self {
        Self {
            document,
            steps: Vec::new(),
        }
    }

    /// The value of `key` in the mapping here.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.to(Step::Key(key.to_owned()))
    }

    /// An item of the list here, counted from 0.
    #[must_use]
    pub fn item(&self, position: usize) -> Self {
        self.to(Step::Item(position))
    }

    fn to(&self, step: Step) -> Self {
        let mut further = self.clone();
        further.steps.push(step);
        further
    }

    /// The place around this one with the last step to here; none around a whole document.
    #[must_use]
    pub fn split(&self) -> Option<(Self, &Step)> {
        let (last, before) = self.steps.split_last()?;
        let around = Self {
            document: self.document,
            steps: before.to_vec(),
        };
        Some((around, last))
    }

    /// The node that stands there.
    #[must_use]
    pub fn node<'t>(&self, tree: &'t Tree) -> Option<Node<'t>> {
        let mut node = tree.roots().nth(self.document)?;
        for step in &self.steps {
            node = match step {
                Step::Key(key) => {
                    node.pairs()
                        .find(|pair| pair.key.as_str() == Some(key))?
                        .value
                }
                Step::Item(position) => node.items().nth(*position)?,
            };
        }
        Some(node)
    }

    /// The innermost mapping, or item of a list, that holds `span`.
    #[must_use]
    pub fn around(tree: &Tree, span: Span) -> Option<Self> {
        let way = Self::way(tree, span)?;
        let holds = |place: &&(Self, Node<'_>)| {
            let (place, node) = place;
            matches!(place.steps.last(), None | Some(Step::Item(_)))
                || matches!(node.kind(), Kind::Mapping)
        };
        way.iter().rfind(holds).map(|(place, _)| place.clone())
    }

    /// The text that stands at `span`.
    #[must_use]
    pub fn of_text(tree: &Tree, span: Span) -> Option<Self> {
        let (place, node) = Self::way(tree, span)?.pop()?;
        (node.span() == span && node.as_str().is_some()).then_some(place)
    }

    /// All that holds `span`, from its document inwards.
    fn way(tree: &Tree, span: Span) -> Option<Vec<(Self, Node<'_>)>> {
        let (document, mut node) = tree
            .roots()
            .enumerate()
            .find(|(_, root)| root.span().contains(span))?;
        let mut place = Self::document(document);
        let mut way = vec![(place.clone(), node)];
        loop {
            let inner = match node.kind() {
                Kind::Mapping => node
                    .pairs()
                    .find(|pair| pair.value.span().contains(span))
                    .and_then(|pair| Some((Step::Key(pair.key.as_str()?.to_owned()), pair.value))),
                Kind::Sequence => node
                    .items()
                    .enumerate()
                    .find(|(_, item)| item.span().contains(span))
                    .map(|(position, item)| (Step::Item(position), item)),
                _ => None,
            };
            let Some((step, value)) = inner else {
                return Some(way);
            };
            place = place.to(step);
            node = value;
            way.push((place.clone(), node));
        }
    }
}

impl fmt::Display for Place {
    /// As people say it: `key_results[1].current`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().enumerate() {
            match step {
                Step::Key(key) if position > 0 => write!(f, ".{key}")?,
                Step::Key(key) => f.write_str(key)?,
                Step::Item(item) => write!(f, "[{}]", item + 1)?,
            }
        }
        match self.steps.is_empty() {
            true => f.write_str("document"),
            false => Ok(()),
        }
    }
}
