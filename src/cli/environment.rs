//! What a run finds around it, as values: so that a test of the whole program is a function call.

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::civil::Date;

/// What surrounds a run.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The folder it is started in.
    pub folder: PathBuf,
    /// The environment variables.
    pub variables: HashMap<String, String>,
    /// Whether standard input is a terminal.
    pub in_is_terminal: bool,
    /// Whether standard output is a terminal.
    pub out_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub err_is_terminal: bool,
    /// How many columns the terminal has, where there is one.
    pub columns: Option<usize>,
    /// The day by the clock, in the local time zone.
    pub today: Date,
}

impl Environment {
    /// The value of a variable; none where it is not set or empty.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// That of this process.
    ///
    /// # Errors
    /// Where the folder it was started in is gone.
    pub fn of_this_process() -> std::io::Result<Self> {
        use std::io::IsTerminal;
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((
                name.into_string().ok()?,
                value.to_string_lossy().into_owned(),
            ))
        };
        Ok(Self {
            folder: std::env::current_dir()?,
            variables: std::env::vars_os().filter_map(text).collect(),
            in_is_terminal: std::io::stdin().is_terminal(),
            out_is_terminal: std::io::stdout().is_terminal(),
            err_is_terminal: std::io::stderr().is_terminal(),
            columns: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
            today: jiff::Zoned::now().date(),
        })
    }
}
