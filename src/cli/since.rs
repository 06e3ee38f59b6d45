//! `--since` and `--history`: the earlier state that a check compares with, and what the commits of
//! the running cycles did.

use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use crate::cli::Stop;
use crate::cli::load::Loaded;
use crate::cli::session::Session;
use crate::cli::state::{Named, Repository};
use crate::cli::steps::{Steps, walked};
use crate::diff::{Change, Scope, Sides, diff};
use crate::finding::Finding;
use crate::model::Config;
use crate::render::reading::State;
use crate::render::safe::safe;
use crate::rules::{Base, Comparison, Context, History, stale_after, stricter};
use crate::store::{self, GitError};
use crate::views::review::Committed;

/// What a tree is compared with.
#[derive(Debug, Args)]
pub struct SinceArgs {
    /// Report only what is new since the judged state and REV parted, and goalposts that moved
    #[arg(long, value_name = "REV")]
    since: Option<String>,

    /// Judge also what the commits of the running cycles did: goalposts, deletions, check-ins
    #[arg(long)]
    history: bool,
}

impl SinceArgs {
    /// Whether a state to compare with was named.
    pub const fn asks_for_base(&self) -> bool {
        self.since.is_some()
    }
}

/// What was read of the past.
#[derive(Default)]
pub struct Past {
    base: Option<BaseState>,
    history: Option<History>,
}

/// The state where two histories parted.
struct BaseState {
    loaded: Loaded,
    day: Date,
    /// The thresholds of both sides, the stricter ones.
    stricter: Config,
}

impl SinceArgs {
    /// Reads what was asked for; nothing of git where nothing was.
    ///
    /// # Errors
    /// Where there is no repository, no such state or no common commit, and where a shallow clone
    /// does not have what is needed.
    pub fn read(
        &self,
        loaded: &Loaded,
        session: &Session,
        err: &mut dyn Write,
    ) -> Result<Past, Stop> {
        if self.since.is_none() && !self.history {
            return Ok(Past::default());
        }
        let session = &of_tree(loaded, session);
        let mut repository = Repository::open(session)?;
        let head = match &loaded.state.commit {
            Some(id) => repository.named(id, id)?,
            None => repository.commit("HEAD")?,
        };
        let base = match &self.since {
            Some(rev) => {
                let asked = repository.commit(rev)?;
                if let Some(note) = asked.note.as_ref().filter(|_| !session.quiet) {
                    writeln!(err, "note: {}", safe(note))?;
                }
                Some(base(&mut repository, &asked, &head, (loaded, session))?)
            }
            None => None,
        };
        let reading = Reading {
            loaded,
            session,
            head: &head,
            is_whole: self.history,
        };
        let (history, is_cut) = reading.history(&mut repository, base.as_ref())?;
        if is_cut && !session.quiet {
            writeln!(
                err,
                "note: the clone is shallow, so `stale` is judged only from {} on; `git fetch --unshallow` fetches the rest (in CI: `fetch-depth: 0`)",
                history.reaches
            )?;
        }
        Ok(Past {
            base,
            history: Some(history),
        })
    }
}

impl Past {
    /// The state that is compared with, where one is.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.base.as_ref().map(|base| &base.loaded.state)
    }

    /// What is wrong with the files of that state as such.
    #[must_use]
    pub fn read(&self) -> Vec<Finding> {
        let base = self.base.as_ref();
        base.map_or_else(Vec::new, |base| base.loaded.read.clone())
    }

    /// That state beside what is judged in `context`.
    #[must_use]
    pub fn base<'p>(&'p self, context: &Context<'p>) -> Option<Base<'p>> {
        let BaseState { loaded, day, .. } = self.base.as_ref()?;
        let config = loaded.root.configured.then_some(&loaded.config);
        Some(Base::new(
            (&loaded.snapshot, config, *day),
            (context.snapshot, context.config, context.today),
        ))
    }

    /// `context` with the past in it.
    #[must_use]
    pub fn seen_from<'p>(
        &'p self,
        context: Context<'p>,
        base: Option<&'p Base<'p>>,
    ) -> Context<'p> {
        let state = self.base.as_ref();
        Context {
            config: state.map_or(context.config, |state| &state.stricter),
            stricter: base.and_then(|base| base.config),
            base,
            history: self.history.as_ref(),
            ..context
        }
    }
}

/// The run in the folder of the tree, so that its own repository is asked.
fn of_tree(loaded: &Loaded, session: &Session) -> Session {
    let folder = loaded.root.tree_folder();
    Session {
        folder: match store::is_folder(&folder) {
            true => folder,
            false => session.folder.clone(),
        },
        // A cycle that the base does not know is no error there.
        cycle: None,
        ..session.clone()
    }
}

/// The state where what was `asked` for and `head` parted.
fn base(
    repository: &mut Repository,
    asked: &Named,
    head: &Named,
    (judged, session): (&Loaded, &Session),
) -> Result<BaseState, Stop> {
    let rev = asked.name.as_str();
    let id = repository.merge_base(asked, head)?;
    let named = repository.named(rev, &id)?;
    let loaded = state(repository, &named, (judged, session))?;
    let stricter = match loaded.root.configured {
        true => stricter(&judged.config, &loaded.config),
        false => judged.config.clone(),
    };
    Ok(BaseState {
        day: named.facts.day,
        loaded,
        stricter,
    })
}

/// The tree at a commit; empty where a tree that is configured now was none yet.
fn state(
    repository: &mut Repository,
    commit: &Named,
    (judged, session): (&Loaded, &Session),
) -> Result<Loaded, Stop> {
    let mut listing = repository.listing(commit)?;
    if judged.root.configured && !listing.root.configured {
        listing.files.clear();
    }
    repository.assembled(listing, commit, session)
}

/// What is read of the history.
struct Reading<'r> {
    loaded: &'r Loaded,
    session: &'r Session,
    /// The commit that is judged, or that the files as they are go back to.
    head: &'r Named,
    is_whole: bool,
}

impl Reading<'_> {
    /// What happened since the base, else since the running cycles began; besides, as far back as
    /// check-ins matter. And whether a shallow clone cut that off.
    fn history(
        &self,
        repository: &mut Repository,
        base: Option<&BaseState>,
    ) -> Result<(History, bool), Stop> {
        let until = self.until(base);
        let reaches = self.reaches(repository, until)?;
        let mut history = History::new(&self.loaded.snapshot, reaches, self.is_whole);
        if self.loaded.state.commit.is_none() {
            self.take_uncommitted(repository, &mut history)?;
        }
        let listing = repository.listing(self.head)?;
        if self.loaded.root.configured && !listing.root.configured {
            return Ok((history, reaches > until));
        }
        let selection = listing.config.selection(&listing.root)?;
        let reader = Steps::new(self.loaded, selection);
        let head = self.head.facts.id.as_str();
        let since = base.and_then(|base| base.loaded.state.commit.as_deref());
        let new = (head, since, since.is_none().then_some(until));
        let older = since.map(|since| (since, None, Some(until)));
        for ((from, without, until), is_new) in
            std::iter::once((new, true)).chain(older.map(|range| (range, false)))
        {
            let range = (from, without, until);
            let walk = |path: &str| Ok::<_, GitError>(walked(repository, range, path)?.0);
            let mut steps = walk(&listing.root.tree)?;
            reader.keep_of_tree(&mut steps);
            if is_new {
                // Of what is older only check-ins count, wherever they were made.
                reader.keep_taken(&mut steps, &listing.files, &walk)?;
            }
            reader.each(repository, &steps, &mut |step, compared| {
                let commit = Committed::from(step);
                let (sides, changes) = (compared.sides(), &compared.diff.changes);
                let comparison = self.comparison(sides, changes, (step.day, Some(&commit)));
                history.take(&comparison, is_new, &self.loaded.snapshot);
            })?;
        }
        Ok((history, reaches > until))
    }

    /// What is not committed yet.
    fn take_uncommitted(
        &self,
        repository: &mut Repository,
        history: &mut History,
    ) -> Result<(), Stop> {
        let committed = state(repository, self.head, (self.loaded, self.session))?;
        let sides = Sides {
            before: &committed.snapshot,
            after: &self.loaded.snapshot,
        };
        let changes = diff(sides, &Scope::States).changes;
        let comparison = self.comparison(sides, &changes, (self.loaded.today, None));
        history.take(&comparison, true, &self.loaded.snapshot);
        Ok(())
    }

    fn comparison<'c>(
        &'c self,
        sides: Sides<'c>,
        changes: &'c [Change],
        (day, commit): (Date, Option<&'c Committed>),
    ) -> Comparison<'c> {
        Comparison {
            sides,
            configs: (&self.loaded.config, &self.loaded.config),
            changes,
            day,
            commit,
        }
    }

    /// The day that the history is read back to: the first day of the earliest running cycle; where
    /// the whole was not asked for, no further than check-ins count.
    fn until(&self, base: Option<&BaseState>) -> Date {
        let today = self.loaded.today;
        let nodes = self.loaded.snapshot.nodes.iter();
        let cycles = nodes.filter_map(|node| node.cycle.as_ref());
        let running = cycles.filter(|cycle| cycle.has_started(today) && !cycle.has_ended(today));
        let start = running.map(|cycle| cycle.start).min().unwrap_or(today);
        if self.is_whole {
            return start;
        }
        let own = stale_after(&self.loaded.config);
        let days = base.map_or(own, |base| own.max(stale_after(&base.loaded.config)));
        let window = jiff::Span::new().try_days(days.saturating_add(1));
        let window = window.and_then(|window| today.checked_sub(window));
        window.unwrap_or(Date::MIN).max(start)
    }

    /// From which day on everything is known: `until`, unless a shallow clone ends later.
    fn reaches(&self, repository: &Repository, until: Date) -> Result<Date, Stop> {
        let mut reaches = until;
        for id in repository.git().boundary()? {
            // What is not there at all is no end of this history.
            if let Ok(end) = repository.named(&id, &id) {
                reaches = reaches.max(end.facts.day);
            }
        }
        match self.is_whole && reaches > until {
            true => Err(GitError::Shallow {
                folder: repository.git().folder().to_owned(),
                what: format!("--history reads the commits since {until}, and not all are there"),
            }
            .into()),
            false => Ok(reaches),
        }
    }
}
