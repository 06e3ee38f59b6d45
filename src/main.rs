//! `okr`: OKRs as plain text in git. Owns the streams and the exit code; all else is the library's.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use okr::cli::{Environment, run};

/// Runs the program on the arguments and streams of this process.
pub fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    let environment = match Environment::of_this_process() {
        Ok(environment) => environment,
        Err(error) => {
            let _ = writeln!(err, "error: cannot tell the current folder: {error}");
            return ExitCode::from(2);
        }
    };
    let mut input = io::stdin().lock();
    let args = std::env::args_os();
    let verdict = run(args, &environment, &mut input, &mut out, &mut err);
    ExitCode::from(verdict.code())
}
