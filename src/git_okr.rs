//! `git-okr`: the same program under the name that makes `git okr` work.

#[path = "main.rs"]
mod okr;

fn main() -> std::process::ExitCode {
    okr::main()
}
