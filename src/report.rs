//! What a command has to say, and what that makes of the exit code.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::edit::{Mended, mended};
use crate::finding::{Edit, FileId, Finding, Level};
use crate::rules::{Judged, Rule};
use crate::snapshot::{File, Snapshot};

/// How a run ends: the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// 0: nothing at or above the level that fails.
    Clean,
    /// 1: findings at or above it.
    Findings,
    /// 2: it could not run: usage, git, input or output, an unknown reference, a refused edit, an
    /// `okr.yaml` that does not parse.
    Failed,
    /// 3: there was nothing to check.
    Nothing,
    /// 129: git asked for a merge that could not be tried. Git takes smaller numbers for conflicts.
    Unmerged,
}

impl Verdict {
    /// The number of the exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
            Self::Nothing => 3,
            Self::Unmerged => 129,
        }
    }
}

/// What `okr check` has to say.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// The tree that was judged.
    pub snapshot: Snapshot,
    /// The day on which.
    pub today: Date,
    /// What was found, by path and place, as far as it is to be reported.
    pub findings: Vec<Judged>,
    /// The numbers of the last line.
    pub summary: Summary,
    /// From which level on a finding fails the run.
    pub fail_on: FailOn,
}

/// From which level on findings fail a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// At this level or above.
    Level(Level),
    /// Never.
    Never,
}

impl FailOn {
    /// Whether a finding of `level` fails the run.
    #[must_use]
    pub fn fails(self, level: Level) -> bool {
        match self {
            Self::Level(least) => level >= least,
            Self::Never => false,
        }
    }
}

/// What was read and what was found, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// Files, without `okr.yaml`.
    pub files: usize,
    /// Business goals.
    pub goals: usize,
    /// Objectives.
    pub objectives: usize,
    /// Key results.
    pub key_results: usize,
    /// Kpis.
    pub kpis: usize,
    /// Teams that a document declares.
    pub teams: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are advice.
    pub infos: usize,
    /// Findings that an ignore comment hides.
    pub ignored: usize,
}

/// The most findings of one file that are told to people one by one; the rest is counted. A person
/// mends some and runs it again, and a hostile file must not fill the log.
const MOST_OF_A_FILE: usize = 100;

impl CheckReport {
    /// Puts together what was found. `hidden` are the findings that an ignore comment hides.
    #[must_use]
    pub fn new(
        snapshot: Snapshot,
        today: Date,
        findings: Vec<Judged>,
        hidden: usize,
        fail_on: FailOn,
    ) -> Self {
        Self {
            summary: summary(&snapshot, &findings, hidden),
            snapshot,
            today,
            findings,
            fail_on,
        }
    }

    /// What is told to people, by path and place: of a file with very many findings the gravest,
    /// and how many more it has.
    #[must_use]
    pub fn told(&self) -> (Vec<&Judged>, Vec<(&str, usize)>) {
        let mut told = Vec::new();
        let mut more = Vec::new();
        for of_file in self
            .findings
            .chunk_by(|a, b| a.finding.file == b.finding.file)
        {
            if of_file.len() <= MOST_OF_A_FILE {
                told.extend(of_file);
                continue;
            }
            let mut by_gravity: Vec<usize> = (0..of_file.len()).collect();
            by_gravity.sort_by_key(|&at| (of_file.get(at).map(|judged| Reverse(judged.level)), at));
            by_gravity.truncate(MOST_OF_A_FILE);
            by_gravity.sort_unstable();
            told.extend(by_gravity.iter().filter_map(|&at| of_file.get(at)));
            let file = of_file
                .first()
                .and_then(|judged| self.snapshot.file(judged.finding.file));
            let path = file.map_or("", |file| file.path.as_str());
            more.push((path, of_file.len() - MOST_OF_A_FILE));
        }
        (told, more)
    }

    /// The files that surely can be mended, each with what it would be.
    #[must_use]
    pub fn mended(&self) -> Vec<(&File, Mended)> {
        let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for judged in &self.findings {
            let Finding { file, edit, .. } = &judged.finding;
            let safe = edit.iter().filter(|edit| edit.safe).cloned();
            edits.entry(*file).or_default().extend(safe);
        }
        let files = edits.into_iter().filter(|(_, edits)| !edits.is_empty());
        files
            .filter_map(|(file, edits)| {
                let file = self.snapshot.file(file)?;
                Some((file, mended(&file.text, &edits)))
            })
            .filter(|(_, mended)| mended.made > 0)
            .collect()
    }

    /// Whether the run fails.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let mut findings = self.findings.iter();
        match findings.any(|judged| self.fail_on.fails(judged.level)) {
            true => Verdict::Findings,
            false => Verdict::Clean,
        }
    }
}

fn summary(snapshot: &Snapshot, findings: &[Judged], ignored: usize) -> Summary {
    use crate::model::Kind;
    let nodes = |kind: Kind| {
        snapshot
            .nodes
            .iter()
            .filter(|node| node.kind() == kind)
            .count()
    };
    let at = |level: Level| {
        findings
            .iter()
            .filter(|judged| judged.level == level)
            .count()
    };
    let config = snapshot
        .files
        .iter()
        .filter(|file| file.path_in_tree == crate::source::CONFIG_NAME)
        .count();
    Summary {
        files: snapshot.files.len() - config,
        goals: nodes(Kind::Goal),
        objectives: nodes(Kind::Objective),
        key_results: snapshot
            .nodes
            .iter()
            .map(|node| node.key_results().len())
            .sum(),
        kpis: nodes(Kind::Kpi),
        teams: snapshot
            .teams
            .iter()
            .filter(|team| team.is_declared())
            .count(),
        errors: at(Level::Error),
        warnings: at(Level::Warning),
        infos: at(Level::Info),
        ignored,
    }
}

/// What `okr rules` has to say.
#[derive(Clone)]
pub enum RulesReport {
    /// All of them, in a list.
    All(Vec<&'static Rule>),
    /// One, explained.
    One(&'static Rule),
}

impl RulesReport {
    /// The rules that it is about.
    #[must_use]
    pub fn rules(&self) -> &[&'static Rule] {
        match self {
            Self::All(rules) => rules,
            Self::One(rule) => std::slice::from_ref(rule),
        }
    }
}
