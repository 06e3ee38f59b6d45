//! OKRs as plain text in git. The modules stand in reading order: bytes come in at the first, text
//! goes out at the last, and between them everything is a plain value. A module imports only from
//! those above it; `store` imports only `source`, and only `cli` calls it.

pub mod source;

pub mod finding;

pub mod model;

pub mod parse;

pub mod edit;

pub mod merge;

pub mod snapshot;

pub mod measure;

pub mod amend;

pub mod diff;

pub mod starter;

pub mod views;

pub mod rules;

pub mod schema;

pub mod report;

pub mod render;

pub mod store;

pub mod cli;

#[cfg(test)]
mod testing;
