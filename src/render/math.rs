//! TeX -> Markdown between dollar signs, written so that a reader that knows no formulas sees no markup in it either.

use super::escape::line_start_escape;

/// TeX of a line.
pub(super) fn inline(tex: &str) -> String {
    harmless(&tex.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// TeX of a block: its lines, those that could begin a block of their own joined to the one before.
pub(super) fn display(tex: &str) -> String {
    let tex: String = balanced(tex).filter(|&c| c == '\n' || !c.is_control()).collect();
    let mut out = String::with_capacity(tex.len());
    for line in tex.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let begins_block = line.starts_with(|c: char| {
            matches!(c, '-' | '+' | '*' | '#' | '>' | '=' | '|' | '~' | '`' | ':' | '[') || c.is_ascii_digit()
        });
        if !out.is_empty() {
            out.push(if begins_block { ' ' } else { '\n' });
        } else if line_start_escape(line) < line.len() || line.starts_with("~~~") || line.starts_with('[') {
            // An empty group: the first line stands behind none.
            out.push_str("{}");
        }
        out.push_str(line);
    }
    harmless(&out)
}

/// TeX without the characters by which it could become HTML, a link or an end of its own: commands stand for them.
fn harmless(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len());
    let (mut previous, mut escaped) = (' ', false);
    for c in balanced(tex).filter(|&c| c == '\n' || !c.is_control()) {
        match c {
            '<' => out.push_str("\\lt "),
            '>' => out.push_str("\\gt "),
            '$' if escaped => out.push('$'),
            '$' => out.push_str("\\$"),
            '`' => out.push('\''),
            // Nor is it a link, or the label of a definition.
            '(' | '[' | ':' if previous == ']' => out.extend([' ', c]),
            c => out.push(c),
        }
        escaped = c == '\\' && !escaped;
        previous = c;
    }
    if out.bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1 {
        // It would take away the dollar sign behind it, and says nothing.
        out.pop();
    }
    // White space beside a dollar sign makes it a literal one.
    out.trim().to_owned()
}

/// The characters of TeX but for braces without a partner, by which readers would see no formula at all.
fn balanced(tex: &str) -> impl Iterator<Item = char> {
    let (mut open, mut lone, mut escaped) = (Vec::new(), Vec::new(), false);
    for (at, c) in tex.char_indices() {
        match c {
            '{' if !escaped => open.push(at),
            '}' if !escaped && open.pop().is_none() => lone.push(at),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    lone.extend(open);
    lone.sort_unstable();
    let mut lone = lone.into_iter().peekable();
    tex.char_indices().filter(move |&(at, _)| lone.next_if_eq(&at).is_none()).map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_becomes_no_markup() {
        assert_eq!(inline("a < b > c"), "a \\lt b \\gt c".replace("t b", "t  b").replace("t c", "t  c"));
        assert_eq!(inline("[a](b) [c][d]"), "[a] (b) [c] [d]");
        assert_eq!(inline("5 $ \\$"), "5 \\$ \\$");
        assert_eq!(inline("\\\\$~~~"), "\\\\\\$~~~", "a line end, and a dollar sign");
        assert_eq!(inline("a\n\nb"), "a b");
        assert_eq!(inline("}a{b}{\\{"), "a{b}\\{");
        assert_eq!(inline("a <"), "a \\lt");
        assert_eq!(inline("a \\ "), "a");
        assert_eq!(inline("{ a"), "a");
        assert_eq!(inline("a \\\\"), "a \\\\");
        assert_eq!(display("~~~a\n- b"), "{}~~~a - b");
        assert_eq!(display("{{~~~"), "{}~~~");
        assert_eq!(display("\u{1f}~~~"), "{}~~~");
        assert_eq!(display("-x"), "-x");
        assert_eq!(display("[^1]: a\n[^2]: b"), "{}[^1] : a [^2] : b");
        assert_eq!(display("a\n\n- b\nc"), "a - b\nc");
    }
}
