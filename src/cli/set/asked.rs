//! What check-ins are asked for: one by arguments, or several from standard input.

use std::io::Read;

use anyhow::{Context as _, anyhow, bail};
use jiff::civil::Date;

use crate::amend::CheckIn;
use crate::model::date::parse_date;

/// One check-in that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What it is about, as written.
    pub reference: String,
    /// What it says.
    pub check_in: CheckIn,
    /// The line of standard input that asks for it, from 1.
    pub line: Option<u64>,
}

/// The columns of a table of check-ins; the first is needed.
const COLUMNS: [&str; 5] = ["ref", "value", "confidence", "note", "as_of"];

/// The most that is read, in bytes: thousands of check-ins.
const MOST: u64 = 16 * 1024 * 1024;

/// Reads check-ins, a `REF VALUE` on each line or a table with the header `ref,value,…`. Those without
/// a day of their own were looked at on `day`.
///
/// # Errors
/// Where a line is neither: which, and what to write.
pub fn read(input: &mut dyn Read, day: Date) -> anyhow::Result<Vec<Asked>> {
    let mut text = String::new();
    let count = input
        .take(MOST)
        .read_to_string(&mut text)
        .context("cannot read standard input")?;
    if count as u64 == MOST {
        bail!("standard input holds more than {MOST} bytes: write fewer check-ins at once");
    }
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    let is_table = first.is_some_and(|first| first.split(',').any(|name| name.trim() == "ref"));
    let asked = match is_table {
        true => table(text, day),
        false => lines(text, day),
    }?;
    match asked.is_empty() {
        true => Err(anyhow!(
            "standard input holds no check-in: write `REF VALUE` on each line, or a table with the header {}",
            COLUMNS.join(",")
        )),
        false => Ok(asked),
    }
}

fn lines(text: &str, day: Date) -> anyhow::Result<Vec<Asked>> {
    let lines = (1..).zip(text.lines().map(str::trim));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            let (reference, value) = line.split_once(char::is_whitespace).ok_or_else(|| {
                anyhow!("line {number}: `{line}` has no value: write `REF VALUE`")
            })?;
            Ok(Asked {
                reference: reference.to_owned(),
                check_in: CheckIn {
                    value: Some(value.trim().to_owned()),
                    ..CheckIn::on(day)
                },
                line: Some(number),
            })
        })
        .collect()
}

fn table(text: &str, day: Date) -> anyhow::Result<Vec<Asked>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().context("the table has no header")?.clone();
    if let Some(unknown) = header.iter().find(|name| !COLUMNS.contains(name)) {
        bail!(
            "the table has a column `{unknown}`: there are {}",
            COLUMNS.join(", ")
        );
    }
    let mut asked = Vec::new();
    for row in reader.records() {
        let row = row.context("the table cannot be read")?;
        let line = row.position().map(csv::Position::line);
        let number = line.unwrap_or_default();
        let field = |name: &str| -> Option<String> {
            let at = header.iter().position(|column| column == name)?;
            row.get(at)
                .filter(|field| !field.is_empty())
                .map(str::to_owned)
        };
        let reference = field("ref").ok_or_else(|| anyhow!("line {number}: `ref` is empty"))?;
        let as_of = match field("as_of") {
            None => day,
            Some(text) => parse_date(&text)
                .map_err(|error| anyhow!("line {number}: as_of: {}", error.message))?,
        };
        let check_in = CheckIn {
            value: field("value"),
            confidence: field("confidence"),
            note: field("note"),
            ..CheckIn::on(as_of)
        };
        if check_in.says_nothing() {
            bail!(
                "line {number}: {reference} has no value; the same value again is a check-in too"
            );
        }
        asked.push(Asked {
            reference,
            check_in,
            line,
        });
    }
    Ok(asked)
}
