//! What the examples share: reading a page from disk with a bound, and printing JSON that is safe on a terminal.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// The library's own default limit. Nothing past it is read, so that a small file that unpacks to gigabytes costs
/// this much and no more.
const MAX_PAGE_BYTES: u64 = 20_000_000;

/// Reads a page as bytes, unpacking it if its name ends in `.gz`. `-` is standard input.
pub(crate) fn read_page(path: &Path) -> Result<Vec<u8>, String> {
    if path.as_os_str() == "-" {
        return read_bounded(io::stdin().lock());
    }
    let file = File::open(path).map_err(|e| e.to_string())?;
    if has_extension(path, "gz") { read_bounded(MultiGzDecoder::new(file)) } else { read_bounded(file) }
}

fn read_bounded(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MAX_PAGE_BYTES {
        return Err(format!("the page has more than {MAX_PAGE_BYTES} bytes"));
    }
    Ok(bytes)
}

/// Whether the file name ends in `.extension`, in any case.
pub(crate) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

/// JSON on one line, with every character that could steer a terminal written as an escape.
pub(crate) fn json_line(value: &Value) -> String {
    let json = value.to_string();
    if !json.chars().any(steers_terminal) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if steers_terminal(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Control characters (escape sequences begin with one) and those that reorder or break lines. All are in the basic
/// plane, so that one JSON escape writes them.
pub(crate) fn steers_terminal(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
