//! Reading `okr.yaml`: from its bytes to a configuration with the defaults filled in.

mod settle;

use crate::finding::{Problem, reading};
use crate::model::Config;
use crate::parse::decode::Decoding;
use crate::parse::document::Parsed;
use crate::parse::ignore;
use crate::parse::written::ConfigFile;
use crate::parse::yaml::{self, Kind};
use crate::source::Span;

/// `okr.yaml` as read.
#[derive(Debug, Clone)]
pub struct ParsedConfig {
    /// What it says, with the defaults filled in.
    pub config: Config,
    /// Its text and what is wrong with it; it holds no documents.
    pub file: Parsed,
}

/// Reads the bytes of `okr.yaml`.
#[must_use]
pub fn config(bytes: &[u8]) -> ParsedConfig {
    let (tree, problems) = yaml::read(bytes);
    let (ignores, malformed) = ignore::ignores(&tree);
    let problems = [problems, malformed].concat();
    let mut decoding = Decoding::new(&tree, problems, reading::CONFIG_UNKNOWN_FIELD);
    let mut file = ConfigFile::default();
    for (position, root) in tree.roots().enumerate() {
        match root.kind() {
            Kind::Mapping if position == 0 => decoding.mapping(root, &mut file),
            Kind::Empty | Kind::Refused => {}
            Kind::Mapping => decoding.report(
                Problem::new(
                    reading::INVALID_VALUE,
                    Span::at(root.span().start as usize),
                    "`okr.yaml` is one document, and this is a second",
                )
                .help("take the `---` away and write the keys below the first ones"),
            ),
            Kind::Scalar { .. } | Kind::Sequence => decoding.report(
                Problem::new(
                    reading::INVALID_VALUE,
                    root.span(),
                    "`okr.yaml` is a mapping of names to values",
                )
                .help("write lines such as `organisation: Streamly`; every key is optional"),
            ),
        }
    }
    let mut problems = decoding.finish();
    let config = settle::settle(file, &mut problems);
    problems.sort_by_key(|problem| problem.span);
    ParsedConfig {
        config,
        file: Parsed {
            text: tree.text.clone(),
            documents: Vec::new(),
            problems,
            ignores,
            broken: tree.broken,
        },
    }
}
