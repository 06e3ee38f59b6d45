//! Where the time of a cycle really went, as its commits say. The unit is the author-day: the day of
//! one author is one unit, spread evenly over the commits of that day, so that many small commits
//! weigh no more than one. What a commit says it was for is in `work`, whose it is in `people`.
//!
//! Memory grows with the days of the authors, not with the commits.

mod people;
#[cfg(test)]
mod tests;
mod work;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::measure::exact::Exact;
use crate::model::{Config, Cycle, MaintenanceKind};
use crate::snapshot::{Place, Snapshot, TeamId};
use crate::source::{Commit, LogEntry};

use people::{Author, People};
pub use work::{Evidence, UnknownWork};
use work::{Said, Work, Works};

/// Where the time of a cycle went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actual {
    /// Team by team; only those that time went into.
    pub teams: BTreeMap<TeamId, Spent>,
    /// The time of people in no team, in no team's code.
    pub no_team: Spent,
    /// All of it.
    pub total: Spent,
    /// What the commits were judged by.
    pub commits: Commits,
    /// What commits named that does not exist, in the order of the commits, [`MOST_UNKNOWN`] at
    /// most.
    pub unknown: Vec<UnknownWork>,
}

/// Time by what it was for, in author-days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spent {
    /// All of it.
    pub author_days: Exact,
    /// Strategic work, by goal, objective or key result.
    pub by_subject: BTreeMap<Place, Exact>,
    /// Maintenance, by kind.
    pub by_kind: BTreeMap<MaintenanceKind, Exact>,
    /// Business as usual.
    pub operations: Exact,
    /// What nothing says what it was for.
    pub uncategorised: Exact,
}

/// How many commits there were, by what said what they were for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Commits {
    /// Those that were counted: without merges and bots.
    pub counted: u64,
    /// By trailers at the end of their message.
    pub by_trailer: u64,
    /// By lines in their message that look like trailers, as a squash merge leaves them.
    pub by_line: u64,
    /// By their Conventional Commits type.
    pub by_type: u64,
    /// By nothing.
    pub uncategorised: u64,
    /// Those of bots, which have no days and are not counted.
    pub by_bots: u64,
    /// Things that commits named and that do not exist.
    pub unknown: u64,
}

/// The most things that do not exist that are kept to be listed.
pub const MOST_UNKNOWN: usize = 1000;

impl Spent {
    /// The time that went into objectives.
    #[must_use]
    pub fn strategic(&self) -> Exact {
        self.by_subject.values().sum()
    }

    /// The time that went into upkeep.
    #[must_use]
    pub fn maintenance(&self) -> Exact {
        self.by_kind.values().sum()
    }

    /// Several together.
    #[must_use]
    pub fn sum<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for part in parts {
            for (place, days) in &part.by_subject {
                sum.add(Work::Strategic(*place), days);
            }
            for (kind, days) in &part.by_kind {
                sum.add(Work::Maintenance(*kind), days);
            }
            sum.add(Work::Operations, &part.operations);
            sum.add(Work::Uncategorised, &part.uncategorised);
        }
        sum
    }

    fn add(&mut self, work: Work, days: &Exact) {
        self.author_days += days;
        match work {
            Work::Strategic(place) => *self.by_subject.entry(place).or_default() += days,
            Work::Maintenance(kind) => *self.by_kind.entry(kind).or_default() += days,
            Work::Operations => self.operations += days,
            Work::Uncategorised => self.uncategorised += days,
        }
    }
}

/// Takes in the commits of a cycle one after another.
#[derive(Debug)]
pub struct Counting<'s> {
    people: People<'s>,
    works: Works<'s>,
    first: Date,
    last: Date,
    /// The commit whose paths may still come.
    open: Option<Open>,
    /// What the commits of one author's day were for: each kind with how many commits it had.
    days: HashMap<(Author, Date), Vec<(u32, u64)>>,
    kinds: Kinds,
    commits: Commits,
    unknown: Vec<UnknownWork>,
}

/// A commit before it is judged.
#[derive(Debug)]
struct Open {
    commit: Commit,
    /// The teams of its author.
    of_author: Vec<TeamId>,
    /// The teams whose code it touched, as far as its paths have come.
    of_paths: Vec<TeamId>,
}

/// What a commit was for, in equal parts, and whose each part was, in equal parts again; nobody's
/// where there is no team.
type Kind = Vec<(Work, Vec<TeamId>)>;

/// The kinds of commits there are, each under a number of its own.
#[derive(Debug, Default)]
struct Kinds {
    kinds: Vec<Kind>,
    numbers: HashMap<Kind, u32>,
}

impl<'s> Counting<'s> {
    /// Counts the commits of `cycle`, up to the day `today`.
    #[must_use]
    pub fn new(snapshot: &'s Snapshot, config: &'s Config, cycle: &Cycle, today: Date) -> Self {
        Self {
            people: People::new(snapshot, cycle),
            works: Works::new(snapshot, config, cycle),
            first: cycle.start,
            last: cycle.end.min(today),
            open: None,
            days: HashMap::new(),
            kinds: Kinds::default(),
            commits: Commits::default(),
            unknown: Vec::new(),
        }
    }

    /// Whether any team says which code it works on, so that paths make a difference.
    #[must_use]
    pub fn asks_for_paths(&self) -> bool {
        self.people.ask_for_paths()
    }

    /// The e-mail addresses of the members of all teams, in lower case.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.people.addresses()
    }

    /// Takes those with `address` for those who write as `now`, as the `.mailmap` of a repository
    /// says, so that a team may list an old address of its members.
    pub fn is_now(&mut self, address: &str, now: &str) {
        self.people.is_now(address, now);
    }

    /// Takes in the next piece of a history.
    pub fn take(&mut self, entry: LogEntry<'_>) {
        match entry {
            LogEntry::Commit(commit) => {
                self.close();
                if (self.first..=self.last).contains(&commit.day) {
                    self.open = Some(Open {
                        of_author: self.people.teams_of(&commit),
                        of_paths: Vec::new(),
                        commit,
                    });
                }
            }
            LogEntry::Path(path) => match &mut self.open {
                // Whose it is when its author has one team, no path can change.
                Some(open) if open.of_author.len() != 1 => {
                    self.people.add_teams_of(path, &mut open.of_paths);
                }
                Some(_) | None => {}
            },
        }
    }

    /// What all of them come to.
    #[must_use]
    pub fn finish(mut self) -> Actual {
        self.close();
        let mut actual = Actual {
            commits: self.commits,
            unknown: self.unknown,
            ..Actual::default()
        };
        for ((team, work), days) in sums(&self.days, &self.kinds) {
            let spent = match team {
                Some(team) => actual.teams.entry(team).or_default(),
                None => &mut actual.no_team,
            };
            spent.add(work, &days);
            actual.total.add(work, &days);
        }
        actual
    }

    /// Judges the commit whose paths have all come.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        if open.of_author.is_empty() && people::is_bot(&open.commit) {
            self.commits.by_bots += 1;
            return;
        }
        // References are read as the team of the commit would.
        let own = match open.of_author.as_slice() {
            [] => &open.of_paths,
            _ => &open.of_author,
        };
        let said = self.works.of(&open.commit, own);
        let kind = self.kind(&open, &said.works);
        self.count(said);
        let number = self.kinds.number(kind);
        let day = self
            .days
            .entry((self.people.author(&open.commit), open.commit.day))
            .or_default();
        match day.iter_mut().find(|(other, _)| *other == number) {
            Some((_, count)) => *count += 1,
            None => day.push((number, 1)),
        }
    }

    /// Whose each of `works` was: where a commit of someone in several teams names an objective of
    /// each, every objective is its own team's; all else in it is in equal parts of both.
    fn kind(&self, open: &Open, works: &[Work]) -> Kind {
        let of_all = people::decide(&open.of_author, &self.works.teams_of(works), &open.of_paths);
        let own = |work: &Work| -> Vec<TeamId> {
            let named = match open.of_author.as_slice() {
                [_, _, ..] => self.works.teams_of(std::slice::from_ref(work)),
                _ => Vec::new(),
            };
            let own = of_all.iter().copied();
            own.filter(|team| named.contains(team)).collect()
        };
        let whose = |work: &Work| match own(work) {
            none if none.is_empty() => of_all.clone(),
            own => own,
        };
        works.iter().map(|work| (*work, whose(work))).collect()
    }

    fn count(&mut self, said: Said) {
        self.commits.counted += 1;
        match said.evidence {
            Some(Evidence::Trailers) => self.commits.by_trailer += 1,
            Some(Evidence::Lines) => self.commits.by_line += 1,
            Some(Evidence::Type) => self.commits.by_type += 1,
            None => self.commits.uncategorised += 1,
        }
        for unknown in said.unknown {
            self.commits.unknown += 1;
            if self.unknown.len() < MOST_UNKNOWN {
                self.unknown.push(unknown);
            }
        }
    }
}

impl Kinds {
    fn number(&mut self, kind: Kind) -> u32 {
        if let Some(&number) = self.numbers.get(&kind) {
            return number;
        }
        let number = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        self.kinds.push(kind.clone());
        self.numbers.insert(kind, number);
        number
    }
}

/// The author-days of each team and work. Fractions of one denominator are counted before they are
/// added, so that a year of commits is a few additions.
fn sums(
    days: &HashMap<(Author, Date), Vec<(u32, u64)>>,
    kinds: &Kinds,
) -> BTreeMap<(Option<TeamId>, Work), Exact> {
    let mut parts: BTreeMap<(Option<TeamId>, Work), BTreeMap<u128, u128>> = BTreeMap::new();
    for day in days.values() {
        let commits: u64 = day.iter().map(|(_, count)| count).sum();
        for (number, count) in day {
            let Some(kind) = kinds.kinds.get(*number as usize) else {
                continue;
            };
            for (work, teams) in kind {
                let teams: Vec<Option<TeamId>> = match teams.as_slice() {
                    [] => vec![None],
                    teams => teams.iter().copied().map(Some).collect(),
                };
                let shares = (kind.len() * teams.len()) as u128;
                let whole = u128::from(commits) * shares;
                for team in teams {
                    let of_work = parts.entry((team, *work)).or_default();
                    *of_work.entry(whole).or_default() += u128::from(*count);
                }
            }
        }
    }
    parts
        .into_iter()
        .map(|(of, parts)| {
            let sum = parts
                .into_iter()
                .map(|(whole, part)| Exact::fraction(part, whole))
                .sum();
            (of, sum)
        })
        .collect()
}
