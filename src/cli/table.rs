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
    header: Vec<String>,
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
    let mut names = first.into_iter().flat_map(|first| first.split(SEPARATORS));
    names.any(|name| column(name.trim().trim_matches('"')) == "ref")
}

/// What stands between the cells: a comma, or what spreadsheets write in countries where that stands
/// within numbers.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The name of a column, whatever its case.
fn column(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The rows of a table that may have these columns.
///
/// # Errors
/// Where it has others, or cannot be read.
pub fn rows(text: &str, columns: &[&str]) -> anyhow::Result<Vec<Row>> {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let separator = first.and_then(|first| first.chars().find(|c| SEPARATORS.contains(c)));
    let separator = separator.unwrap_or(',');
    if let Some(line) = unclosed(text, separator) {
        bail!("line {line}: a quotation mark opens here and is never closed");
    }
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().context("the table has no header")?;
    let header: Vec<String> = header.iter().map(column).collect();
    require_columns(&header, columns)?;
    let mut lines = Lines::of(text);
    let mut rows = Vec::new();
    for fields in reader.into_records() {
        let fields = fields.context("the table cannot be read")?;
        let start = fields.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
        if fields.len() != header.len() {
            bail!(
                "line {line} has {} cells, and the header {}: put what holds a `{separator}` between quotation marks, and leave a cell empty where there is nothing to say",
                fields.len(),
                header.len()
            );
        }
        rows.push(Row {
            line,
            header: header.clone(),
            fields,
        });
    }
    Ok(rows)
}

/// Makes sure that a header names columns that there are, and each once.
fn require_columns(header: &[String], columns: &[&str]) -> anyhow::Result<()> {
    for (position, name) in header.iter().enumerate() {
        if !columns.contains(&name.as_str()) {
            bail!(
                "the table has a column `{name}`: there are {}",
                columns.join(", ")
            );
        }
        if header.iter().take(position).any(|before| before == name) {
            bail!("the table has the column `{name}` twice: leave one of them out");
        }
    }
    Ok(())
}

/// The line in which a quotation mark opens a cell that never ends.
fn unclosed(text: &str, separator: char) -> Option<u64> {
    let mut line = 1;
    let mut opened = None;
    let mut starts_cell = true;
    for c in text.chars() {
        // Two marks within a cell close it and open it again, which comes to the same.
        match (c, opened) {
            ('"', Some(_)) => opened = None,
            ('"', None) if starts_cell => opened = Some(line),
            _ => {}
        }
        line += u64::from(c == '\n');
        starts_cell = opened.is_none() && (c == separator || c == '\n' || c == '"');
    }
    opened
}

/// The lines of a text, by the bytes in it.
struct Lines<'t> {
    text: &'t str,
    /// Up to here lines were counted.
    byte: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    const fn of(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            line: 1,
        }
    }

    /// The line of the first text from `byte` on, which may be no less than the last that was asked for.
    fn at(&mut self, byte: usize) -> u64 {
        let rest = self.text.get(byte..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let between = self.text.get(self.byte..byte + blank).unwrap_or_default();
        self.line += between.bytes().map(|c| u64::from(c == b'\n')).sum::<u64>();
        self.byte = byte + blank;
        self.line
    }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// Each row with its line, or what is wrong.
    fn read(text: &str) -> Result<Vec<(u64, String, Option<String>)>, String> {
        assert!(is_table(text), "{text}");
        let rows = rows(text, &["ref", "value", "note"]).map_err(|error| error.to_string())?;
        let read = rows.iter();
        let read = read.map(|row| (row.line, row.reference().unwrap(), row.field("value")));
        Ok(read.collect())
    }

    #[test]
    fn a_table_is_read_as_spreadsheets_write_it() {
        for text in [
            "ref,value\na/k,\"1,5\"\n\n\nb/k,\n",
            "\"ref\",\"value\"\r\n\"a/k\",\"1,5\"\r\n\r\n\r\n'b/k,\"\"\r\n",
            "REF;Value\na/k;1,5\n\n\nb/k;\n",
            "Ref\tvalue\na/k\t1,5\n\n\nb/k\t",
        ] {
            let expected = vec![
                (2, "a/k".to_owned(), Some("1,5".to_owned())),
                (5, "b/k".to_owned(), None),
            ];
            assert_eq!(read(text), Ok(expected), "{text}");
        }
        assert!(!is_table("refs 3\n") && !is_table("a/k 3\nref,value\n"));
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_line() {
        for (text, words) in [
            ("ref,amount\n", "a column `amount`: there are ref, value"),
            ("ref,value,Value\n", "the column `value` twice"),
            (
                "ref,value\na/k,1\n\nb/k,1,5\n",
                "line 4 has 3 cells, and the header 2",
            ),
            (
                "ref,value,note\na/k,1\n",
                "line 2 has 2 cells, and the header 3",
            ),
            (
                "ref,value,note\na/k,1,\"two\nlines\"\nb/k,\"2,\nc/k,3,\n",
                "line 4: a quotation mark opens here",
            ),
            (
                "ref,note,value\na/k,\"so \"\"called\"\"\",\n\"b/k,\n",
                "line 3: ",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
        }
        // A mark within a cell is one.
        let text = "ref,value\na/k,5\"\nb/k,1\n";
        assert_eq!(read(text).unwrap().len(), 2);
    }
}
