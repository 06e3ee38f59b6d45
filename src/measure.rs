//! What the numbers of a tree amount to.

pub mod aim;
mod change;
pub mod unify;
