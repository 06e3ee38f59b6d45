//! Whose a commit is: the team of its author, else that of the code it touches.

use std::collections::HashMap;

use globset::GlobSet;
use jiff::civil::Date;

use crate::measure::time::said;
use crate::model::Cycle;
use crate::snapshot::{Snapshot, TeamId};
use crate::source::{Commit, Person, globs};

/// An author, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Author(u32);

/// Who belongs to which team, and which code does.
#[derive(Debug)]
pub struct People<'s> {
    /// The teams of a person, by e-mail address or name in lower case.
    members: HashMap<String, Vec<TeamId>>,
    /// The code of each team that says which it works on.
    code: Vec<(TeamId, GlobSet)>,
    /// The last day of the teams that end.
    until: HashMap<TeamId, Date>,
    authors: HashMap<String, Author>,
    snapshot: &'s Snapshot,
}

impl<'s> People<'s> {
    /// The people and the code of all teams in `cycle`.
    pub fn new(snapshot: &'s Snapshot, cycle: &Cycle) -> Self {
        let mut people = Self {
            members: HashMap::new(),
            code: Vec::new(),
            until: HashMap::new(),
            authors: HashMap::new(),
            snapshot,
        };
        for (id, team) in snapshot.iter_teams() {
            let said: Vec<_> = said(team, Some(cycle)).collect();
            let members = said.iter().map(|team| &team.members);
            let members = members.into_iter().find(|members| !members.is_empty());
            for member in members.into_iter().flatten() {
                let teams = people.members.entry(key(member)).or_default();
                if !teams.contains(&id) {
                    teams.push(id);
                }
            }
            let paths = said.iter().map(|team| &team.paths);
            if let Some(paths) = paths.into_iter().find(|paths| !paths.is_empty()) {
                let patterns = paths.iter().map(|path| path.value.as_str());
                // What is no glob is passed over, so that the others still count.
                let usable = patterns.filter(|pattern| globs([*pattern]).is_ok());
                people.code.extend(globs(usable).ok().map(|set| (id, set)));
            }
            let until = said.iter().find_map(|team| team.until);
            people.until.extend(until.map(|until| (id, until.value)));
        }
        people
    }

    /// Whether any team says which code it works on.
    pub fn ask_for_paths(&self) -> bool {
        !self.code.is_empty()
    }

    /// The e-mail addresses of all members.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let members = self.members.keys().map(String::as_str);
        members.filter(|member| member.contains('@'))
    }

    /// Takes the members with an address for those that now have another one too.
    pub fn is_now(&mut self, address: &str, now: &str) {
        let teams = self.members.get(&key(address)).cloned();
        let known = self.members.entry(key(now)).or_default();
        for team in teams.into_iter().flatten() {
            if !known.contains(&team) {
                known.push(team);
            }
        }
    }

    /// The author of a commit: everyone with the same address is one.
    pub fn author(&mut self, commit: &Commit) -> Author {
        let Person { name, email } = &commit.author;
        let known = match email.trim() {
            "" => name.trim().to_lowercase(),
            address => address.to_lowercase(),
        };
        let next = Author(u32::try_from(self.authors.len()).unwrap_or(u32::MAX));
        *self.authors.entry(known).or_insert(next)
    }

    /// The teams that the author of a commit was a member of on its day, under any of the names
    /// and addresses that it is known by: one team may list the address, another the name.
    pub fn teams_of(&self, commit: &Commit) -> Vec<TeamId> {
        let (now, then) = (&commit.author, &commit.written_by);
        let again = [&then.email, &then.name]
            .into_iter()
            .filter(|_| then != now);
        let mut teams: Vec<TeamId> = [&now.email, &now.name]
            .into_iter()
            .chain(again)
            .filter(|name| !name.trim().is_empty())
            .filter_map(|name| self.members.get(&name.trim().to_lowercase()))
            .flatten()
            .copied()
            .filter(|team| self.lasts(*team, commit.day))
            .collect();
        teams.sort_unstable();
        teams.dedup();
        teams
    }

    /// Adds the teams whose code `path` is.
    pub fn add_teams_of(&self, path: &str, teams: &mut Vec<TeamId>) {
        for (team, code) in &self.code {
            if !teams.contains(team) && code.is_match(path) {
                teams.push(*team);
            }
        }
    }

    fn lasts(&self, team: TeamId, day: Date) -> bool {
        self.snapshot.team(team).is_some()
            && self.until.get(&team).is_none_or(|until| day <= *until)
    }
}

/// The teams that work belongs to, in order, or none: that of its author; of an author in several
/// teams, those whose objective the work was for, else those whose code was touched, else all of
/// them; of an author in none, those whose code was touched.
pub fn decide(of_author: &[TeamId], of_work: &[TeamId], of_paths: &[TeamId]) -> Vec<TeamId> {
    let among = |teams: &[TeamId]| -> Vec<TeamId> {
        let own = of_author.iter().copied();
        own.filter(|team| teams.contains(team)).collect()
    };
    let mut teams = match of_author {
        [] => of_paths.to_vec(),
        [_] => of_author.to_vec(),
        _ => [among(of_work), among(of_paths)]
            .into_iter()
            .find(|teams| !teams.is_empty())
            .unwrap_or_else(|| of_author.to_vec()),
    };
    teams.sort_unstable();
    teams
}

/// Whether a machine wrote a commit, by the mark that hosts of repositories give to its name.
pub fn is_bot(commit: &Commit) -> bool {
    const MARK: &str = "[bot]";
    let Person { name, email } = &commit.author;
    name.trim_end().ends_with(MARK)
        || email
            .split('@')
            .next()
            .is_some_and(|user| user.ends_with(MARK))
}

/// A member as it is compared: in lower case; of `Name <address>` the address.
fn key(member: &str) -> String {
    let address = member
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map(|(address, _)| address);
    address.unwrap_or(member).trim().to_lowercase()
}
