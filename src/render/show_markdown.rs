//! One goal, objective, kpi or team as Markdown.

use std::io;

use crate::render::page::{Item, Page, Part, Said, Value, page};
use crate::render::reading::Reading;
use crate::render::safe::markdown;
use crate::render::words::{markdown_name, markdown_sentence};
use crate::views::Show;

/// Writes all of what is shown.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn io::Write, show: &Show, reading: &Reading) -> io::Result<()> {
    let page = page(show);
    write_head(out, &page, reading)?;
    write_parts(out, &page.parts)
}

/// The title of a page, and what it is about.
pub(super) fn write_head(
    out: &mut dyn io::Write,
    page: &Page,
    reading: &Reading,
) -> io::Result<()> {
    let about = line(&page.about);
    writeln!(
        out,
        "# {}\n\n{about} · {}",
        markdown(&page.title),
        markdown(&reading.words())
    )
}

/// The parts of a page, each after an empty line.
pub(super) fn write_parts(out: &mut dyn io::Write, parts: &[Part]) -> io::Result<()> {
    for part in parts {
        if let Some(heading) = &part.heading {
            writeln!(out, "\n## {}", markdown(heading))?;
        }
        let plain = part.items.iter().all(|item| item.fields.is_empty());
        if plain {
            writeln!(out)?;
        }
        for item in &part.items {
            match plain {
                true => writeln!(out, "- {}", line(item.title.as_deref().unwrap_or_default()))?,
                false => write_item(out, item)?,
            }
        }
    }
    Ok(())
}

fn write_item(out: &mut dyn io::Write, item: &Item) -> io::Result<()> {
    if let Some(title) = &item.title {
        writeln!(out, "\n### {}", line(title))?;
    }
    writeln!(out)?;
    for (word, value) in &item.fields {
        match value {
            Value::Together(said) => writeln!(out, "- **{word}**: {}", line(said))?,
            Value::Lines(lines) => {
                writeln!(out, "- **{word}**:")?;
                for said in lines {
                    writeln!(out, "  - {}", line(said))?;
                }
            }
            Value::Prose(text) => write_prose(out, word, text)?,
        }
    }
    Ok(())
}

/// The lines of a text, with its paragraphs, inside the list item.
fn write_prose(out: &mut dyn io::Write, word: &str, text: &str) -> io::Result<()> {
    let mut lines = text.lines();
    writeln!(
        out,
        "- **{word}**: {}",
        markdown(lines.next().unwrap_or_default())
    )?;
    for text in lines {
        match text.trim().is_empty() {
            true => writeln!(out)?,
            false => writeln!(out, "  {}", markdown(text))?,
        }
    }
    Ok(())
}

fn line(said: &[Said]) -> String {
    let pieces = said.iter().map(|said| match said {
        Said::Words(text) => markdown(text),
        Said::Name(name) => markdown_name(name),
        Said::Sentence(text) => markdown_sentence(text),
    });
    pieces.collect::<Vec<_>>().join(" · ")
}
