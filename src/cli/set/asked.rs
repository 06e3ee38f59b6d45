//! What check-ins are asked for: one by arguments, or several from standard input.

use std::io::Read;

use anyhow::{anyhow, bail};
use jiff::civil::Date;

use crate::amend::CheckIn;
use crate::cli::table;
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

/// Reads check-ins, a `REF VALUE` on each line or a table with the header `ref,value,…`. Those without
/// a day of their own were looked at on `day`.
///
/// # Errors
/// Where a line is neither: which, and what to write.
pub fn read(input: &mut dyn Read, day: Date) -> anyhow::Result<Vec<Asked>> {
    let text = table::text(input)?;
    let asked = match table::is_table(&text) {
        true => rows(&text, day),
        false => lines(&text, day),
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

fn rows(text: &str, day: Date) -> anyhow::Result<Vec<Asked>> {
    let mut asked = Vec::new();
    for row in table::rows(text, &COLUMNS)? {
        let number = row.line;
        let reference = row.reference()?;
        let as_of = match row.field("as_of") {
            None => day,
            Some(text) => parse_date(&text)
                .map_err(|error| anyhow!("line {number}: as_of: {}", error.message))?,
        };
        let check_in = CheckIn {
            value: row.field("value"),
            confidence: row.field("confidence"),
            note: row.field("note"),
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
            line: Some(number),
        });
    }
    Ok(asked)
}
