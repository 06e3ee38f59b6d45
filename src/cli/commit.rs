//! Commits of just the files that a command changed. What can be known to stand in the way is known
//! before anything is written.

use anyhow::{anyhow, bail};

use crate::store::Git;

/// How a file stands beside the last commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is as it was committed.
    Committed,
    /// It holds something else.
    Changed,
    /// It is not in the repository.
    New,
}

/// Makes sure that a commit of just the files at `paths` is possible, and holds nothing but what is
/// changed from now on.
///
/// # Errors
/// Where a file holds other changes or is not committed, as one is that is new; where no branch is
/// checked out or has no commit yet; where git is in the midst of something; where it does not know who
/// commits.
pub fn require_possible<'p>(git: &Git, paths: impl Iterator<Item = &'p str>) -> anyhow::Result<()> {
    if git.answer(&["symbolic-ref", "--quiet", "HEAD"])?.is_none() {
        bail!(
            "no branch is checked out, so a commit would soon be lost: `git switch` to one first"
        );
    }
    let is_there = |name: &str| -> anyhow::Result<bool> {
        Ok(git
            .answer(&["rev-parse", "--quiet", "--verify", name])?
            .is_some())
    };
    if !is_there("HEAD")? {
        bail!("the branch has no commit yet: commit the tree first, or leave --commit out");
    }
    for (head, what) in UNDER_WAY {
        if is_there(head)? {
            bail!(
                "a {what} is under way, and git commits no single files meanwhile: finish it first, or leave --commit out"
            );
        }
    }
    for who in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
        git.output(&["var", who]).map_err(|error| {
            anyhow!("git cannot tell who commits, so nothing was done: {error}")
        })?;
    }
    for path in paths {
        match standing(git, path)? {
            Standing::Committed => {}
            Standing::New => {
                bail!("{path} was never committed: commit it first, or leave --commit out")
            }
            Standing::Changed => bail!(
                "{path} already holds changes that are not committed, and they would go along: commit them first, or leave --commit out"
            ),
        }
    }
    Ok(())
}

/// What git may be in the midst of, by the reference that stands there meanwhile.
const UNDER_WAY: [(&str, &str); 3] = [
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
];

/// How the file at `path` stands.
///
/// # Errors
/// Where git cannot be asked.
pub fn standing(git: &Git, path: &str) -> anyhow::Result<Standing> {
    let path = literal(path);
    let known = git.answer(&["ls-files", "--error-unmatch", "--", &path])?;
    let same = git.answer(&["diff", "--quiet", "--no-ext-diff", "HEAD", "--", &path])?;
    Ok(match (known, same) {
        (None, _) => Standing::New,
        (Some(_), None) => Standing::Changed,
        (Some(_), Some(_)) => Standing::Committed,
    })
}

/// Commits just the files at `paths`, whatever else is staged.
///
/// # Errors
/// Where git refuses: what it says, and how to go on, as the files stay changed.
pub fn make<'p>(
    git: &Git,
    paths: impl Iterator<Item = &'p str> + Clone,
    message: &str,
) -> anyhow::Result<()> {
    let literals: Vec<String> = paths.clone().map(literal).collect();
    let mut args = vec!["commit", "--quiet", "--only", "-m", message, "--"];
    args.extend(literals.iter().map(String::as_str));
    git.output(&args).map(drop).map_err(|error| {
        let ways = match named(paths) {
            Some(named) => format!(
                "`git commit -- {named}` commits them, `git restore -- {named}` takes the changes back"
            ),
            None => "`git diff` shows them; commit them, or take them back with `git restore`".to_owned(),
        };
        anyhow!("the files are changed, but not committed: {error}\nhelp: once that is mended, {ways}")
    })
}

fn literal(path: &str) -> String {
    format!(":(top,literal){path}")
}

/// The most files that a command is shown with.
const MOST: usize = 12;

/// The files as a shell takes them, from any folder of the repository; none where they are many.
fn named<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@".contains(c);
    let quoted = |path: &str| match path.chars().all(is_plain) {
        true => format!(":/{path}"),
        false => format!("':(top,literal){}'", path.replace('\'', "'\\''")),
    };
    let few = paths.clone().nth(MOST).is_none();
    few.then(|| paths.map(quoted).collect::<Vec<_>>().join(" "))
}
