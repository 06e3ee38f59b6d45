//! What a file says without how it is written, so that two texts can be compared by it, and a
//! change can be made to it in thought.

use super::{Change, Place, Step};
use crate::parse::yaml::{Kind, Node, Tree};

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Keys with their values, in their order.
    Map(Vec<(String, Self)>),
    /// Nothing, as after a bare `key:`.
    Empty,
    /// What reading refuses, as it is written.
    Refused(String),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Value {
    /// What `node` says. Trees are at most [`crate::parse::yaml::MAX_DEPTH`] deep.
    #[must_use]
    pub fn of(node: Node<'_>) -> Self {
        match node.kind() {
            Kind::Scalar { text, .. } => Self::Text(text.to_string()),
            Kind::Sequence => Self::List(node.items().map(Self::of).collect()),
            Kind::Mapping => Self::Map(
                node.pairs()
                    .map(|pair| {
                        let key = pair.key.as_str().unwrap_or_default().to_owned();
                        (key, Self::of(pair.value))
                    })
                    .collect(),
            ),
            Kind::Empty => Self::Empty,
            Kind::Refused => Self::Refused(node.span().slice(&node.tree().text).to_owned()),
        }
    }

    /// The value of `key`, where this is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    fn at(&mut self, steps: &[Step]) -> Option<&mut Self> {
        let mut value = self;
        for step in steps {
            value = match (value, step) {
                (Self::Map(pairs), Step::Key(key)) => pairs
                    .iter_mut()
                    .find(|(name, _)| name == key)
                    .map(|(_, value)| value)?,
                (Self::List(items), Step::Item(position)) => items.get_mut(*position)?,
                _ => return None,
            };
        }
        Some(value)
    }
}

/// What each document of a file says.
pub fn documents(tree: &Tree) -> Vec<Value> {
    tree.roots().map(Value::of).collect()
}

/// The documents as `change` would have them; none where there is nothing to change.
pub fn with(documents: &[Value], change: &Change) -> Option<Vec<Value>> {
    let mut documents = documents.to_vec();
    self::change(&mut documents, change)?;
    Some(documents)
}

/// Makes a change of the documents in thought; none where there is nothing to change.
pub(super) fn change(documents: &mut [Value], change: &Change) -> Option<()> {
    let document = documents.get_mut(change.at().document)?;
    match change {
        Change::Set { at, value, after } => set(document, at, value, after)?,
        Change::Append { at, value } => match document.at(&at.steps)? {
            Value::List(items) => items.push(value.clone()),
            _ => return None,
        },
        Change::Insert {
            at,
            position,
            value,
        } => match document.at(&at.steps)? {
            Value::List(items) if *position <= items.len() => {
                items.insert(*position, value.clone());
            }
            _ => return None,
        },
        Change::Remove { at } => {
            let (around, Step::Key(key)) = at.split()? else {
                return None;
            };
            let Value::Map(pairs) = document.at(&around.steps)? else {
                return None;
            };
            pairs.remove(pairs.iter().position(|(name, _)| name == key)?);
        }
        Change::Cut { at } => {
            let (around, Step::Item(position)) = at.split()? else {
                return None;
            };
            match document.at(&around.steps)? {
                Value::List(items) if *position < items.len() => drop(items.remove(*position)),
                _ => return None,
            }
        }
        Change::Wrap { at, key } => {
            let text = document.at(&at.steps)?;
            if !matches!(text, Value::Text(_)) {
                return None;
            }
            *text = Value::Map(vec![((*key).to_owned(), text.clone())]);
        }
    }
    Some(())
}

fn set(document: &mut Value, at: &Place, value: &Value, after: &[&str]) -> Option<()> {
    if let Some(old) = document.at(&at.steps) {
        *old = value.clone();
        return Some(());
    }
    let (around, Step::Key(key)) = at.split()? else {
        return None;
    };
    let Value::Map(pairs) = document.at(&around.steps)? else {
        return None;
    };
    let names = pairs.iter().map(|(name, _)| name.as_str());
    let position = behind(names, after).map_or(0, |before| before + 1);
    pairs.insert(position, (key.clone(), value.clone()));
    Some(())
}

/// The position of the key that a new one comes behind: the first of `after` that is there, else
/// the last; none where there is no key.
pub fn behind<'k>(names: impl Iterator<Item = &'k str> + Clone, after: &[&str]) -> Option<usize> {
    let liked = after
        .iter()
        .find_map(|liked| names.clone().position(|name| name == *liked));
    liked.or_else(|| names.count().checked_sub(1))
}
