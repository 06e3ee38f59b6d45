//! `--actual` and `--repo`: the commits of the cycle, read from git and counted.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;

use crate::cli::load::Loaded;
use crate::cli::session::Session;
use crate::measure::actual::{Actual, Counting};
use crate::render::safe::safe;
use crate::store::{self, GitError, Walk};

/// Whether to read commits, and whose.
#[derive(Debug, Args)]
pub struct ActualArgs {
    /// Compare with where the time really went, as the commits of the cycle say
    #[arg(long)]
    actual: bool,

    /// Read the commits of this repository too; may be repeated
    #[arg(long = "repo", value_name = "PATH", requires = "actual")]
    repositories: Vec<PathBuf>,
}

impl ActualArgs {
    /// Where the time of the current cycle went; nothing where that was not asked for.
    ///
    /// # Errors
    /// Where there is no cycle, or where a history cannot be read whole.
    pub fn read(
        &self,
        loaded: &Loaded,
        session: &Session,
        err: &mut dyn Write,
    ) -> anyhow::Result<Option<Actual>> {
        if !self.actual {
            return Ok(None);
        }
        let cycle = loaded.current.as_ref().ok_or_else(|| {
            anyhow!("--actual reads the commits of a cycle, and no objective has one; name it with --cycle")
        })?;
        let mut counting = Counting::new(&loaded.snapshot, &loaded.config, cycle, loaded.today);
        let mut histories = HashSet::new();
        let others = self
            .repositories
            .iter()
            .map(|path| session.folder.join(path));
        for repository in std::iter::once(loaded.root.repository.clone()).chain(others) {
            // One history read twice would count its commits twice.
            if !histories.insert(store::history_of(&repository).map_err(without_git)?) {
                continue;
            }
            if session.verbose {
                let line = format!(
                    "read the commits of {} from {} to {}",
                    repository.display(),
                    cycle.start,
                    cycle.end.min(loaded.today)
                );
                writeln!(err, "{}", safe(&line))?;
            }
            let addresses: Vec<String> = counting.addresses().map(str::to_owned).collect();
            for (address, now) in store::mailmap(&repository, &addresses)? {
                counting.is_now(&address, &now);
            }
            let is_own = histories.len() == 1;
            let walk = Walk {
                // Other repositories know nothing of the commit that the tree was read at.
                from: loaded.state.commit.as_deref().filter(|_| is_own),
                since: cycle.start,
                paths: counting.asks_for_paths(),
            };
            store::log(&repository, &walk, &mut |entry| counting.take(entry))
                .with_context(|| format!("--actual: {}", repository.display()))?;
        }
        Ok(Some(counting.finish()))
    }
}

/// Says that it is the commits that were asked for.
fn without_git(error: GitError) -> anyhow::Error {
    anyhow!("--actual reads commits: {error}")
}
