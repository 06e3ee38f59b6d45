//! What is said on the command line: states, cycles, days, references, quantities, globs.
#![no_main]

#[path = "../../tests/total/mod.rs"]
mod total;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| total::arguments::check(bytes));
