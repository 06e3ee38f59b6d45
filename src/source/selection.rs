//! Which files of a folder belong to the tree, by their paths alone: the same answer for the
//! worktree and for any revision.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// The name of the file that marks the root of a tree and configures it.
pub const CONFIG_NAME: &str = "okr.yaml";

/// Which paths below the root of a tree are its files.
#[derive(Debug, Clone)]
pub struct Selection {
    include: GlobSet,
    exclude: GlobSet,
    /// Whether only what is meant as an OKR is read, beside code.
    among_code: bool,
}

impl Selection {
    /// Selects by the globs of `okr.yaml`. Where there are none to include: every `*.yaml` and
    /// `*.yml`; where the tree's root is that of the repository itself (`among_code`), only those
    /// below a folder named `okrs`, and `*.okr.yaml` anywhere.
    ///
    /// # Errors
    /// The first glob that is none.
    pub fn new<'g>(
        include: impl IntoIterator<Item = &'g str>,
        exclude: impl IntoIterator<Item = &'g str>,
        among_code: bool,
    ) -> Result<Self, globset::Error> {
        const EVERYTHING: &[&str] = &["**/*.yaml", "**/*.yml"];
        const AMONG_CODE: &[&str] = &[
            "**/okrs/**/*.yaml",
            "**/okrs/**/*.yml",
            "**/*.okr.yaml",
            "**/*.okr.yml",
        ];
        let mut include: Vec<&str> = include.into_iter().collect();
        let among_code = among_code && include.is_empty();
        if include.is_empty() {
            include.extend(if among_code { AMONG_CODE } else { EVERYTHING });
        }
        Ok(Self {
            include: globs(include)?,
            exclude: globs(exclude)?,
            among_code,
        })
    }

    /// Whether a file in `folder`, from the root of the tree and with `/`, could belong to it.
    #[must_use]
    pub fn may_hold(&self, folder: &str) -> bool {
        let below = |name: &str| format!("{folder}/{name}");
        let hidden = folder.split('/').any(|part| part.starts_with('.'));
        let excluded = self.exclude.is_match(below("any.yaml"));
        let is_okrs = folder.split('/').any(|part| part == "okrs");
        !hidden && !excluded && (!self.among_code || is_okrs)
    }

    /// Whether anything below `folder`, from the root of the tree and with `/`, could belong to it:
    /// where not, it need not be entered.
    #[must_use]
    pub fn may_lead_to_files(&self, folder: &str) -> bool {
        let hidden = folder.split('/').any(|part| part.starts_with('.'));
        !hidden && !self.exclude.is_match(folder)
    }

    /// Whether the file at `path`, from the root of the tree and with `/`, belongs to it. An
    /// `okr.yaml` always does where it is not excluded, so that a second one can be found.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_config = name == CONFIG_NAME;
        let hidden = path.split('/').any(|part| part.starts_with('.'));
        let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        is_yaml
            && !hidden
            && (is_config || self.include.is_match(path))
            && (path == CONFIG_NAME || !self.exclude.is_match(path))
    }
}

/// Compiles globs as they are meant everywhere in `okr.yaml`: `*` stays within a folder, `**` does
/// not, and a folder stands for all that is in it.
///
/// # Errors
/// The first that is no glob.
pub fn globs<'g>(patterns: impl IntoIterator<Item = &'g str>) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
        set.add(GlobBuilder::new(pattern).literal_separator(true).build()?);
        set.add(
            GlobBuilder::new(&format!("{pattern}/**"))
                .literal_separator(true)
                .build()?,
        );
    }
    set.build()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_tree_in_a_folder_of_its_own_holds_every_yaml_file() {
        let selection = Selection::new([], ["drafts/**"], false).unwrap();
        for (path, held) in [
            ("a.yaml", true),
            ("teams/web/b.yml", true),
            ("okr.yaml", true),
            ("teams/okr.yaml", true),
            ("drafts/c.yaml", false),
            ("drafts/okr.yaml", false),
            (".github/d.yaml", false),
            ("teams/.e.yaml", false),
            ("notes.md", false),
            ("x.YAML", false),
        ] {
            assert_eq!(selection.holds(path), held, "{path}");
        }
    }

    #[test]
    fn beside_code_only_what_is_meant_as_an_okr_is_read() {
        let selection = Selection::new([], [], true).unwrap();
        for (path, held) in [
            ("deploy/values.yaml", false),
            ("okrs/goal.yaml", true),
            ("services/search/okrs/2026-Q1/x.yaml", true),
            ("services/search/find.okr.yaml", true),
            ("okr.yaml", true),
        ] {
            assert_eq!(selection.holds(path), held, "{path}");
        }
    }

    #[test]
    fn a_folder_that_cannot_hold_a_document_does_not_matter() {
        let selection = Selection::new([], ["private/**", "old"], false).unwrap();
        assert!(selection.may_hold("teams"));
        assert!(!selection.may_hold("private"));
        assert!(!selection.may_hold("old/deep"));
        assert!(!selection.may_hold(".cache"));
        let beside_code = Selection::new([], [], true).unwrap();
        assert!(!beside_code.may_hold("data"));
        assert!(beside_code.may_hold("services/okrs"));
    }

    #[test]
    fn a_folder_is_entered_where_something_below_it_may_belong() {
        let selection = Selection::new([], ["old", "drafts/*.yaml", "private/**"], true).unwrap();
        for (folder, entered) in [
            ("services", true),
            ("drafts", true),
            ("old", false),
            ("old/deep", false),
            ("private/deep", false),
            ("services/.cache", false),
        ] {
            assert_eq!(selection.may_lead_to_files(folder), entered, "{folder}");
        }
    }

    #[test]
    fn include_replaces_what_is_usual_and_a_folder_stands_for_its_files() {
        let selection = Selection::new(["plans/*.yaml", "goals"], ["goals/old/"], false).unwrap();
        assert!(selection.holds("plans/a.yaml"));
        assert!(!selection.holds("plans/deep/a.yaml"));
        assert!(selection.holds("goals/deep/a.yaml"));
        assert!(!selection.holds("goals/old/a.yaml"));
        assert!(!selection.holds("a.yaml"));
    }

    #[test]
    fn a_glob_that_is_none_is_refused() {
        assert!(Selection::new(["a[b"], [], false).is_err());
    }
}
