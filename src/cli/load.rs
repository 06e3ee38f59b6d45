//! From a folder to a tree: finds the root, reads `okr.yaml` and every file, and puts the tree
//! together.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use clap::Args;
use jiff::civil::Date;

use crate::cli::Stop;
use crate::cli::files::{ConfigRead, in_tree, input, is_config, parsed, selection};
use crate::cli::named::cycle;
use crate::cli::parallel::in_parallel;
use crate::cli::session::Session;
use crate::cli::state::Repository;
use crate::finding::{Finding, Level};
use crate::model::{Config, Cycle};
use crate::render::reading::{Reading, State};
use crate::render::safe::safe;
use crate::rules::{Choice, Context, Judged, lint};
use crate::snapshot::{Input, Place, Snapshot, assemble, current_cycle};
use crate::source::{CONFIG_NAME, Content, Selection, SourceFile};
use crate::store::{self, Found, Root, Unread};
use crate::views::tree::Shown;

/// A tree as read.
#[derive(Debug)]
pub struct Loaded {
    /// Where it is.
    pub root: Root,
    /// What its `okr.yaml` says.
    pub config: Config,
    /// The tree.
    pub snapshot: Snapshot,
    /// What is wrong with its files as such.
    pub read: Vec<Finding>,
    /// The cycle that counts as the current one: that of `--cycle`, else the tree's.
    pub current: Option<Cycle>,
    /// The day on which it is judged: as said, else today; of a commit, the day of that.
    pub today: Date,
    /// Which state of the tree it is.
    pub state: State,
    /// What whoever asked for that state has to know.
    pub note: Option<String>,
}

/// What files are to hold that are not written yet, by their path from the root of the repository.
pub type Edited = BTreeMap<String, String>;

/// Which state of the tree a command reads.
#[derive(Debug, Args)]
pub struct StateArgs {
    /// Read this state instead of the files as they are: a commit, a day, or a cycle as it closed
    #[arg(long, value_name = "STATE", allow_hyphen_values = true)]
    rev: Option<String>,
}

impl StateArgs {
    /// Reads the tree that the run is in, in the state that was asked for.
    ///
    /// # Errors
    /// As [`load`], and where there is no such state.
    pub fn load(&self, session: &Session) -> Result<Loaded, Stop> {
        self.load_for(session, &[], &Edited::new())
    }

    /// The same for the tree that `paths` lie in: of the files as they are that of [`load_for`], with
    /// `edited` in the place of what they hold.
    ///
    /// # Errors
    /// As [`StateArgs::load`].
    pub fn load_for(
        &self,
        session: &Session,
        paths: &[PathBuf],
        edited: &Edited,
    ) -> Result<Loaded, Stop> {
        match &self.rev {
            None => load_for(session, paths, edited),
            Some(rev) => {
                let mut repository = Repository::open(session)?;
                let commit = repository.commit(rev)?;
                repository.load(&commit, session)
            }
        }
    }
}

/// Reads the tree that `folder` lies in; where none does and the folder was named, the folder
/// itself with the defaults.
///
/// # Errors
/// Where there is no tree, where `okr.yaml` cannot be read, or where `--cycle` names no cycle.
pub fn load(session: &Session) -> Result<Loaded, Stop> {
    load_edited(session, &Edited::new())
}

fn load_edited(session: &Session, edited: &Edited) -> Result<Loaded, Stop> {
    let root = match store::find(&session.folder)? {
        Found::Tree(root) => root,
        Found::Nothing { start, .. } if session.folder_named => store::unconfigured(&start)?,
        Found::Nothing { start, repository } => {
            return Err(Stop::Nothing(no_tree(&start, repository.as_deref())));
        }
    };
    read(root, session, edited)
}

/// Reads the tree that `paths` lie in: the one of the folder of the run where it holds them all;
/// else the one found from the first; where there is none, that folder itself with the defaults.
///
/// # Errors
/// As [`load`], and where a path lies outside that tree.
pub fn load_for(session: &Session, paths: &[PathBuf], edited: &Edited) -> Result<Loaded, Stop> {
    let Some(first) = paths.first() else {
        return load_edited(session, edited);
    };
    let outside = |root: &Root| {
        let tree = root.tree_folder();
        paths
            .iter()
            .find(|path| !path.starts_with(&tree) && !tree.starts_with(path))
            .cloned()
    };
    if let Found::Tree(root) = store::find(&session.folder)?
        && outside(&root).is_none()
    {
        return read(root, session, edited);
    }
    let root = match store::find(store::folder_of(first))? {
        Found::Tree(root) => root,
        Found::Nothing { start, .. } => store::unconfigured(&start)?,
    };
    match outside(&root) {
        Some(path) => Err(anyhow!(
            "{} lies outside the tree in {}",
            path.display(),
            root.tree_folder().display()
        )
        .into()),
        None => read(root, session, edited),
    }
}

impl Loaded {
    /// The tree of `inputs`, as judged on the day `today`.
    pub(super) fn assembled(
        read: ConfigRead,
        root: Root,
        mut inputs: Vec<Input>,
        session: &Session,
        today: Date,
        state: State,
    ) -> Result<Self, Stop> {
        let ConfigRead { path, parsed } = read;
        let config = parsed.config;
        inputs.extend(path.map(|path| Input {
            path,
            path_in_tree: CONFIG_NAME.to_owned(),
            parsed: Arc::new(parsed.file),
        }));
        let (snapshot, read) = assemble(inputs, &config.calendar);
        let current = match session.cycle.as_deref() {
            None | Some("all") => current_cycle(&snapshot, today),
            Some(name) => {
                let known = cycle(name, &config, &snapshot);
                Some(known.map_err(|unknown| anyhow!("--cycle {unknown}"))?)
            }
        };
        Ok(Self {
            root,
            config,
            snapshot,
            read,
            current,
            today,
            state,
            note: None,
        })
    }

    /// The files as they are where there is none left of the tree `before`: nothing.
    #[must_use]
    pub fn nothing_left(before: &Self, today: Date) -> Self {
        Self {
            root: before.root.clone(),
            config: before.config.clone(),
            snapshot: assemble(Vec::new(), &before.config.calendar).0,
            read: Vec::new(),
            current: before.current.clone(),
            today,
            state: State::worktree(),
            note: None,
        }
    }

    /// How many files there are without the tree's own `okr.yaml`.
    #[must_use]
    pub fn documents(&self) -> usize {
        let files = self.snapshot.files.iter();
        files
            .filter(|file| file.path_in_tree != CONFIG_NAME)
            .count()
    }

    /// Makes sure that there is something to work on.
    ///
    /// # Errors
    /// Where the tree has no files but its `okr.yaml`.
    pub fn require_documents(&self) -> Result<(), Stop> {
        if self.documents() > 0 {
            return Ok(());
        }
        let what = match self.root.is_among_code() {
            true => "no *.yaml file below a folder named okrs, and no *.okr.yaml anywhere",
            false => "no *.yaml and no *.yml file",
        };
        let folder = self.root.tree_folder();
        Err(Stop::Nothing(format!(
            "nothing to check: there is {what} in {}\nhelp: `okr init` writes a tree to start from; `include` in okr.yaml says which files are read",
            folder.display()
        )))
    }

    /// Which cycles to show: as said; else that of what was asked for; else the current one.
    #[must_use]
    pub fn shown(&self, session: &Session, asked: Option<Place>) -> Shown {
        let of_asked = || self.snapshot.node(asked?.node)?.cycle.clone();
        match session.cycle.as_deref() {
            Some("all") => Shown::All,
            Some(_) => self.current.clone().map_or(Shown::All, Shown::One),
            None => of_asked()
                .or_else(|| self.current.clone())
                .map_or(Shown::All, Shown::One),
        }
    }

    /// All that is to be said about it by itself.
    #[must_use]
    pub fn judged(&self) -> Vec<Judged> {
        let context = Context {
            snapshot: &self.snapshot,
            config: &self.config,
            today: self.today,
            current: self.current.as_ref(),
            actual: None,
            base: None,
            stricter: None,
            history: None,
        };
        lint(&context, self.read.clone(), &Choice::default()).findings
    }

    /// Says on standard error how many errors the tree has that a view shows.
    ///
    /// # Errors
    /// Where `err` cannot be written.
    pub fn say_errors(&self, session: &Session, err: &mut dyn Write) -> io::Result<()> {
        match self
            .judged()
            .iter()
            .filter(|judged| judged.level == Level::Error)
            .count()
        {
            0 => Ok(()),
            _ if session.quiet => Ok(()),
            1 => writeln!(
                err,
                "1 error in the tree, so this may not be all of it; `okr check` says what it is"
            ),
            count => writeln!(
                err,
                "{count} errors in the tree, so this may not be all of it; `okr check` lists them"
            ),
        }
    }

    /// Which files belong to the tree.
    ///
    /// # Errors
    /// Where its globs are none.
    pub fn selection(&self) -> anyhow::Result<Selection> {
        selection(&self.config, &self.root)
    }

    /// What was read, and the day that counts as today.
    #[must_use]
    pub fn reading(&self) -> Reading {
        Reading {
            state: self.state.clone(),
            today: self.today,
        }
    }

    /// Says what has to be known of the state that was read; where more is wanted also where it was
    /// read from and which cycle is the current one.
    ///
    /// # Errors
    /// Where `err` cannot be written.
    pub fn say(&self, session: &Session, err: &mut dyn Write) -> io::Result<()> {
        if let Some(note) = self.note.as_ref().filter(|_| !session.quiet) {
            writeln!(err, "note: {}", safe(note))?;
        }
        if !session.verbose {
            return Ok(());
        }
        let folder = self.root.tree_folder();
        let config = match self.root.configured {
            true => "okr.yaml",
            false => "the defaults",
        };
        let cycle = self
            .current
            .as_ref()
            .map_or("none", |cycle| cycle.name.as_str());
        let line = format!(
            "read {} files in {} by {config}; the cycle is {cycle}, today is {}",
            self.documents(),
            folder.display(),
            self.today
        );
        writeln!(err, "{}", safe(&line))
    }
}

fn no_tree(start: &Path, repository: Option<&Path>) -> String {
    if repository.is_none() && store::open(start).is_ok() {
        return format!(
            "nothing to check: {} is a repository without files of its own\nhelp: `--rev HEAD` reads the tree of its last commit",
            start.display()
        );
    }
    let searched = match repository {
        Some(repository) if repository != start => format!(
            "in {} or above it up to {}",
            start.display(),
            repository.display()
        ),
        Some(_) => format!("in {}", start.display()),
        None => format!(
            "in {} (not a git repository, so nothing above it was searched)",
            start.display()
        ),
    };
    format!(
        "nothing to check: there is no {CONFIG_NAME} and no okrs/{CONFIG_NAME} {searched}\nhelp: `okr init` writes a tree to start from; `okr check DIR` reads a folder without one"
    )
}

fn read(root: Root, session: &Session, edited: &Edited) -> Result<Loaded, Stop> {
    let as_edited = |file: SourceFile| match edited.get(&file.path) {
        Some(text) => SourceFile {
            content: Content::Bytes(text.as_bytes().to_vec()),
            ..file
        },
        None => file,
    };
    let config = ConfigRead::new(store::read_config(&root).map(as_edited))?;
    let selection = config.selection(&root)?;
    let files = store::files(&root, &selection);
    let created = created(&root, &selection, &files, edited);
    // Each file's bytes go as soon as it is parsed.
    let taken_in = |file: SourceFile| {
        let parsed = parsed(&file.content, is_config(&file.path));
        input(&root, file.path, parsed)
    };
    let mut inputs = in_parallel(files, |file| taken_in(as_edited(file.read())));
    inputs.extend(created.into_iter().map(taken_in));
    Loaded::assembled(
        config,
        root,
        inputs,
        session,
        session.today,
        State::worktree(),
    )
}

/// The files of the tree that are not written yet at all.
fn created(
    root: &Root,
    selection: &Selection,
    there: &[Unread],
    edited: &Edited,
) -> Vec<SourceFile> {
    let there: BTreeSet<&str> = there.iter().map(Unread::path).collect();
    let new = edited.iter().filter(|(path, _)| {
        !there.contains(path.as_str()) && selection.holds(in_tree(&root.tree, path))
    });
    new.map(|(path, text)| SourceFile {
        path: path.clone(),
        blob: None,
        content: Content::Bytes(text.as_bytes().to_vec()),
    })
    .collect()
}
