//! Where the file of a cycle goes on in the next one: the same path, in the folder of that cycle.

use crate::model::{Calendar, Cycle};
use crate::snapshot::Snapshot;

/// The path, from the root of the tree, at which what stands at `path` goes on in the cycle `to`; none
/// where no folder in it is named after the cycle `from`, so that the file goes on where it is.
#[must_use]
pub fn next_path(snapshot: &Snapshot, path: &str, from: &Cycle, to: &Cycle) -> Option<String> {
    let calendar = &snapshot.calendar;
    let parts: Vec<&str> = path.split('/').collect();
    let (name, folders) = parts.split_last()?;
    let is_from = |folder: &&str| calendar.cycle(folder).is_some_and(|own| own.is_same(from));
    let at = folders.iter().rposition(is_from)?;
    let mut next: Vec<String> = Vec::new();
    for (position, folder) in folders.iter().enumerate() {
        let cycle = match position.cmp(&at) {
            std::cmp::Ordering::Less => calendar
                .cycle(folder)
                .and_then(|around| counterpart(calendar, &around, from, to)),
            std::cmp::Ordering::Equal => Some(to.clone()),
            std::cmp::Ordering::Greater => None,
        };
        let own = match cycle {
            None => (*folder).to_owned(),
            Some(cycle) => there(snapshot, &next, &cycle)
                .unwrap_or_else(|| written_like(calendar, folder, &cycle)),
        };
        next.push(own);
    }
    next.push((*name).to_owned());
    Some(next.join("/"))
}

/// The cycle that is to `to` as `around` is to `from`, where the years or halves part them: none where
/// `around` holds both, or has nothing to do with them.
fn counterpart(calendar: &Calendar, around: &Cycle, from: &Cycle, to: &Cycle) -> Option<Cycle> {
    if !around.contains(from) || around.contains(to) {
        return None;
    }
    let year = to.start.year();
    let names = (year..=year.saturating_add(1))
        .flat_map(|year| ["", "-H1", "-H2"].map(|part| format!("{year}{part}")));
    let part = |cycle: &Cycle| cycle.name.split_once('-').map(|(_, part)| part.len());
    names
        .filter_map(|name| calendar.cycle(&name))
        .find(|cycle| cycle.contains(to) && part(cycle) == part(around))
}

/// The folder in `above` that is there already and named after `cycle`.
fn there(snapshot: &Snapshot, above: &[String], cycle: &Cycle) -> Option<String> {
    let above: String = above.iter().map(|folder| format!("{folder}/")).collect();
    let paths = snapshot.files.iter().map(|file| file.path_in_tree.as_str());
    paths
        .filter_map(|path| path.strip_prefix(above.as_str())?.split_once('/'))
        .map(|(folder, _)| folder)
        .find(|folder| {
            let own = snapshot.calendar.cycle(folder);
            own.is_some_and(|own| own.is_same(cycle))
        })
        .map(str::to_owned)
}

/// The name of a cycle as `folder` spells that of another: with its `FY`, its case and its dashes.
fn written_like(calendar: &Calendar, folder: &str, cycle: &Cycle) -> String {
    let name = cycle.name.to_string();
    let mut like = match folder.get(..2) {
        Some(start) if start.eq_ignore_ascii_case("fy") => format!("{start}{name}"),
        _ => name.clone(),
    };
    if folder.contains('_') {
        like = like.replace('-', "_");
    }
    // A folder such as `2026` has no case to go by.
    if folder.chars().any(char::is_lowercase) && !folder.chars().any(char::is_uppercase) {
        like = like.to_lowercase();
    }
    let means_it = calendar.cycle(&like).is_some_and(|own| own.is_same(cycle));
    if means_it { like } else { name }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::testing::tree_of;

    #[test]
    fn a_file_goes_on_in_the_folder_of_the_next_cycle() {
        let (snapshot, _) = tree_of(
            "#: okr.yaml\ncycles:\n  2026-T1: {start: 2026-01-01, end: 2026-04-30}\n  2026-T2: {start: 2026-05-01, end: 2026-08-31}\n#: teams/b/2026_q2/x.yaml\nobjective: O\n",
        );
        for (path, from, to, next) in [
            (
                "teams/a/2026-Q1/o.yaml",
                "2026-Q1",
                "2026-Q2",
                Some("teams/a/2026-Q2/o.yaml"),
            ),
            (
                "2026-q1/teams/a/o.okr.yaml",
                "2026-Q1",
                "2026-Q2",
                Some("2026-q2/teams/a/o.okr.yaml"),
            ),
            (
                "FY2026_Q1/o.yaml",
                "2026-Q1",
                "2026-Q2",
                Some("FY2026_Q2/o.yaml"),
            ),
            // As the folder that is there already is spelt.
            (
                "teams/b/2026-Q1/o.yaml",
                "2026-Q1",
                "2026-Q2",
                Some("teams/b/2026_q2/o.yaml"),
            ),
            // The year around it goes on too, where it has to.
            (
                "2026/2026-Q4/o.yaml",
                "2026-Q4",
                "2027-Q1",
                Some("2027/2027-Q1/o.yaml"),
            ),
            (
                "2026/2026-H1/2026-Q2/o.yaml",
                "2026-Q2",
                "2026-Q3",
                Some("2026/2026-H2/2026-Q3/o.yaml"),
            ),
            (
                "a/2026-T1/o.yaml",
                "2026-T1",
                "2026-T2",
                Some("a/2026-T2/o.yaml"),
            ),
            // In place.
            ("teams/a/o.yaml", "2026-Q1", "2026-Q2", None),
            ("2026/o.yaml", "2026-Q1", "2026-Q2", None),
            ("2026-Q1.yaml", "2026-Q1", "2026-Q2", None),
        ] {
            let cycle = |name: &str| snapshot.calendar.cycle(name).unwrap();
            let found = next_path(&snapshot, path, &cycle(from), &cycle(to));
            assert_eq!(found.as_deref(), next, "{path}");
        }
    }
}
