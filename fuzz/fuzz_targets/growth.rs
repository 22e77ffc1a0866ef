//! A page with twice as many of the same piece makes no more than twice as much and takes no more than twice as long. The
//! first line of an input stands before the pieces, the second is the piece, the rest stands behind.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/cpu.rs"]
mod cpu;
#[path = "../../tests/it/growing.rs"]
mod growing;

fuzz_target!(|input: &str| growing::assert_grows_linearly(input));
