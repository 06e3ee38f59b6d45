//! What the name of a cycle on the command line means.

use anyhow::anyhow;

use crate::model::{Config, Cycle};
use crate::snapshot::{Snapshot, cycles};

/// The cycle that `name` means.
///
/// # Errors
/// Where it means none: which cycles there are.
pub fn cycle(name: &str, config: &Config, snapshot: &Snapshot) -> anyhow::Result<Cycle> {
    config.calendar.cycle(name).ok_or_else(|| {
        let known: Vec<_> = cycles(snapshot)
            .iter()
            .map(|cycle| cycle.name.to_string())
            .collect();
        let nearest = config
            .calendar
            .misspelt(name)
            .map_or_else(String::new, |suggestion| format!("; {}", suggestion.help));
        match known.is_empty() {
            true => anyhow!("{name}: there is no such cycle{nearest}"),
            false => anyhow!(
                "{name}: there is no such cycle{nearest}; this tree has {}",
                known.join(", ")
            ),
        }
    })
}
