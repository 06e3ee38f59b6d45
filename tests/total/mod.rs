//! What holds whatever the input is, from bytes to every format, without a terminal. One set of
//! promises for two hunters: the fuzz targets in `fuzz/` and the property tests in `tests/fuzzed.rs`.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod arguments;
mod edits;
mod formats;
mod harmless;
mod input;
mod merges;
mod places;
mod read;
pub mod states;
pub mod tree;

use jiff::civil::{Date, date};

/// The day on which everything is judged.
const TODAY: Date = date(2026, 2, 14);

/// Longer inputs say nothing that shorter ones do not.
const LONGEST: usize = 256 * 1024;
