//! Any text is read as a date without harm, and what is read prints as a text that reads back as the same value.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| gleaner::stages::metadata::date::check(text));
