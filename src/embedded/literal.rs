//! Text of a script -> the JSON and the object literals in it, read into a [`Tree`].
//!
//! Takes JSON, and what scripts write for it: bare keys, single quotes, trailing commas, `undefined`, `!0`, `new Date(1)`.
//! What a name stands for is not looked up. It runs nothing and knows no statements: wherever a literal may begin it tries
//! to read one.

use memchr::memchr3_iter;

use super::tree::{Id, Tree, Value};

/// Levels of nesting read. Real ones stay below 40.
const MAX_DEPTH: usize = 100;

/// Bytes of a literal below which it holds no body.
const MIN_BYTES: usize = 100;

/// How often over the bytes of a script may be read, beginnings that turn out to be none included.
const MAX_READINGS: usize = 4;

/// Reads every literal of some size in `script` as a child of `parent`.
pub(super) fn read_all(script: &str, parent: Id, tree: &mut Tree) {
    let bytes = script.as_bytes();
    let mut fuel = bytes.len() * MAX_READINGS + 1000;
    let mut done = 0;
    for at in memchr3_iter(b'{', b'[', b'(', bytes) {
        if at < done || tree.is_full() {
            continue;
        }
        let Some(start) = literal_start(bytes, at) else { continue };
        let (len, last) = (tree.len(), tree.last_child(parent));
        let read = read(script, start, parent, "", tree);
        let (Ok(end) | Err(end)) = read;
        match fuel.checked_sub(end.saturating_sub(start)) {
            Some(left) => fuel = left,
            None => return,
        }
        if read.is_ok() && end - start >= MIN_BYTES {
            done = end;
        } else {
            tree.truncate(len, parent, last);
        }
    }
}

/// Where a literal begins at the bracket at `at`: there, or at the string behind a parenthesis.
fn literal_start(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) == Some(&b'(') {
        return matches!(bytes.get(at + 1), Some(b'"' | b'\'' | b'`')).then_some(at + 1);
    }
    let before = bytes.get(..at)?.trim_ascii_end();
    let opens = before.last().is_none_or(|b| b"=(:,[?&|>{;!".contains(b));
    (opens || before.ends_with(b"return")).then_some(at)
}

/// Reads the literal that begins at `start`; gives where it ends, or where it turned out to be none.
pub(super) fn read(
    script: &str,
    start: usize,
    parent: Id,
    key: &str,
    tree: &mut Tree,
) -> Result<usize, usize> {
    let mut reader = Reader { script, bytes: script.as_bytes(), at: start, tree };
    match reader.literal(parent, key) {
        Some(()) => Ok(reader.at),
        None => Err(reader.at),
    }
}

struct Reader<'a> {
    script: &'a str,
    bytes: &'a [u8],
    at: usize,
    tree: &'a mut Tree,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn literal(&mut self, parent: Id, key: &str) -> Option<()> {
        let mut open: Vec<Id> = Vec::new();
        let mut key = key.to_owned();
        loop {
            self.space();
            let within = open.last().copied();
            let byte = self.peek()?;
            let closes = within.is_some_and(|id| byte == if self.tree.is_object(id) { b'}' } else { b']' });
            if closes {
                self.at += 1;
                open.pop();
            } else {
                if let Some(object) = within.filter(|&id| self.tree.is_object(id)) {
                    key = self.key(object)?;
                }
                let value = self.value()?;
                let is_container = matches!(value, Value::Object | Value::Array);
                let id = self.tree.push(within.unwrap_or(parent), &key, value);
                key.clear();
                if is_container {
                    open.push(id);
                    if open.len() > MAX_DEPTH || self.tree.is_full() {
                        return None;
                    }
                    continue;
                }
            }
            if open.is_empty() {
                return Some(());
            }
            self.space();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' | b']' => {}
                _ => return None,
            }
        }
    }

    /// A key and the colon behind it.
    fn key(&mut self, _object: Id) -> Option<String> {
        let key = match self.peek()? {
            quote @ (b'"' | b'\'') => self.string(quote)?,
            _ => self.word()?.to_owned(),
        };
        self.space();
        (self.peek()? == b':').then(|| self.at += 1)?;
        self.space();
        Some(key)
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.peek()? {
            b'{' => {
                self.at += 1;
                Value::Object
            }
            b'[' => {
                self.at += 1;
                Value::Array
            }
            quote @ (b'"' | b'\'' | b'`') => Value::Text(self.string(quote)?),
            b'!' => {
                self.at += 1;
                if self.word()? == "0" { Value::True } else { Value::Other }
            }
            _ => match self.word()? {
                "true" => Value::True,
                "new" | "void" => {
                    self.space();
                    self.word()?;
                    if self.peek() == Some(b'(') {
                        let end = memchr::memchr(b')', self.bytes.get(self.at..)?.get(..64)?)?;
                        self.at += end + 1;
                    }
                    Value::Other
                }
                word => word.parse().map_or(Value::Other, Value::Number),
            },
        })
    }

    /// A number, a name, or several joined by dots.
    fn word(&mut self) -> Option<&str> {
        let rest = self.bytes.get(self.at..)?;
        let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'.' | b'-' | b'+');
        let len = rest.iter().position(|b| !is_part(b)).unwrap_or(rest.len());
        let word = self.script.get(self.at..self.at + len).filter(|w| !w.is_empty())?;
        self.at += len;
        Some(word)
    }

    /// A string; the reader stands at its opening quote.
    fn string(&mut self, quote: u8) -> Option<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.bytes.get(self.at..)?;
            let Some(len) = memchr::memchr2(quote, b'\\', rest) else {
                self.at = self.bytes.len();
                return None;
            };
            out.push_str(self.script.get(self.at..self.at + len)?);
            self.at += len + 1;
            if rest.get(len) == Some(&quote) {
                return Some(out);
            }
            self.escape(&mut out)?;
        }
    }

    /// What follows a backslash.
    fn escape(&mut self, out: &mut String) -> Option<()> {
        let c = self.script.get(self.at..)?.chars().next()?;
        self.at += c.len_utf8();
        match c {
            'n' | 'r' => out.push('\n'),
            't' | 'v' | 'f' | 'b' => out.push(' '),
            'x' => out.push(char::from_u32(self.hex(2)?)?),
            'u' if self.peek() == Some(b'{') => {
                let end = memchr::memchr(b'}', self.bytes.get(self.at..)?.get(..12)?)?;
                let code = u32::from_str_radix(self.script.get(self.at + 1..self.at + end)?, 16).ok()?;
                out.push(char::from_u32(code)?);
                self.at += end + 1;
            }
            'u' => {
                let first = self.hex(4)?;
                let mut code = first;
                if (0xd800..0xdc00).contains(&first)
                    && self.bytes.get(self.at..).is_some_and(|b| b.starts_with(b"\\u"))
                {
                    self.at += 2;
                    let second = self.hex(4)?;
                    code = 0x10000 + ((first - 0xd800) << 10) + (second.wrapping_sub(0xdc00) & 0x3ff);
                }
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            '\n' => {}
            other => out.push(other),
        }
        Some(())
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let code = u32::from_str_radix(self.script.get(self.at..self.at + digits)?, 16).ok()?;
        self.at += digits;
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<String> {
        let mut tree = Tree::new();
        read_all(script, Tree::ROOT, &mut tree);
        (0..tree.len()).filter_map(|id| tree.text(id).map(str::to_owned)).collect()
    }

    const LONG: &str = "The ferry left at noon, an hour late, with the mail, the doctor and eleven sheep aboard, and nobody there to meet it.";

    #[test]
    fn reads_json_and_object_literals_wherever_they_stand() {
        for script in [
            format!(r#"{{"a":["{LONG}"]}}"#),
            format!(r#"window.__STATE__ = {{"a":{{"b":"{LONG}"}},}};x()"#),
            format!(
                "window.__NUXT__=(function(a,b){{return {{data:[{{t:a,x:void 0,d:new Date(1),b:'{LONG}'}}],e:!0}}}}(1,2))"
            ),
            format!(r#"if(a<b){{c[0]={{d:1}}}};self.f.push([1,"{LONG}"])"#),
            format!(r#"s=JSON.parse("{LONG}")"#),
        ] {
            assert_eq!(texts(&script), [LONG], "{script}");
        }
    }

    #[test]
    fn reads_the_escapes_of_json_and_of_scripts() {
        let pad = "x".repeat(100);
        assert_eq!(
            texts(&format!(r#"a=["\u003cp>\x41\ud83d\ude00\'\/\u{{41}}{pad}"]"#)),
            [format!("<p>A😀'/A{pad}")]
        );
    }

    #[test]
    fn code_and_broken_literals_give_nothing() {
        for script in [
            "function f(a){if(a){return {b:1}}else{for(;;){g([1,2,{c:d()}])}}}".repeat(5),
            format!(r#"x={{"a":"{LONG}""#),
            "[".repeat(500),
        ] {
            assert!(texts(&script).is_empty(), "{script}");
        }
    }

    #[test]
    fn beginnings_that_never_end_cost_linear_time() {
        let start = crate::cpu::time();
        for unit in ["[1,{a:", "{\"a\":[", "(\"", "={'a':\"[\\\"", "[[],", "{a:{},b:'"] {
            assert!(texts(&unit.repeat(1_000_000 / unit.len())).is_empty(), "{unit}");
        }
        assert!(crate::cpu::time().saturating_sub(start).as_secs() < 20);
    }
}
