//! What `okr.yaml` says: which files belong to the tree, and by which measure it is judged.

use std::sync::OnceLock;

use globset::GlobSet;
use jiff::civil::Date;
use rust_decimal::Decimal;
use thin_vec::ThinVec;

use crate::finding::Setting;
use crate::model::{Calendar, Commitment, MaintenanceKind};
use crate::source::{Span, Spanned, Text, globs};

/// The configuration of a tree, with the defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The name of the whole.
    pub organisation: Option<Spanned<Text>>,
    /// What counts as success where an objective does not say.
    pub commitment: Commitment,
    /// Which cycles there are.
    pub calendar: Calendar,
    /// Globs of the documents, instead of the usual ones.
    pub include: ThinVec<Spanned<Text>>,
    /// Globs of what is left out.
    pub exclude: ThinVec<Spanned<Text>>,
    /// How time is meant to be split.
    pub policy: Policy,
    /// From which part of the elapsed time on progress counts as in pace.
    pub pace: PaceThresholds,
    /// How many days may pass between two looks at a value.
    pub check_in_days: u32,
    /// The names of the commit trailers that say what work was for.
    pub trailers: Trailers,
    /// Which Conventional Commits types are maintenance, and of which kind; in lower case.
    pub commit_types: Vec<(Text, MaintenanceKind)>,
    /// What rules are set to.
    pub rules: Vec<RuleSetting>,
    /// What rules are set to for some paths; a later one goes over an earlier one.
    pub overrides: Vec<Override>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            organisation: None,
            commitment: Commitment::Aspirational,
            calendar: Calendar::default(),
            include: ThinVec::new(),
            exclude: ThinVec::new(),
            policy: Policy::default(),
            pace: PaceThresholds::default(),
            check_in_days: 14,
            trailers: Trailers::default(),
            commit_types: [
                ("fix", MaintenanceKind::Bug),
                ("refactor", MaintenanceKind::TechnicalDebt),
                ("perf", MaintenanceKind::TechnicalDebt),
                ("chore", MaintenanceKind::TechnicalDebt),
            ]
            .map(|(name, kind)| (Text::from(name), kind))
            .into(),
            rules: Vec::new(),
            overrides: Vec::new(),
        }
    }
}

/// How time is meant to be split between the buckets, as shares of 1. About four fifths for
/// objectives and one fifth for upkeep is the usual advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Work on objectives, of what operations leave.
    pub strategic: Decimal,
    /// Upkeep, of what operations leave.
    pub maintenance: Decimal,
    /// Recurring work that is the team's job, of the whole.
    pub operations: Decimal,
    /// How far a team may be off without giving a reason.
    pub tolerance: Decimal,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            strategic: Decimal::new(8, 1),
            maintenance: Decimal::new(2, 1),
            operations: Decimal::ZERO,
            tolerance: Decimal::new(1, 1),
        }
    }
}

/// Where pace changes its name: progress divided by the elapsed part of the cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaceThresholds {
    /// At or above: on track.
    pub on_track: Decimal,
    /// At or above, but below `on_track`: at risk; below: off track.
    pub at_risk: Decimal,
}

impl Default for PaceThresholds {
    fn default() -> Self {
        Self {
            on_track: Decimal::new(7, 1),
            at_risk: Decimal::new(5, 1),
        }
    }
}

/// The names of the commit trailers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trailers {
    /// Of work on an objective.
    pub strategic: Text,
    /// Of upkeep.
    pub maintenance: Text,
    /// Of business as usual.
    pub operations: Text,
}

impl Default for Trailers {
    fn default() -> Self {
        Self {
            strategic: Text::from("OKR"),
            maintenance: Text::from("Maintenance"),
            operations: Text::from("Operations"),
        }
    }
}

/// What a rule is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule's name, as written.
    pub rule: Spanned<Text>,
    /// Its level, where one is set.
    pub setting: Option<Setting>,
    /// Its parameters, as written.
    pub parameters: Vec<(Spanned<Text>, Spanned<Text>)>,
}

/// What rules are set to for some paths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Override {
    /// Globs, from the folder of `okr.yaml`.
    pub paths: ThinVec<Spanned<Text>>,
    /// What the rules are set to there.
    pub rules: Vec<RuleSetting>,
    /// Where the entry stands.
    pub span: Span,
    /// The globs, ready to be asked.
    pub compiled: Compiled,
}

/// The globs of an [`Override`], made ready when they are first asked. They follow from the
/// patterns, so that they never make a difference between two entries.
#[derive(Debug, Clone, Default)]
pub struct Compiled(OnceLock<GlobSet>);

impl PartialEq for Compiled {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Compiled {}

/// A cycle that `okr.yaml` declares, as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeclaredCycle {
    /// The first day.
    pub start: Option<Spanned<Date>>,
    /// The last day.
    pub end: Option<Spanned<Date>>,
}

impl Config {
    /// What rules are set to for a file at `path` (from the folder of `okr.yaml`), in the order in
    /// which a later setting goes over an earlier one.
    pub fn settings_for(&self, path: &str) -> impl Iterator<Item = &RuleSetting> {
        let matching = self
            .overrides
            .iter()
            .filter(move |entry| entry.matches(path));
        self.rules
            .iter()
            .chain(matching.flat_map(|entry| &entry.rules))
    }
}

impl Override {
    /// Whether one of its globs matches `path`. What is no glob is reported with the configuration
    /// and passed over, so that the others still count.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let compile = || {
            let patterns = self.paths.iter().map(|glob| glob.value.as_str());
            globs(patterns.filter(|pattern| globs([*pattern]).is_ok())).unwrap_or_default()
        };
        self.compiled.0.get_or_init(compile).is_match(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_glob_does_not_silence_the_others() {
        let path = |glob: &str| Spanned::new(Text::from(glob), Span::at(0));
        let entry = Override {
            paths: [path("a[b"), path("archive/**")].into_iter().collect(),
            ..Override::default()
        };
        assert!(entry.matches("archive/2025/x.yaml"));
        assert!(!entry.matches("a[b"));
        let asked = entry.clone();
        assert_eq!(
            asked,
            Override {
                compiled: Compiled::default(),
                ..entry
            }
        );
    }
}
