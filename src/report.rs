//! What a command has to say, and what that makes of the exit code.

use jiff::civil::Date;

use crate::finding::Level;
use crate::rules::{Judged, Rule};
use crate::snapshot::Snapshot;

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
    /// How many of those are left out for each file that has too many, with its path.
    pub more: Vec<(String, usize)>,
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

/// What was read and what was found, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
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

/// The most findings of one file that are reported one by one; the rest is counted. A person mends
/// the first and runs it again, and a hostile file must not fill the log.
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
        let summary = summary(&snapshot, &findings, hidden);
        let mut kept = Vec::with_capacity(findings.len());
        let mut more: Vec<(String, usize)> = Vec::new();
        let mut file = None;
        let mut count = 0;
        for judged in findings {
            if file != Some(judged.finding.file) {
                file = Some(judged.finding.file);
                count = 0;
            }
            count += 1;
            if count <= MOST_OF_A_FILE {
                kept.push(judged);
                continue;
            }
            let path = snapshot
                .file(judged.finding.file)
                .map_or("", |file| &file.path);
            match more.last_mut() {
                Some((last, left_out)) if last == path => *left_out += 1,
                _ => more.push((path.to_owned(), 1)),
            }
        }
        Self {
            snapshot,
            today,
            findings: kept,
            more,
            summary,
            fail_on,
        }
    }

    /// Whether the run fails.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let FailOn::Level(level) = self.fail_on else {
            return Verdict::Clean;
        };
        let failing = match level {
            Level::Error => self.summary.errors,
            Level::Warning => self.summary.errors + self.summary.warnings,
            Level::Info => self.summary.errors + self.summary.warnings + self.summary.infos,
        };
        match failing {
            0 => Verdict::Clean,
            _ => Verdict::Findings,
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
