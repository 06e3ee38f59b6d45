//! From reports to text: one file for each format, and the one place where text is made safe.

pub mod safe;
pub mod style;
