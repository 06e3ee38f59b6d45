//! What is shown of a tree, as plain structures: how they look is the business of `render`.

pub mod allocation;
mod cascade;
pub mod closing;
pub mod commit;
pub mod concern;
pub mod figures;
mod lines;
pub mod log;
mod loose;
pub mod node;
pub mod review;
pub mod roll;
pub mod show;
pub mod standing;
pub mod tree;
pub mod why;

pub use allocation::{Allocation, TeamRow, allocation};
pub use concern::{Only, Sort};
pub use figures::{Basis, Figures};
pub use node::{KeyResultRow, TeamName, TreeNode, Upward};
pub use show::{Show, ShownNode, ShownTeam, Subject, show};
pub use tree::{Loose, Options, Section, Shown, Tree, tree};
pub use why::{ChainLink, Gap, GapKind, Why, why};
