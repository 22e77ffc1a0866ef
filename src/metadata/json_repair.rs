//! Text of a JSON-LD script -> JSON, repairing what publishers get wrong. What is no JSON even then is left out.

use serde_json::Value;

use super::text::decode_entities;

/// Parses one script. The parser refuses what nests 128 levels deep; real ones stay below 15.
pub(super) fn parse_block(raw: &str) -> Option<Value> {
    let text = unwrapped(raw);
    if text.is_empty() {
        return None;
    }
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let repaired = repaired(text);
    if let Ok(value) = serde_json::from_str(&repaired) {
        return Some(value);
    }
    // `&quot;` instead of quotes: some template escaped the whole script.
    if text.contains("&quot;") || text.contains("&#34;") || text.contains("&#034;") {
        let decoded = self::repaired(&decode_entities(text));
        if let Ok(value) = serde_json::from_str(&decoded) {
            return Some(value);
        }
    }
    // Several objects run together, or something behind the first.
    let stream = serde_json::Deserializer::from_str(&repaired).into_iter::<Value>();
    let values: Vec<Value> = stream.map_while(Result::ok).collect();
    (!values.is_empty()).then_some(Value::Array(values))
}

/// The JSON without comments, CDATA marks and semicolons around it.
fn unwrapped(raw: &str) -> &str {
    let mut text = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    for _ in 0..4 {
        let before = text.len();
        for prefix in ["//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "<!--"]
        {
            text = text.strip_prefix(prefix).unwrap_or(text).trim_start();
        }
        for suffix in ["//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "-->", "//", ";"] {
            text = text.strip_suffix(suffix).unwrap_or(text).trim_end();
        }
        if text.len() == before {
            break;
        }
    }
    text
}

/// The JSON with raw control characters in strings as spaces, bad escapes undone, trailing commas gone.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                if let Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') = chars.peek() {
                    out.push(c);
                    out.extend(chars.next());
                }
            }
            '"' => {
                quoted = !quoted;
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            '}' | ']' if !quoted => {
                let kept = out.trim_end().len();
                if out.get(..kept).is_some_and(|o| o.ends_with(',')) {
                    out.truncate(kept - 1);
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
