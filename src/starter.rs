//! The tree that `okr init` writes: one small worked example at three levels, with a folder for the
//! cycle that today is in. What it says is meant to be written over.

mod document;

use jiff::civil::Date;

use crate::model::{Calendar, Cycle};

pub use document::{Known, document};

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterFile {
    /// Where, from the folder that gets the tree, with `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// The templates by path; `CYCLE`, `NEXT_YEAR` and `TODAY` stand for what depends on the day.
const TEMPLATES: [(&str, &str); 6] = [
    ("okrs/okr.yaml", include_str!("starter/okr.yaml")),
    (
        "okrs/goals/loved-by-customers.yaml",
        include_str!("starter/goal.yaml"),
    ),
    (
        "okrs/company/CYCLE/first-week.yaml",
        include_str!("starter/company.yaml"),
    ),
    (
        "okrs/teams/welcome/team.yaml",
        include_str!("starter/team.yaml"),
    ),
    (
        "okrs/teams/welcome/CYCLE/first-steps.yaml",
        include_str!("starter/objective.yaml"),
    ),
    (
        "okrs/teams/welcome/answer-times.yaml",
        include_str!("starter/kpi.yaml"),
    ),
];

/// The files of the example, for `cycle`, else for the quarter that `today` is in.
#[must_use]
pub fn files(cycle: Option<&Cycle>, today: Date) -> Vec<StarterFile> {
    let quarter = cycle
        .cloned()
        .or_else(|| Calendar::default().quarter_at(today));
    let cycle = quarter.map_or_else(|| today.year().to_string(), |cycle| cycle.name.to_string());
    let fill = |template: &str| {
        template
            .replace("CYCLE", &cycle)
            .replace("NEXT_YEAR", &(today.year() + 1).to_string())
            .replace("TODAY", &today.to_string())
    };
    TEMPLATES
        .iter()
        .map(|(path, text)| StarterFile {
            path: fill(path),
            text: fill(text),
        })
        .collect()
}
