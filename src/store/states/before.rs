//! The state as an instant came, which is how a day and the close of a cycle are found.

use jiff::Timestamp;

use crate::store::{Git, GitError};

/// The last commit before `instant` on the first-parent history of the commit `from`, which is that
/// of the branch itself without what was merged into it. It is the first from `from` downwards whose
/// committer date is earlier, as `git rev-list --first-parent --max-count=1 --before=…` finds it but
/// for the instant itself, which git takes for before. With clocks that went wrong an older commit
/// can bear a later date; what stood on the branch just above such a commit counts then.
///
/// Nothing where the branch began later.
///
/// # Errors
/// [`GitError::Shallow`] where a shallow clone ends before the answer, and where git cannot tell.
pub fn last_before(git: &Git, from: &str, instant: Timestamp) -> Result<Option<String>, GitError> {
    // Seconds rather than a date: git reads dates of some years only, and completes what is missing
    // with the present time. Commits have whole seconds, so that the one before is the last that is
    // earlier; none is older than git's own time, which starts with 1970.
    let last = match instant.subsec_nanosecond() > 0 {
        true => instant.as_second(),
        false => instant.as_second() - 1,
    };
    if last < 0 {
        return Ok(None);
    }
    let found = git.output(&[
        "rev-list",
        "--first-parent",
        "--max-count=1",
        &format!("--min-age={last}"),
        from,
        "--",
    ])?;
    match String::from_utf8_lossy(&found).trim() {
        "" => {}
        id => return Ok(Some(id.to_owned())),
    }
    let boundary = git.boundary()?;
    match boundary.is_empty() || !boundary.contains(&first(git, from)?) {
        true => Ok(None),
        false => Err(GitError::Shallow {
            folder: git.folder().to_owned(),
            what: format!("what the branch was before {instant} is missing"),
        }),
    }
}

/// The first commit of the first-parent history that is there.
fn first(git: &Git, from: &str) -> Result<String, GitError> {
    let mut line = String::new();
    git.stream(&["rev-list", "--first-parent", from, "--"], |out| {
        let mut next = String::new();
        while out.read_line(&mut next)? > 0 {
            line.clear();
            std::mem::swap(&mut line, &mut next);
        }
        Ok(())
    })?;
    Ok(line.trim().to_owned())
}
