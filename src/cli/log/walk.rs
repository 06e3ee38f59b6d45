//! The history of the whole tree, commit by commit. One thing among all is followed in `cli/follow`.

use crate::cli::Stop;
use crate::cli::follow::Wanted;
use crate::cli::load::Loaded;
use crate::cli::state::Repository;
use crate::cli::steps::{contents, file_step, holds, in_batches};
use crate::store::{ControlFlow, Range};
use crate::views::commit::Background;
use crate::views::log::{Bridge, Entries, History, Made};
use crate::views::review::{Committed, Filter, rows};

/// The history of the whole tree.
///
/// # Errors
/// Where the repository cannot be read.
pub(super) fn of_all(
    repository: &Repository,
    today: &Loaded,
    wanted: Wanted,
) -> Result<History, Stop> {
    let background = Background::new(&today.snapshot);
    let selection = today.selection()?;
    let tree = today.root.tree.as_str();
    let paths: Vec<String> = match tree {
        "" => Vec::new(),
        tree => vec![tree.to_owned()],
    };
    let from = today.state.commit.clone().unwrap_or_default();
    let range = Range {
        from: &from,
        without: None,
        paths: &paths,
        renames: false,
    };
    let mut bridge = Bridge::default();
    let mut entries = Entries::default();
    let mut count = 0;
    let truncated = in_batches(repository, &range, &mut |mut steps| {
        for step in &mut steps {
            step.files
                .retain(|touched| holds((tree, &selection), &touched.path));
        }
        let contents = contents(repository, steps.iter().flat_map(|step| &step.files))?;
        for step in steps {
            let made = Made {
                at: count,
                commit: Committed::from(&step),
            };
            count += 1;
            let files = step.files.iter();
            let files = files.map(|touched| file_step((tree, tree), touched, &contents));
            for (made, files) in bridge.pass(&made, files.collect()) {
                for compared in background.changed(&files) {
                    let changes = compared.diff.changes.clone();
                    let rows = rows(compared.sides(), changes, Filter::default());
                    entries.add(&made, rows, wanted.only);
                }
            }
        }
        Ok(
            match wanted.most.is_some_and(|most| entries.len() >= most) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            },
        )
    })?;
    Ok(History {
        subject: None,
        entries: entries.latest(wanted.most),
        series: Vec::new(),
        truncated,
        notes: bridge.into_notes(),
    })
}
