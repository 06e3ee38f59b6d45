//! What a check says: a finding, how much it weighs, where it points, and what would mend it.
//! Which findings there are is the business of `parse`, `snapshot` and `rules`; how they look, of
//! `render`.

use std::fmt;
use std::str::FromStr;

use crate::source::Span;

/// How much a finding weighs. A higher level is greater: `Error > Warning > Info`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Advice, or something worth knowing.
    Info,
    /// Likely a mistake, or against good practice.
    Warning,
    /// Wrong: the tree says something that cannot be meant.
    Error,
}

impl Level {
    /// The word for it in output and configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a user sets a rule to: a level, or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Report it at this level.
    Level(Level),
    /// Do not report it.
    Off,
}

impl FromStr for Setting {
    type Err = String;

    /// Reads `error`, `warning`, `info` or `off`; the error says which words there are.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "error" => Ok(Self::Level(Level::Error)),
            "warning" => Ok(Self::Level(Level::Warning)),
            "info" => Ok(Self::Level(Level::Info)),
            "off" => Ok(Self::Off),
            _ => Err("a level is `error`, `warning`, `info` or `off`".to_owned()),
        }
    }
}

/// A file of the tree, as its place in the list of files that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// What is wrong in one text, before it is known which file the text is: what reading gives. The
/// same text in two revisions has the same problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The rule that it breaks.
    pub rule: &'static str,
    /// The key or value it is about.
    pub span: Span,
    /// What is wrong, and why, in one sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The field it is about, where it is about one.
    pub field: Option<&'static str>,
    /// Further places in the same text, each with what stands there.
    pub related: Vec<(Span, String)>,
    /// What would mend it.
    pub edit: Option<Edit>,
}

impl Problem {
    /// A problem at `span` with nothing but its message.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            span,
            message: message.into(),
            help: None,
            field: None,
            related: Vec::new(),
            edit: None,
        }
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the field it is about.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Adds a second place in the same text.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// Adds the edit that mends it and surely means the same.
    #[must_use]
    pub fn edit(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit::new(span, replacement));
        self
    }

    /// Adds an edit that would mend it, if that is what was meant.
    #[must_use]
    pub fn suggest(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit::new(span, replacement).guessed());
        self
    }
}

/// A replacement of bytes that a fix would make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
    /// Whether it surely means what was meant before, so that nobody has to look at it. Else it is
    /// only shown.
    pub safe: bool,
}

impl Edit {
    /// A replacement that changes nothing about what is meant.
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self {
            span,
            replacement: replacement.into(),
            safe: true,
        }
    }

    /// The same where what is meant is only likely.
    #[must_use]
    pub fn guessed(self) -> Self {
        Self {
            safe: false,
            ..self
        }
    }
}

/// A rule's claim about a place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How much it weighs, where the rule itself says so for this case; else the rule's default
    /// holds. What the user set goes over both.
    pub level: Option<Level>,
    /// The file it is in.
    pub file: FileId,
    /// The key or value it is about.
    pub span: Span,
    /// What is wrong, and why, in one sentence without a full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// `id` or `id/key-result` of what it is about.
    pub subject: Option<String>,
    /// The field it is about, where it is about one.
    pub field: Option<&'static str>,
    /// Other places that matter, each with what stands there.
    pub related: Vec<Related>,
    /// What would mend it.
    pub edit: Option<Edit>,
}

/// A second place that a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The file it is in.
    pub file: FileId,
    /// The place.
    pub span: Span,
    /// What stands there.
    pub message: String,
}

impl Finding {
    /// A finding at a place with nothing but its message.
    pub fn new(rule: &'static str, file: FileId, span: Span, message: impl Into<String>) -> Self {
        Problem::new(rule, span, message).in_file(file)
    }

    /// Sets the level of this very case, over the rule's default.
    #[must_use]
    pub const fn level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names what it is about.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Names the field it is about.
    #[must_use]
    pub const fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related {
            file,
            span,
            message: message.into(),
        });
        self
    }

    /// Adds the edit that mends it and surely means the same.
    #[must_use]
    pub fn edit(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit::new(span, replacement));
        self
    }

    /// Adds an edit that would mend it, if that is what was meant.
    #[must_use]
    pub fn suggest(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit::new(span, replacement).guessed());
        self
    }
}

impl Problem {
    /// The same as a finding about `file`.
    #[must_use]
    pub fn in_file(self, file: FileId) -> Finding {
        Finding {
            rule: self.rule,
            level: None,
            file,
            span: self.span,
            message: self.message,
            help: self.help,
            subject: None,
            field: self.field,
            related: self
                .related
                .into_iter()
                .map(|(span, message)| Related {
                    file,
                    span,
                    message,
                })
                .collect(),
            edit: self.edit,
        }
    }
}

/// The rules that reading itself breaks off with: `parse` and `snapshot` report them, `rules`
/// explains them.
pub mod reading {
    /// The file is no YAML that can be read.
    pub const INVALID_YAML: &str = "invalid-yaml";
    /// It cannot be told what a document is.
    pub const UNKNOWN_DOCUMENT: &str = "unknown-document";
    /// A key that the format does not have.
    pub const UNKNOWN_FIELD: &str = "unknown-field";
    /// A value of the wrong shape.
    pub const INVALID_VALUE: &str = "invalid-value";
    /// A comment that cuts a text off.
    pub const COMMENT_IN_TEXT: &str = "comment-in-text";
    /// The same key twice.
    pub const DUPLICATE_KEY: &str = "duplicate-key";
    /// A key that `okr.yaml` does not have.
    pub const CONFIG_UNKNOWN_FIELD: &str = "config-unknown-field";
    /// A rule that does not exist, in the configuration or an ignore.
    pub const UNKNOWN_RULE: &str = "unknown-rule";
    /// An ignore comment that cannot be read.
    pub const MALFORMED_IGNORE: &str = "malformed-ignore";
    /// A second `okr.yaml` below the first.
    pub const NESTED_CONFIG: &str = "nested-config";
}
