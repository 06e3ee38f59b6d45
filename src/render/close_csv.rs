//! What is proposed at the close of a cycle, as the table that `okr close CYCLE -` reads: to be looked
//! through, filled in, and handed back.

use std::io;

use crate::amend::score_text;
use crate::render::safe::csv_cell;
use crate::views::TreeNode;
use crate::views::closing::{proposal, score_of};

/// The columns.
pub const COLUMNS: [&str; 5] = ["ref", "status", "score", "result", "reason"];

/// Writes a row for each objective and each of its key results that has no score yet. Where nothing
/// can be proposed the cells are empty.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, objectives: &[&TreeNode]) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().from_writer(out);
    table.write_record(COLUMNS)?;
    for objective in objectives {
        let proposal = proposal(objective);
        let status = proposal.map_or("", |proposal| proposal.status.name());
        let score = proposal.map(|proposal| score_text(proposal.score));
        let name = csv_cell(&objective.name);
        table.write_record([&name, status, &score.unwrap_or_default(), "", ""])?;
        let ungraded = objective.key_results.iter();
        let ungraded =
            ungraded.filter(|own| !own.figures.score_given && !own.status.is_set_aside());
        for key_result in ungraded {
            let name = csv_cell(&format!("{}/{}", objective.name, key_result.id));
            let score = score_of(objective, key_result).map(score_text);
            table.write_record([&name, "", &score.unwrap_or_default(), "", ""])?;
        }
    }
    table.flush()
}
