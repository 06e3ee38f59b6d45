//! What a file's path says about the documents in it: id, team's folder and cycle.

use crate::model::{Calendar, Cycle};

/// The name of the file that declares the team of its folder, without its ending.
const TEAM_FILE: &str = "team";
/// The folder whose folders are teams, declared or not.
const TEAMS_FOLDER: &str = "teams";

/// A path inside the tree, taken apart.
#[derive(Debug, Clone, Copy)]
pub struct Location<'p> {
    path: &'p str,
}

impl<'p> Location<'p> {
    /// Takes `path`, from the root of the tree and with `/`, apart.
    pub const fn new(path: &'p str) -> Self {
        Self { path }
    }

    /// The file's name without its endings: `.yaml` or `.yml`, and `.okr` before them.
    pub fn stem(self) -> &'p str {
        let name = self.path.rsplit('/').next().unwrap_or(self.path);
        let stem = name
            .strip_suffix(".yaml")
            .or_else(|| name.strip_suffix(".yml"))
            .unwrap_or(name);
        stem.strip_suffix(".okr")
            .filter(|stem| !stem.is_empty())
            .unwrap_or(stem)
    }

    /// Whether the file declares the team of its folder.
    pub fn is_team_file(self) -> bool {
        self.stem() == TEAM_FILE
    }

    /// The folder it lies in, from the root of the tree; empty for the root itself.
    pub fn folder(self) -> &'p str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The folders above it, the nearest first, the root of the tree (an empty path) last.
    pub fn folders(self) -> impl Iterator<Item = &'p str> {
        let up = |folder: &&'p str| match *folder {
            "" => None,
            folder => Some(folder.rsplit_once('/').map_or("", |(above, _)| above)),
        };
        std::iter::successors(Some(self.folder()), up)
    }

    /// The nearest folder whose name is a cycle, as that cycle.
    pub fn cycle(self, calendar: &Calendar) -> Option<Cycle> {
        self.cycle_by(|name| calendar.cycle(name))
    }

    /// The same where `cycle` knows which cycle has a name.
    pub fn cycle_by(self, cycle: impl FnMut(&'p str) -> Option<Cycle>) -> Option<Cycle> {
        self.folders().map(folder_name).find_map(cycle)
    }
}

/// The last part of a folder's path.
pub fn folder_name(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

/// Whether `folder` lies directly in a folder named `teams`.
pub fn is_team_folder(folder: &str) -> bool {
    folder
        .rsplit_once('/')
        .is_some_and(|(above, _)| folder_name(above) == TEAMS_FOLDER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_loses_its_endings() {
        for (path, stem) in [
            ("a/find-content.yaml", "find-content"),
            ("find.content.yml", "find.content"),
            ("src/search.okr.yaml", "search"),
            ("a/.okr.yaml", ".okr"),
            ("a/README", "README"),
        ] {
            assert_eq!(Location::new(path).stem(), stem, "{path}");
        }
    }

    #[test]
    fn folders_come_from_the_nearest_to_the_root() {
        let folders: Vec<_> = Location::new("teams/web/2026-Q1/x.yaml")
            .folders()
            .collect();
        assert_eq!(folders, ["teams/web/2026-Q1", "teams/web", "teams", ""]);
        assert_eq!(Location::new("x.yaml").folders().collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn the_nearest_cycle_counts() {
        let calendar = Calendar::default();
        let cycle = |path: &str| {
            Location::new(path)
                .cycle(&calendar)
                .map(|cycle| cycle.name.to_string())
        };
        assert_eq!(
            cycle("2026/teams/web/2026-Q1/x.yaml").as_deref(),
            Some("2026-Q1")
        );
        assert_eq!(cycle("2026/teams/web/x.yaml").as_deref(), Some("2026"));
        assert_eq!(cycle("teams/web/2026-Q1.yaml"), None);
    }

    #[test]
    fn folders_directly_in_teams_are_teams() {
        assert!(is_team_folder("teams/web"));
        assert!(is_team_folder("okrs/teams/web"));
        assert!(!is_team_folder("teams"));
        assert!(!is_team_folder("teams/web/2026-Q1"));
    }
}
