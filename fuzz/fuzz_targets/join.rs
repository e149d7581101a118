//! Any two files, with a zero byte between them: if they are of one library, joining them keeps its laws.

#![no_main]

#[path = "../../tests/regressions/checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::join(bytes));
