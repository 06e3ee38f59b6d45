//! The states of a tree that git keeps: which commit a name means, and the tree as it was there.

mod contents;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use jiff::civil::Date;

use crate::cli::Stop;
use crate::cli::files::ConfigRead;
use crate::cli::load::Loaded;
use crate::cli::session::Session;
use crate::model::date::parse_date;
use crate::model::{Calendar, Cycle};
use crate::parse::Parsed;
use crate::render::reading::State;
use crate::source::BlobId;
use crate::store::{self, CommitFacts, Found, Git, Root, States, StoreError};

/// A repository with the states of its tree. What two states share is parsed once.
pub struct Repository {
    states: Box<dyn States>,
    /// The folder of the tree, from the root of the repository.
    start: String,
    /// The cycles by which names are understood: those of the tree as it is now.
    calendar: Calendar,
    today: Date,
    /// Whether the day was said, so that it holds for every state.
    today_said: bool,
    /// What was parsed, by whether it is an `okr.yaml` and by content.
    known: HashMap<(bool, BlobId), Arc<Parsed>>,
}

/// A commit together with the name that it was asked for by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What was asked for.
    pub name: String,
    /// What the commit says.
    pub facts: CommitFacts,
    /// What whoever asked has to know about that.
    pub note: Option<String>,
}

/// What a name of a state means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A cycle: its close.
    Cycle(Cycle),
    /// A day: as it began.
    Day(Date),
    /// Whatever git takes for a commit.
    Revision,
}

/// In front of what is always a cycle, for no ref can hold a colon.
const CYCLE: &str = "cycle:";

impl Repository {
    /// The repository that the run is in.
    ///
    /// # Errors
    /// Where there is none, or it may not be read.
    pub fn open(session: &Session) -> Result<Self, Stop> {
        let states =
            store::open(&session.folder).context("a state that git keeps was asked for")?;
        let (start, config) = match store::find(&session.folder)? {
            Found::Tree(root) => (
                store::place_of(&*states, &root.tree_folder()),
                ConfigRead::new(store::read_config(&root)),
            ),
            Found::Nothing { start, .. } => {
                let place = store::place_of(&*states, &start);
                let head = states.resolve("HEAD")?;
                let root = store::find_at(&*states, &head, &place)?;
                let config = store::config_at(&*states, &head, &root)?;
                (root.tree, ConfigRead::new(config))
            }
        };
        // What is wrong with it is said where it is judged; here it only lends its cycles.
        let calendar = config.map_or_else(
            |_| Calendar::default(),
            |config| config.config().calendar.clone(),
        );
        Ok(Self {
            states,
            start,
            calendar,
            today: session.today,
            today_said: session.today_said,
            known: HashMap::new(),
        })
    }

    /// What `name` means: a cycle only where no ref has that name.
    ///
    /// # Errors
    /// Where the refs cannot be read, or where `cycle:` stands before what is none.
    pub fn meaning(&self, name: &str) -> anyhow::Result<Meaning> {
        if name.starts_with(CYCLE) {
            return self.cycle(name).map(Meaning::Cycle);
        }
        let cycle = self.calendar.cycle(name);
        let day = parse_date(name).ok();
        if (cycle.is_none() && day.is_none()) || self.states.has_ref(name)? {
            return Ok(Meaning::Revision);
        }
        Ok(match (cycle, day) {
            (Some(cycle), _) => Meaning::Cycle(cycle),
            (None, Some(day)) => Meaning::Day(day),
            (None, None) => Meaning::Revision,
        })
    }

    /// The cycle that `name` means, with or without `cycle:` in front.
    ///
    /// # Errors
    /// Where there is none.
    pub fn cycle(&self, name: &str) -> anyhow::Result<Cycle> {
        let bare = name.strip_prefix(CYCLE).unwrap_or(name);
        let cycle = self.calendar.cycle(bare);
        cycle.ok_or_else(|| anyhow!("{name}: there is no such cycle"))
    }

    /// The commit that `name` means.
    ///
    /// # Errors
    /// Where it means none.
    pub fn commit(&self, name: &str) -> anyhow::Result<Named> {
        match self.meaning(name)? {
            Meaning::Revision => self.named(name, &self.states.resolve(name)?),
            Meaning::Cycle(cycle) => self.closed(name, &cycle),
            Meaning::Day(day) => {
                let id = self.before(day)?;
                let id =
                    id.ok_or_else(|| anyhow!("{name}: the branch has no commit before that day"))?;
                let note =
                    (day > self.today).then(|| format!("{name} is in the future: HEAD is read"));
                Ok(Named {
                    note,
                    ..self.named(name, &id)?
                })
            }
        }
    }

    /// The close of a cycle, under `name`.
    ///
    /// # Errors
    /// As [`Repository::close`].
    pub fn closed(&self, name: &str, cycle: &Cycle) -> anyhow::Result<Named> {
        let id = self.close(cycle)?;
        let is_ahead = !cycle.has_started(self.today) && self.tagged(cycle, "close")?.is_none();
        let note = || format!("{name} only begins on {}: HEAD is read", cycle.start);
        Ok(Named {
            note: is_ahead.then(note),
            ..self.named(name, &id)?
        })
    }

    /// The commit with this id, under `name`.
    ///
    /// # Errors
    /// Where it is missing.
    pub fn named(&self, name: &str, id: &str) -> anyhow::Result<Named> {
        Ok(Named {
            name: name.to_owned(),
            facts: self.states.facts(id)?,
            note: None,
        })
    }

    /// The close of a cycle: its tag, else the last commit of the branch before the day after it;
    /// `HEAD` while it runs.
    ///
    /// # Errors
    /// Where the branch has no commit before the end of the cycle.
    pub fn close(&self, cycle: &Cycle) -> anyhow::Result<String> {
        if let Some(tagged) = self.tagged(cycle, "close")? {
            return Ok(tagged);
        }
        if !cycle.has_ended(self.today) {
            return Ok(self.states.resolve("HEAD")?);
        }
        let after = cycle.end.tomorrow().unwrap_or(cycle.end);
        self.before(after)?.ok_or_else(|| {
            anyhow!(
                "{}: the branch has no commit before its end on {}",
                cycle.name,
                cycle.end
            )
        })
    }

    /// The tag `okr/CYCLE/what`, where there is one.
    ///
    /// # Errors
    /// Where the refs cannot be read.
    pub fn tagged(&self, cycle: &Cycle, what: &str) -> anyhow::Result<Option<String>> {
        let tag = format!("tags/okr/{}/{what}", cycle.name);
        Ok(match self.states.has_ref(&tag)? {
            true => Some(self.states.resolve(&format!("refs/{tag}"))?),
            false => None,
        })
    }

    /// The last commit of the branch before `day`.
    ///
    /// # Errors
    /// Where the history cannot be read, or ends too early.
    pub fn before(&self, day: Date) -> anyhow::Result<Option<String>> {
        let head = self.states.resolve("HEAD")?;
        Ok(store::last_before_day(&self.git(), &head, day)?)
    }

    /// The last commit that two have in common.
    ///
    /// # Errors
    /// Where there is none, or where a shallow clone hides it.
    pub fn merge_base(&self, one: &Named, other: &Named) -> anyhow::Result<String> {
        let base = self.states.merge_base(&one.facts.id, &other.facts.id)?;
        base.ok_or_else(|| anyhow!("{} and {} have no commit in common", one.name, other.name))
    }

    /// The tree as it was at a commit.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn load(&mut self, commit: &Named, session: &Session) -> Result<Loaded, Stop> {
        let listing = self.listing(commit)?;
        self.assembled(listing, commit, session)
    }

    /// The files of the tree as it was at a commit, not yet read.
    ///
    /// # Errors
    /// Where the commit cannot be read, or its `okr.yaml`.
    pub fn listing(&self, commit: &Named) -> Result<Listing, Stop> {
        let id = &commit.facts.id;
        let root = store::find_at(&*self.states, id, &self.start)?;
        let config = ConfigRead::new(store::config_at(&*self.states, id, &root)?)
            .with_context(|| format!("at {}", commit.name))?;
        let entries = store::list(&*self.states, id, &root, &config.selection(&root)?)?;
        Ok(Listing {
            root,
            config,
            files: entries
                .into_iter()
                .map(|entry| (entry.path, entry.blob))
                .collect(),
        })
    }

    /// The tree of these files, as the state of `commit`.
    ///
    /// # Errors
    /// Where nothing can be read at all.
    pub fn assembled(
        &mut self,
        listing: Listing,
        commit: &Named,
        session: &Session,
    ) -> Result<Loaded, Stop> {
        let Listing {
            root,
            config,
            files,
        } = listing;
        let inputs = self.inputs(&root, &files)?;
        let today = match self.today_said {
            true => self.today,
            false => commit.facts.day,
        };
        let loaded = Loaded::assembled(config, root, inputs, session, today, commit.state())?;
        Ok(Loaded {
            note: commit.note.clone(),
            ..loaded
        })
    }

    /// What reads its history.
    #[must_use]
    pub fn git(&self) -> Git {
        Git::at(self.states.folder())
    }

    /// The folder of the tree, from the root of the repository.
    #[must_use]
    pub fn tree(&self) -> &str {
        &self.start
    }

    /// The folder that the tree had at a commit, from the root of the repository: that of the
    /// nearest `okr.yaml` above `place`.
    ///
    /// # Errors
    /// Where the commit cannot be read.
    pub fn tree_at(&self, commit: &str, place: &str) -> Result<String, StoreError> {
        Ok(store::find_at(&*self.states, commit, place)?.tree)
    }
}

/// The files of a state of the tree, not yet read.
pub struct Listing {
    /// Where the tree was.
    pub root: Root,
    /// Its `okr.yaml`.
    pub config: ConfigRead,
    /// The files, by path from the root of the repository.
    pub files: BTreeMap<String, BlobId>,
}

impl Named {
    /// As the state of what is read there.
    #[must_use]
    pub fn state(&self) -> State {
        State::revision(&self.name, &self.facts.id, self.facts.day)
    }
}
