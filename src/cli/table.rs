//! Tables that are handed over on standard input, as CSV with a header. What stands in them is the
//! commands' business.

use std::io::Read;

use anyhow::{Context as _, anyhow, bail};

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// The line it begins in, from 1.
    pub line: u64,
    /// The columns that the table has, in their order.
    header: csv::StringRecord,
    fields: csv::StringRecord,
}

/// The most that is read, in bytes: thousands of rows.
const MOST: u64 = 16 * 1024 * 1024;

/// All that stands on standard input, without the mark that some editors put in front.
///
/// # Errors
/// Where it cannot be read or is too much.
pub fn text(input: &mut dyn Read) -> anyhow::Result<String> {
    let mut text = String::new();
    let count = input
        .take(MOST)
        .read_to_string(&mut text)
        .context("cannot read standard input")?;
    if count as u64 == MOST {
        bail!("standard input holds more than {MOST} bytes: write less at once");
    }
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// Whether a text begins with the header of a table, which has a column `ref`.
#[must_use]
pub fn is_table(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    first.is_some_and(|first| first.split(',').any(|name| name.trim() == "ref"))
}

/// The rows of a table that may have these columns.
///
/// # Errors
/// Where it has others, or cannot be read.
pub fn rows(text: &str, columns: &[&str]) -> anyhow::Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().context("the table has no header")?.clone();
    if let Some(unknown) = header.iter().find(|name| !columns.contains(name)) {
        bail!(
            "the table has a column `{unknown}`: there are {}",
            columns.join(", ")
        );
    }
    let rows = reader.into_records().map(|fields| {
        let fields = fields.context("the table cannot be read")?;
        let line = fields.position().map(csv::Position::line);
        Ok(Row {
            line: line.unwrap_or_default(),
            header: header.clone(),
            fields,
        })
    });
    rows.collect()
}

impl Row {
    /// What stands in a column; none where it is empty.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        let at = self.header.iter().position(|column| column == name)?;
        let field = self.fields.get(at).filter(|field| !field.is_empty());
        field.map(str::to_owned)
    }

    /// Whether the table has a column.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.header.iter().any(|column| column == name)
    }

    /// What it is about.
    ///
    /// # Errors
    /// Where it does not say so.
    pub fn reference(&self) -> anyhow::Result<String> {
        let reference = self.field("ref");
        let reference = reference.ok_or_else(|| anyhow!("line {}: `ref` is empty", self.line))?;
        // An apostrophe keeps spreadsheets from taking what begins with a `-` for a formula.
        Ok(reference.trim_start_matches('\'').to_owned())
    }
}
