//! How text output looks on the device it goes to.

use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style as Paint};

/// What the device can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used. All that colour says is also said in text.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
}

/// What a piece of text is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading or a title.
    Strong,
    /// What may be passed over: lines, ids, units.
    Faint,
    /// Good news.
    Good,
    /// What deserves a look.
    Caution,
    /// What is wrong.
    Bad,
    /// A name that can be used in a command.
    Name,
    /// The first part of a whole.
    First,
    /// The second part of a whole.
    Second,
}

impl Style {
    /// `text` in the colour of `role`, or bare where there are no colours. The text must be safe
    /// already.
    #[must_use]
    pub fn paint<T: Display>(self, role: Role, text: T) -> Painted<T> {
        let paint = match role {
            _ if !self.color => Paint::new(),
            Role::Strong => Paint::new().bold(),
            Role::Faint => Paint::new().dimmed(),
            Role::Good => AnsiColor::Green.on_default(),
            Role::Caution => AnsiColor::Yellow.on_default(),
            Role::Bad => AnsiColor::Red.on_default(),
            Role::Name => AnsiColor::Cyan.on_default(),
            Role::First => AnsiColor::Blue.on_default(),
            Role::Second => AnsiColor::Magenta.on_default(),
        };
        Painted { paint, text }
    }
}

/// Text with its colour.
#[derive(Debug, Clone, Copy)]
pub struct Painted<T> {
    paint: Paint,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { paint, text } = self;
        write!(f, "{paint}{text}{paint:#}")
    }
}
