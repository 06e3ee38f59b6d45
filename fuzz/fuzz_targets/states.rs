//! Two states of a tree, compared, judged, merged and shown in every format.
#![no_main]

#[path = "../../tests/total/mod.rs"]
mod total;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| total::states::check(bytes));
