//! JSON whose strings hold nothing that acts on a terminal. A parser reads the very same values.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::render::safe::{deceives, names_command};

/// Writes `value` as indented JSON with a line end after it, every character that deceives as an
/// escape (`\u202e`).
///
/// # Errors
/// When `out` cannot be written, or a value has no form in JSON.
pub fn write_json<W: io::Write, T: Serialize + ?Sized>(mut out: W, value: &T) -> io::Result<()> {
    let formatter = SafeJson(PrettyFormatter::new());
    value.serialize(&mut Serializer::with_formatter(&mut out, formatter))?;
    out.write_all(b"\n")
}

/// A JSON layout that escapes in strings what its own would print raw: characters that deceive
/// (JSON itself only asks for those below U+0020), and `##[` and its like, which runners
/// take for a command.
#[derive(Debug, Clone, Default)]
pub struct SafeJson<F>(
    /// The layout: compact or indented.
    pub F,
);

impl<F: Formatter> Formatter for SafeJson<F> {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut written = 0;
        for (start, char) in fragment.char_indices() {
            // One mark is enough: the one before it may lie in another fragment.
            let command = char == '#' && names_command(fragment.get(start + 1..));
            if !deceives(char) && !command {
                continue;
            }
            let plain = fragment.get(written..start).unwrap_or_default();
            self.0.write_string_fragment(writer, plain)?;
            for unit in char.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = start + char.len_utf8();
        }
        let plain = fragment.get(written..).unwrap_or_default();
        self.0.write_string_fragment(writer, plain)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W>(&mut self, writer: &mut W, first: bool) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W>(&mut self, writer: &mut W, first: bool) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        self.0.begin_object_key(writer, first)
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_key(writer)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
