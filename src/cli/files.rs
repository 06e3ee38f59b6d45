//! The files of a tree once they are read: what each says, and where in the tree it stands.

use std::sync::Arc;

use anyhow::anyhow;

use crate::finding::reading;
use crate::model::Config;
use crate::parse;
use crate::snapshot::Input;
use crate::source::{CONFIG_NAME, Content, Lines, Selection, SourceFile, Spanned, Text, globs};
use crate::store::Root;

/// An `okr.yaml` that was read, or none.
pub struct ConfigRead {
    /// Its path.
    pub path: Option<String>,
    /// What it says.
    pub parsed: parse::ParsedConfig,
}

impl ConfigRead {
    /// What `file` says; without one the defaults.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn new(file: Option<SourceFile>) -> anyhow::Result<Self> {
        let parsed = parse::config(match &file {
            Some(SourceFile {
                content: Content::Bytes(bytes),
                ..
            }) => bytes,
            _ => b"",
        });
        if let Some(file) = &file {
            refuse_broken(file, &parsed)?;
        }
        Ok(Self {
            path: file.map(|file| file.path),
            parsed,
        })
    }

    /// What it says.
    pub const fn config(&self) -> &Config {
        &self.parsed.config
    }

    /// Which files belong to the tree.
    pub fn selection(&self, root: &Root) -> anyhow::Result<Selection> {
        selection(&self.parsed.config, root)
    }
}

/// Which files belong to the tree at `root`.
pub fn selection(config: &Config, root: &Root) -> anyhow::Result<Selection> {
    Selection::new(
        usable(&config.include),
        usable(&config.exclude),
        root.is_among_code(),
    )
    .map_err(|error| anyhow!("{CONFIG_NAME}: {error}"))
}

/// The globs that are some; what is none is a finding of its own.
fn usable(patterns: &[Spanned<Text>]) -> impl Iterator<Item = &str> {
    patterns
        .iter()
        .map(|pattern| pattern.value.as_str())
        .filter(|pattern| globs([*pattern]).is_ok())
}

/// A file of the tree in its place.
pub fn input(root: &Root, path: String, parsed: Arc<parse::Parsed>) -> Input {
    Input {
        path_in_tree: in_tree(&root.tree, &path).to_owned(),
        path,
        parsed,
    }
}

/// What a file says, which is an `okr.yaml` or not.
pub fn parsed(content: &Content, is_config: bool) -> Arc<parse::Parsed> {
    Arc::new(match (content, is_config) {
        (Content::Bytes(bytes), true) => parse::config(bytes).file,
        (content, _) => parse::file(content),
    })
}

/// Whether the file at `path` is an `okr.yaml`, wherever it lies.
pub fn is_config(path: &str) -> bool {
    path.rsplit('/').next() == Some(CONFIG_NAME)
}

/// A path of the repository from the root of the tree, which is the folder `tree`; as it is where it
/// lies outside.
pub fn in_tree<'p>(tree: &str, path: &'p str) -> &'p str {
    match tree {
        "" => path,
        tree => path
            .strip_prefix(tree)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(path),
    }
}

/// An `okr.yaml` that cannot be read leaves nothing to judge by.
fn refuse_broken(file: &SourceFile, parsed: &parse::ParsedConfig) -> anyhow::Result<()> {
    match &file.content {
        Content::Bytes(_) => {}
        Content::TooLarge(bytes) => {
            return Err(anyhow!(
                "{}: {bytes} bytes are too many for a configuration",
                file.path
            ));
        }
        Content::Unreadable(why) => return Err(anyhow!("cannot read {}: {why}", file.path)),
    }
    let Some(problem) = parsed
        .file
        .problems
        .iter()
        .find(|problem| parsed.file.broken && problem.rule == reading::INVALID_YAML)
    else {
        return Ok(());
    };
    let place = Lines::new(&parsed.file.text).position(problem.span.range().start);
    let help = problem
        .help
        .as_ref()
        .map_or_else(String::new, |help| format!("\nhelp: {help}"));
    Err(anyhow!(
        "{}:{}:{}: {}{help}",
        file.path,
        place.line,
        place.column,
        problem.message
    ))
}
