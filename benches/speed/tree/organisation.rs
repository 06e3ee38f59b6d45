//! Which files a tree has: goals, the company's objectives, and teams at three levels, each with its
//! plan, a kpi and two or three objectives a quarter.

use std::fmt::Write as _;

use super::objective;
use super::random::Random;
use super::times::{CYCLES, Moment};
use super::words::{self, Voice};

/// How many teams belong to one of the level above.
const BREADTH: usize = 8;

/// A file of the tree.
pub struct File {
    /// Where it lies, counted from the root of the repository.
    pub path: String,
    pub kind: Kind,
}

#[derive(Clone, Copy)]
pub enum Kind {
    Config,
    Goal(usize),
    Team(usize),
    Kpi(usize),
    Objective(Place),
}

/// Whose objective it is: the `number`th that its team, or the company, has in that cycle.
#[derive(Clone, Copy)]
pub struct Place {
    pub team: Option<usize>,
    pub cycle: usize,
    pub number: usize,
}

/// A team: divisions stand at level 0, departments at 1, teams at 2.
pub struct Team {
    pub id: String,
    pub level: usize,
    pub parent: Option<usize>,
    pub voice: &'static Voice,
    folder: String,
}

impl Team {
    fn new(number: usize, teams: &[Self]) -> Self {
        let within = number % (1 + BREADTH + BREADTH * BREADTH);
        let (level, parent) = match within {
            0 => (0, None),
            _ if (within - 1).is_multiple_of(BREADTH + 1) => (1, Some(number - within)),
            _ => (2, Some(number - 1 - (within - 2) % (BREADTH + 1))),
        };
        let voice = words::voice(Random::new(&[1, number]).below(100));
        let id = format!("{}-{number}", voice.team);
        let above = parent.map_or("okrs/teams", |parent| &teams[parent].folder);
        Self {
            folder: format!("{above}/{id}"),
            id,
            level,
            parent,
            voice,
        }
    }
}

/// All of a tree.
pub struct Organisation {
    pub files: Vec<File>,
    pub teams: Vec<Team>,
    /// How many goals there are, and objectives of the company in each cycle.
    pub goals: usize,
    /// The cycles that have objectives, up to the last.
    pub cycles: std::ops::Range<usize>,
}

impl Organisation {
    /// The tree of so many files; a small one has the last cycle alone.
    pub fn new(files: usize) -> Self {
        let first = if files < 100 { CYCLES.len() - 1 } else { 0 };
        let mut all = Self {
            files: Vec::new(),
            teams: Vec::new(),
            goals: (files / 200).clamp(1, 5),
            cycles: first..CYCLES.len(),
        };
        all.add("okrs/okr.yaml".to_owned(), Kind::Config);
        for goal in 0..all.goals {
            all.add(format!("okrs/goals/goal-{goal}.yaml"), Kind::Goal(goal));
        }
        for cycle in all.cycles.clone().rev() {
            for number in 0..all.goals {
                let path = format!("okrs/company/{}/company-{number}.yaml", CYCLES[cycle]);
                let team = None;
                all.add(
                    path,
                    Kind::Objective(Place {
                        team,
                        cycle,
                        number,
                    }),
                );
            }
        }
        while all.files.len() < files {
            all.add_team();
        }
        all.files.truncate(files);
        all
    }

    fn add(&mut self, path: String, kind: Kind) {
        self.files.push(File { path, kind });
    }

    fn add_team(&mut self) {
        let number = self.teams.len();
        let team = Team::new(number, &self.teams);
        let folder = team.folder.clone();
        self.teams.push(team);
        self.add(format!("{folder}/team.yaml"), Kind::Team(number));
        self.add(format!("{folder}/reliable.yaml"), Kind::Kpi(number));
        for cycle in self.cycles.clone().rev() {
            for place in places(number, cycle) {
                let (name, id) = (CYCLES[cycle], self.id(place));
                self.add(format!("{folder}/{name}/{id}.yaml"), Kind::Objective(place));
            }
        }
    }

    /// The id of an objective: it lasts two cycles, and other teams have the same ones.
    pub fn id(&self, place: Place) -> String {
        match place.team {
            None => format!("company-{}", place.number),
            Some(team) => {
                let ids = self.teams[team].voice.ids;
                ids[(team * 3 + place.number + place.cycle / 2 * 3) % ids.len()].to_owned()
            }
        }
    }

    /// What the file says at that moment; objectives of later cycles don't exist yet.
    pub fn text(&self, file: &File, then: Moment) -> String {
        match file.kind {
            Kind::Config => CONFIG.to_owned(),
            Kind::Goal(number) => goal(number),
            Kind::Team(team) => self.plan(team),
            Kind::Kpi(team) => self.kpi(team),
            Kind::Objective(place) => objective::text(self, place, then),
        }
    }

    fn plan(&self, number: usize) -> String {
        let team = &self.teams[number];
        let mut random = Random::new(&[2, number]);
        let name = random.pick(team.voice.audiences);
        let people = 3 + random.below(6);
        let mut text = format!(
            "# {}\nteam: {name} {number}\nowner: lead-{number}\nmembers:\n",
            team.voice.remark
        );
        for person in 0..people {
            let _ = writeln!(text, "  - person-{}@example.com", number * 10 + person);
        }
        let _ = writeln!(
            text,
            "paths: [services/{number}/**, \"libraries/{number}/*\"]"
        );
        let _ = writeln!(text, "capacity: {people} people");
        let shares = match is_a_desk(number) {
            true => {
                text.push_str("allocation: {operations: 50%, strategic: 40%, maintenance: 10%}\nallocation_reason: Somebody has to answer the telephone.\n");
                ["4%", "3%", "2%"]
            }
            false => {
                text.push_str("allocation:\n  strategic: 80%\n  maintenance: 20%\n");
                ["8%", "6%", "4%"]
            }
        };
        text.push_str("maintenance:\n");
        for (share, kind) in shares.iter().zip(["bug", "technical-debt", "request"]) {
            let thing = random.pick(team.voice.things);
            let _ = writeln!(
                text,
                "  - title: {thing}\n    kind: {kind}\n    share: {share}"
            );
        }
        let _ = writeln!(
            text,
            "why: |\n  {}\n  {}",
            random.pick(team.voice.notes),
            random.pick(team.voice.notes)
        );
        text
    }

    fn kpi(&self, number: usize) -> String {
        let voice = self.teams[number].voice;
        let mut random = Random::new(&[3, number]);
        format!(
            "kpi: {}\nowner: lead-{number}\ntarget: at least 99.5%   # {}\ncurrent: 99.{}%\nas_of: 2026-02-0{}\nwhy: {}\nlabels: [health, \"level {}\"]\n",
            random.pick(voice.levels),
            voice.remark,
            6 + random.below(4),
            1 + random.below(9),
            random.pick(voice.notes),
            self.teams[number].level,
        )
    }
}

/// Whether half of the team's time goes to a process that has to run every day.
pub fn is_a_desk(team: usize) -> bool {
    team % 10 == 7
}

/// The objectives that a team has in a cycle.
pub fn places(team: usize, cycle: usize) -> impl Iterator<Item = Place> {
    let count = 2 + team % 2;
    let team = Some(team);
    (0..count).map(move |number| Place {
        team,
        cycle,
        number,
    })
}

const CONFIG: &str = "# What holds for everybody.
version: 1
organisation: Example & Söhne 例
commitment: aspirational
check_in_days: 14
allocation: {strategic: 80%, maintenance: 20%, tolerance: 10%}
exclude: [\"drafts/**\"]
";

fn goal(number: usize) -> String {
    let voice = words::voice(0);
    let mut random = Random::new(&[4, number]);
    format!(
        "goal: {} {}\nwhy: |\n  {}\n\n  {}\n  {}\nowner: ceo\nhorizon: 2028\nlabels: [business]\n",
        voice.audiences[number],
        voice.outcomes[number],
        random.pick(voice.notes),
        random.pick(voice.notes),
        random.pick(voice.notes),
    )
}
