//! The states that are compared quarter over quarter: the objectives of a cycle as it closed, with
//! the scores that were given after it.

use anyhow::anyhow;

use crate::cli::Stop;
use crate::cli::load::Loaded;
use crate::cli::session::Session;
use crate::cli::state::Repository;
use crate::model::Cycle;
use crate::views::review::Mode;

/// Reads a cycle and the later one, each as it stood at its close; without a later one the current.
///
/// # Errors
/// Where a close cannot be read, or there is no later cycle.
pub fn read(
    repository: &mut Repository,
    session: &Session,
    (name, cycle): (String, Cycle),
    later: Option<(String, Cycle)>,
) -> Result<(Loaded, Loaded, Mode), Stop> {
    let later = match later {
        Some(later) => later,
        None => {
            let head = repository.commit("HEAD")?;
            let current = repository.load(&head, session)?.current;
            let current = current.filter(|current| *current != cycle).ok_or_else(|| {
                anyhow!(
                    "{name} is the current cycle itself; name the one to compare it with, or `okr diff --during {name}`"
                )
            })?;
            (current.name.to_string(), current)
        }
    };
    let mut load = |name: &str, cycle: &Cycle| -> Result<Loaded, Stop> {
        let id = repository.close(cycle)?;
        let commit = repository.named(name, &id)?;
        repository.load(&commit, session)
    };
    let before = load(&name, &cycle)?;
    let after = load(&later.0, &later.1)?;
    Ok((before, after, Mode::Cycles(cycle, later.1)))
}
