//! Any bytes as a file: read or refused, but never a panic, and what was read is written and read again as the same.

#![no_main]

#[path = "../../tests/regressions/checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::decode(bytes));
