//! The bytes of a tree, read, judged, shown in every format and mended.
#![no_main]

#[path = "../../tests/total/mod.rs"]
mod total;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| total::tree::check(bytes));
