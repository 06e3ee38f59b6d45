//! What the numbers of a tree amount to.

pub mod aim;
mod change;
pub mod key_result;
pub mod title;
pub mod unify;
