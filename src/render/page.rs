//! What is said of one goal, objective, kpi or team, in the order in which it is said: the same for
//! every format that people read. Not safe to print yet.

pub mod gaps;
mod node;
mod team;
mod why;

use crate::views::Show;

pub use why::{reasons, sentence, why_page};

/// A title and what stands under it.
#[derive(Debug, Default)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// In a few words: what it is, how to name it, whose it is.
    pub about: Vec<Said>,
    /// The parts, each with its heading; that of the first is empty.
    pub parts: Vec<Part>,
}

/// A part of a page.
#[derive(Debug, Default)]
pub struct Part {
    /// Its heading; none where it goes on with what stands above.
    pub heading: Option<String>,
    /// A title with what is said of it.
    pub items: Vec<Item>,
}

/// A title, where there is one, with what is said of it.
#[derive(Debug, Default)]
pub struct Item {
    /// The title.
    pub title: Option<Vec<Said>>,
    /// What is said, each under a word of its own.
    pub fields: Vec<(&'static str, Value)>,
}

/// What is said under a word.
#[derive(Debug)]
pub enum Value {
    /// Things of a kind, in one line as far as they fit.
    Together(Vec<Said>),
    /// Each in a line of its own.
    Lines(Vec<Vec<Said>>),
    /// A longer text with its own lines.
    Prose(String),
}

/// A piece of what is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Words.
    Words(String),
    /// A name that can be used in a command.
    Name(String),
    /// A sentence of our own, in which what stands between backticks can be copied.
    Sentence(String),
}

impl Said {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// A name.
    pub fn name(text: impl Into<String>) -> Self {
        Self::Name(text.into())
    }
}

impl Item {
    fn say(&mut self, word: &'static str, text: Option<impl Into<String>>) {
        self.together(word, text.into_iter().map(|text| Said::words(text)));
    }

    fn together(&mut self, word: &'static str, said: impl Iterator<Item = Said>) {
        let said: Vec<Said> = said.collect();
        if !said.is_empty() {
            self.fields.push((word, Value::Together(said)));
        }
    }

    fn lines(&mut self, word: &'static str, lines: impl Iterator<Item = Vec<Said>>) {
        let lines: Vec<_> = lines.collect();
        if !lines.is_empty() {
            self.fields.push((word, Value::Lines(lines)));
        }
    }

    fn prose(&mut self, word: &'static str, text: Option<&str>) {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        if let Some(text) = text {
            self.fields.push((word, Value::Prose(text.to_owned())));
        }
    }
}

/// The page about what is shown.
pub fn page(show: &Show) -> Page {
    match show {
        Show::Node(shown) => node::page(shown),
        Show::Team(shown) => team::page(shown),
    }
}
