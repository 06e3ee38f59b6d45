//! `--format F` and `--format F=PATH`: which formats a run writes, and where.

use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context as _, bail};
use clap::ValueEnum;

/// A format with the place that it is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output<F> {
    /// The format.
    pub format: F,
    /// The file; standard output where there is none.
    pub path: Option<PathBuf>,
}

impl<F: Copy> Output<F> {
    /// The formats that were asked for; where none was, `usual` on standard output.
    pub fn or(asked: &[Self], usual: F) -> Vec<Self> {
        match asked {
            [] => vec![Self {
                format: usual,
                path: None,
            }],
            asked => asked.to_vec(),
        }
    }
}

impl<F: ValueEnum> FromStr for Output<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, path) = match text.split_once('=') {
            Some((_, "")) => return Err("there is no path behind the `=`".to_owned()),
            Some((name, path)) => (name, Some(PathBuf::from(path))),
            None => (text, None),
        };
        let format = F::from_str(name, false).map_err(|_| {
            let names: Vec<_> = F::value_variants()
                .iter()
                .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
                .collect();
            format!("there is no such format; there are {}", names.join(", "))
        })?;
        Ok(Self { format, path })
    }
}

/// Writes each format to its place. Files are relative to the folder of the run.
///
/// # Errors
/// Where two formats would go to one place, or a place cannot be written.
pub fn write_all<F: Copy>(
    outputs: &[Output<F>],
    folder: &std::path::Path,
    out: &mut dyn Write,
    mut write: impl FnMut(F, &mut dyn Write, bool) -> io::Result<()>,
) -> anyhow::Result<()> {
    // As a whole path, so that one place is one however it is written.
    let place = |output: &Output<F>| output.path.as_ref().map(|path| folder.join(path));
    for (position, output) in outputs.iter().enumerate() {
        if outputs
            .iter()
            .take(position)
            .any(|other| place(other) == place(output))
        {
            match &output.path {
                Some(path) => bail!("two formats would be written to {}", path.display()),
                None => bail!(
                    "only one format can go to standard output: write `--format NAME=PATH` for the others"
                ),
            }
        }
    }
    for output in outputs {
        match &output.path {
            None => {
                write(output.format, out, false)
                    .and_then(|()| out.flush())
                    .context("cannot write to standard output")?;
            }
            Some(path) => {
                let mut text = Vec::new();
                write(output.format, &mut text, true)
                    .and_then(|()| crate::store::write(&folder.join(path), &text))
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
        }
    }
    Ok(())
}
