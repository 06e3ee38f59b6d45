//! The state as an instant came, which is how a day and the close of a cycle are found.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

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

/// The last commit before the day `day` on the first-parent history of the commit `from`, where each
/// commit has the day of its own time zone. Nothing where the branch began later.
///
/// # Errors
/// As [`last_before`].
pub fn last_before_day(git: &Git, from: &str, day: Date) -> Result<Option<String>, GitError> {
    // No zone is further ahead of or behind Greenwich: what is later is on that day or after it
    // everywhere, what is earlier before it.
    const HOURS: i64 = 14;
    const SECONDS: i64 = 3600;
    let midnight = day
        .to_zoned(TimeZone::UTC)
        .map_or(0, |midnight| midnight.timestamp().as_second());
    if midnight <= 0 {
        return Ok(None);
    }
    let mut found = None;
    git.stream(
        &[
            "log",
            "--first-parent",
            "--no-patch",
            "--format=%H %cI",
            &format!("--min-age={}", midnight + HOURS * SECONDS),
            from,
            "--",
        ],
        |out| {
            let mut line = String::new();
            while found.is_none() && out.read_line(&mut line)? > 0 {
                found = line.trim_end().split_once(' ').and_then(|(id, written)| {
                    let own: Date = written.get(..DAY)?.parse().ok()?;
                    (own < day).then(|| id.to_owned())
                });
                line.clear();
            }
            Ok(())
        },
    )?;
    match found {
        Some(id) => Ok(Some(id)),
        // The rest is the same question: whether the branch began later or the clone ends.
        None => {
            let earliest = Timestamp::from_second(midnight - HOURS * SECONDS);
            let found = last_before(git, from, earliest.unwrap_or(Timestamp::UNIX_EPOCH));
            found.map_err(|error| match error {
                GitError::Shallow { folder, .. } => GitError::Shallow {
                    folder,
                    what: format!("what the branch was before {day} is missing"),
                },
                other => other,
            })
        }
    }
}

/// The letters of a day in the notation of ISO 8601.
const DAY: usize = "2026-01-01".len();
