//! `okr git-setup`: tells git how to show and merge the files of the tree, and takes that back.

mod attributes;
mod patterns;

use std::io::Write;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use clap::Args;

use crate::cli::files::ConfigRead;
use crate::cli::session::Session;
use crate::cli::{Outcome, Stop};
use crate::render::plain_document::HEADING;
use crate::render::safe::safe;
use crate::report::Verdict;
use crate::source::CONFIG_NAME;
use crate::store::{self, Found, Git, GitError, Scope};

/// Set git up to show and merge OKR files by what they say
///
/// `git diff` and `git log -p` then show key results in place of YAML, and changes that two people
/// made to one file are merged field by field. Writes to .git/config and .git/info/attributes, and
/// to nothing else; says what it wrote, and changes nothing that is already there.
#[derive(Debug, Args)]
pub struct GitSetupArgs {
    /// Take away what this command wrote
    #[arg(long)]
    undo: bool,

    /// Set git up for all of your repositories, in your own configuration of git
    #[arg(long)]
    global: bool,
}

/// An entry of git's configuration.
struct Entry {
    key: &'static str,
    /// The program in front of what it is to do, where it runs one.
    program: String,
    /// What is always the same.
    rest: &'static str,
}

impl Entry {
    fn value(&self) -> String {
        format!("{}{}", self.program, self.rest)
    }

    /// Whether this command could have written `value`, wherever the program was then.
    fn could_be(&self, value: &str) -> bool {
        match (self.program.is_empty(), value.strip_suffix(self.rest)) {
            (true, Some(before)) => before.is_empty(),
            (false, Some(program)) => is_one_word(program),
            (_, None) => false,
        }
    }
}

/// Runs it.
pub fn run(
    args: &GitSetupArgs,
    session: &Session,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let git = Git::at(&session.folder);
    let scope = match args.global {
        true => Scope::Person,
        false => Scope::Repository,
    };
    if scope == Scope::Repository {
        refuse_without_files(&git)?;
    }
    let entries = entries(&session.program)?;
    let changed = match args.undo {
        true => undo(&entries, &git, scope, session, out)?,
        false => {
            let lines = lines(scope, session, err)?;
            let changed = set_up(&entries, &lines, &git, scope, session, out)?;
            if !session.quiet && scope == Scope::Repository {
                writeln!(
                    err,
                    "This holds for your clone alone. To have it follow the files, commit the lines of attributes in .gitattributes: they do nothing where nobody ran `okr git-setup`."
                )?;
            }
            changed
        }
    };
    match (changed, args.undo) {
        (true, _) => {}
        (false, true) => writeln!(out, "there is nothing to take away")?,
        (false, false) => writeln!(out, "git is set up already")?,
    }
    Ok(Verdict::Clean)
}

/// The entries, for the program as it was run.
fn entries(program: &Path) -> anyhow::Result<[Entry; 5]> {
    let program = program
        .to_str()
        .with_context(|| format!("git cannot be told to run {}", program.display()))?;
    let program = word(program);
    let fixed = |key, rest| Entry {
        key,
        program: String::new(),
        rest,
    };
    let runs = |key, rest| Entry {
        key,
        program: program.clone(),
        rest,
    };
    Ok([
        runs("diff.okr.textconv", " textconv --"),
        // What is shown changes with the program, of which git's cache knows nothing.
        fixed("diff.okr.cachetextconv", "false"),
        fixed("diff.okr.xfuncname", HEADING),
        fixed("merge.okr.name", "OKR files, field by field"),
        runs(
            "merge.okr.driver",
            " merge-driver -- %O %A %B %L %P %S %X %Y",
        ),
    ])
}

/// `text` as one word of the shell that git starts drivers with.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@%,:".contains(c);
    match text.chars().all(is_plain) && !text.is_empty() {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

fn is_one_word(text: &str) -> bool {
    let quoted = text
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    match quoted {
        Some(inner) => word(&inner.replace(r"'\''", "'")) == text,
        None => !text.is_empty() && word(text) == text,
    }
}

fn refuse_without_files(git: &Git) -> anyhow::Result<()> {
    match store::is_bare(git) {
        Ok(false) => Ok(()),
        Ok(true) => Err(anyhow!(
            "{} is a repository without files of its own, in which nothing is merged\nhelp: run it in a clone, or `okr git-setup --global`",
            git.folder().display()
        )),
        Err(error @ GitError::NoRepository(_)) => Err(anyhow!(
            "{error}\nhelp: `okr git-setup --global` sets git up for all of your repositories"
        )),
        Err(error) => Err(error.into()),
    }
}

/// The lines of attributes.
fn lines(scope: Scope, session: &Session, err: &mut dyn Write) -> Result<Vec<String>, Stop> {
    let patterns = match scope {
        Scope::Person => patterns::anywhere(),
        Scope::Repository => {
            let root = match store::find(&session.folder)? {
                Found::Tree(root) => root,
                Found::Nothing { start, .. } => {
                    return Err(Stop::Nothing(format!(
                        "nothing to set up: there is no {CONFIG_NAME} and no okrs/{CONFIG_NAME} in {} or above it\nhelp: `okr init` writes a tree to start from; `okr git-setup --global` sets git up for all of your repositories",
                        start.display()
                    )));
                }
            };
            let config = ConfigRead::new(store::read_config(&root))?;
            let include = &config.config().include;
            let include: Vec<&str> = include.iter().map(|glob| glob.value.as_str()).collect();
            patterns::of_tree(&root.tree, root.is_among_code(), &include)
        }
    };
    for glob in &patterns.unsayable {
        writeln!(
            err,
            "note: `{}` of `include` cannot be said in git's attributes; its files stay as they are",
            safe(glob)
        )?;
    }
    Ok(patterns
        .patterns
        .iter()
        .map(|pattern| attributes::line(pattern))
        .collect())
}

fn set_up(
    entries: &[Entry],
    lines: &[String],
    git: &Git,
    scope: Scope,
    session: &Session,
    out: &mut dyn Write,
) -> Result<bool, Stop> {
    let mut changed = false;
    // What may fail comes before anything is written.
    let (path, text) = attributes_of(git, scope, session)?;
    for entry in entries {
        let there = store::values(git, scope, entry.key)?;
        let value = entry.value();
        match there.as_slice() {
            [there] if *there == value => {}
            [] => {
                store::set(git, scope, entry.key, &value)?;
                wrote(entry, &value, scope, out)?;
                changed = true;
            }
            [there] if entry.could_be(there) => {
                store::set(git, scope, entry.key, &value)?;
                wrote(entry, &value, scope, out)?;
                changed = true;
            }
            others => {
                left(entry, others, scope, out)?;
                changed = true;
            }
        }
    }
    let (text_after, added) = attributes::with(&text, lines);
    if text_after != text {
        put(&path, &text_after)?;
        for line in added {
            writeln!(out, "wrote {}: {}", shown(&path, session), safe(&line))?;
        }
        changed = true;
    }
    Ok(changed)
}

fn undo(
    entries: &[Entry],
    git: &Git,
    scope: Scope,
    session: &Session,
    out: &mut dyn Write,
) -> Result<bool, Stop> {
    let mut changed = false;
    let (path, text) = attributes_of(git, scope, session)?;
    for entry in entries {
        let there = store::values(git, scope, entry.key)?;
        match there.as_slice() {
            [] => {}
            [there] if entry.could_be(there) => {
                store::unset(git, scope, entry.key)?;
                let place = place(scope);
                writeln!(out, "removed from {place}: {} = {}", entry.key, safe(there))?;
                changed = true;
            }
            others => {
                left(entry, others, scope, out)?;
                changed = true;
            }
        }
    }
    let (text_after, gone, kept) = attributes::without(&text);
    if text_after != text {
        put(&path, &text_after)?;
        for line in gone {
            writeln!(
                out,
                "removed from {}: {}",
                shown(&path, session),
                safe(&line)
            )?;
        }
        for line in kept {
            writeln!(
                out,
                "left in {}, because okr did not write it: {}",
                shown(&path, session),
                safe(&line)
            )?;
        }
        changed = true;
    }
    Ok(changed)
}

const fn place(scope: Scope) -> &'static str {
    match scope {
        Scope::Repository => "the repository's config",
        Scope::Person => "your git config",
    }
}

fn wrote(entry: &Entry, value: &str, scope: Scope, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "wrote to {}: {} = {}",
        place(scope),
        entry.key,
        safe(value)
    )
}

fn left(
    entry: &Entry,
    values: &[String],
    scope: Scope,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    for value in values {
        writeln!(
            out,
            "left in {}, because okr did not write it: {} = {}",
            place(scope),
            entry.key,
            safe(value)
        )?;
    }
    Ok(())
}

/// The file of attributes, and what it says.
fn attributes_of(
    git: &Git,
    scope: Scope,
    session: &Session,
) -> anyhow::Result<(std::path::PathBuf, String)> {
    let path = store::attributes_file(git, scope, session.git_folder.as_deref())?;
    let bytes = store::whole(&path)?.unwrap_or_default();
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow!("{} is not UTF-8, so it is left alone", path.display()))?;
    Ok((path, text))
}

fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    store::put(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}

fn shown(path: &Path, session: &Session) -> String {
    let path = path.strip_prefix(&session.folder).unwrap_or(path);
    safe(&path.display().to_string()).into_owned()
}
