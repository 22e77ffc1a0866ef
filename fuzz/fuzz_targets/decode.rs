//! Any bytes, with any `Content-Type` in front, are read in an encoding browsers know, for a reason that holds, and
//! nothing is lost or made up.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/decoding.rs"]
mod decoding;

fuzz_target!(|input: &[u8]| decoding::assert_decodes(input));
