//! The tag of a close: the commit that holds the verdicts, under the name by which every other command
//! finds it.

use std::collections::HashSet;

use anyhow::{anyhow, bail};

use crate::cli::load::Loaded;
use crate::model::Cycle;
use crate::store::Git;
use crate::views::TreeNode;

/// The tag of a close.
#[derive(Debug)]
pub struct Tag {
    name: String,
}

impl Tag {
    /// That of `cycle`.
    #[must_use]
    pub fn of(cycle: &Cycle) -> Self {
        Self {
            name: format!("okr/{}/close", cycle.name),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes sure that there is no such tag.
    ///
    /// # Errors
    /// Where there is one, or git cannot be asked.
    pub fn require_free(&self, git: &Git) -> anyhow::Result<()> {
        let reference = format!("refs/tags/{}", self.name);
        let there = git.answer(&["rev-parse", "--quiet", "--verify", &reference])?;
        match there {
            None => Ok(()),
            Some(_) => Err(anyhow!(
                "the tag {name} is there already: `git show {name}` shows it; `git tag -d {name}` takes it away, if the close is to be another commit",
                name = self.name
            )),
        }
    }

    /// Makes sure that the last commit holds the objectives as they are.
    ///
    /// # Errors
    /// Where one of their files is not committed.
    pub fn require_committed(
        git: &Git,
        loaded: &Loaded,
        objectives: &[TreeNode],
    ) -> anyhow::Result<()> {
        let tree = format!(":(top,literal){}", loaded.root.tree);
        let mut args = vec![
            "status",
            "--porcelain",
            "-z",
            "--no-renames",
            "--untracked-files=all",
        ];
        if !loaded.root.tree.is_empty() {
            args.extend(["--", &tree]);
        }
        let changed = git.output(&args)?;
        let changed = String::from_utf8_lossy(&changed);
        let changed: HashSet<&str> = changed
            .split('\0')
            .filter_map(|entry| entry.get(3..))
            .collect();
        match objectives
            .iter()
            .find(|own| changed.contains(own.path.as_str()))
        {
            None => Ok(()),
            Some(own) => bail!(
                "{} holds changes that are not committed, and the tag needs them: commit first, then run it again",
                own.path
            ),
        }
    }

    /// Puts the tag on the last commit. It is signed where git is set up to do so.
    ///
    /// # Errors
    /// Where git refuses.
    pub fn set(&self, git: &Git, message: &str) -> anyhow::Result<()> {
        let args = [
            "tag",
            "--annotate",
            "--cleanup=whitespace",
            "--file=-",
            &self.name,
        ];
        git.feed(&args, message.as_bytes(), |_| Ok(()))
            .map_err(|error| anyhow!("the close is not tagged: {error}"))
    }
}
