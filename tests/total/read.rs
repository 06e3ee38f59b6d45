//! A tree of an input, read and judged as a command does it.

use std::sync::Arc;

use okr::finding::Finding;
use okr::model::{Config, Cycle};
use okr::parse;
use okr::report::{CheckReport, FailOn};
use okr::rules::{Choice, Context, lint};
use okr::snapshot::{Input, Snapshot, assemble, current_cycle};
use okr::source::CONFIG_NAME;
use okr::views::Basis;

use super::TODAY;
use super::input::Files;

/// A tree as read.
pub struct Tree {
    pub config: Config,
    pub snapshot: Snapshot,
    pub found: Vec<Finding>,
    pub current: Option<Cycle>,
}

impl Tree {
    /// Reads the files of a tree.
    pub fn read(files: &Files) -> Self {
        Self::of(files, false)
    }

    /// The same where the files come in the opposite order.
    pub fn read_backwards(files: &Files) -> Self {
        Self::of(files, true)
    }

    fn of(files: &Files, backwards: bool) -> Self {
        let config = files.get(CONFIG_NAME).map_or(&b""[..], Vec::as_slice);
        let config = parse::config(config).config;
        let inputs = files.iter().map(|(path, bytes)| {
            let is_config = path.rsplit('/').next() == Some(CONFIG_NAME);
            let parsed = match is_config {
                true => parse::config(bytes).file,
                false => parse::documents(bytes),
            };
            Input {
                path: format!("okrs/{path}"),
                path_in_tree: path.clone(),
                parsed: Arc::new(parsed),
            }
        });
        let mut inputs: Vec<Input> = inputs.collect();
        if backwards {
            inputs.reverse();
        }
        let (snapshot, found) = assemble(inputs, &config.calendar);
        Self {
            current: current_cycle(&snapshot, TODAY),
            config,
            snapshot,
            found,
        }
    }

    /// What views are made from.
    pub const fn basis(&self) -> Basis<'_> {
        Basis {
            snapshot: &self.snapshot,
            config: &self.config,
            today: TODAY,
        }
    }

    /// What rules see.
    pub const fn context(&self) -> Context<'_> {
        Context {
            snapshot: &self.snapshot,
            config: &self.config,
            today: TODAY,
            current: self.current.as_ref(),
            actual: None,
            base: None,
            stricter: None,
            history: None,
        }
    }

    /// What is wrong with it.
    pub fn judged(&self, choice: &Choice) -> CheckReport {
        let linted = lint(&self.context(), self.found.clone(), choice);
        CheckReport::new(
            self.snapshot.clone(),
            TODAY,
            linted.findings,
            linted.ignored,
            FailOn::Never,
        )
    }
}
