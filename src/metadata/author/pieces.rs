//! A line -> the pieces that may be names: cut at commas, strokes and words between names, and nowhere within one.

use super::looks::{is_han, is_plausible, starts_upper};
use super::words::CONJUNCTIONS;

/// The parts of a line between marks and conjunctions.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    if is_office_sign(line) {
        return vec![line];
    }
    // "NeoL／ネオエル": the same name as it is read.
    if let Some((name, reading)) = line.split_once(['/', '\u{ff0f}'])
        && name.chars().any(|c| c.is_ascii_alphabetic())
        && name.is_ascii()
        && !reading.trim().is_empty()
        && reading.trim().chars().all(is_kana)
    {
        return vec![name];
    }
    for piece in line.split([',', ';', '、', '，', '；', '/', '\u{ff0f}', '+', '|', '•', '·', '∙', '●', '،'])
    {
        if is_row_of_han_names(piece) {
            parts.extend(piece.split_whitespace());
        } else {
            split_conjunctions(piece, &mut parts);
        }
    }
    parts
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | ' ' | '\u{3000}')
}

/// Whether a text is the sign of an agency and an editor, or of two editors: "srf/hosb", "dpa/lnw".
fn is_office_sign(text: &str) -> bool {
    let is_sign = |sign: &str| (2..=5).contains(&sign.len()) && sign.bytes().all(|b| b.is_ascii_lowercase());
    text.trim().split_once('/').is_some_and(|(first, second)| is_sign(first) && is_sign(second))
}

/// The pieces between dashes and bars that have space around them.
pub(super) fn split_spaced_marks(text: &str) -> impl Iterator<Item = &str> {
    text.split(" - ").flat_map(|t| t.split(" – ")).flat_map(|t| t.split(" — ")).flat_map(|t| t.split(" | "))
}

fn split_conjunctions<'a>(text: &'a str, out: &mut Vec<&'a str>) {
    let lower_boundary = CONJUNCTIONS.iter().find_map(|c| text.split_once(c));
    match lower_boundary {
        Some((left, right)) if joins_names(left.trim(), right.trim()) => {
            out.push(left);
            // One level of repetition covers "A and B and C"; commas cover the rest.
            match CONJUNCTIONS.iter().find_map(|c| right.split_once(c)) {
                Some((a, b)) if starts_upper(b.trim()) => out.extend([a, b]),
                _ => out.push(right),
            }
        }
        _ => out.push(text),
    }
}

/// Whether a text is Chinese names with space between: mostly of three characters. Two of two are the halves of a
/// Japanese name.
fn is_row_of_han_names(text: &str) -> bool {
    let (mut count, mut of_three) = (0, 0);
    text.split_whitespace().all(|name| {
        let chars = name.chars().count();
        count += 1;
        of_three += usize::from(chars == 3);
        (2..=4).contains(&chars) && name.chars().all(is_han)
    }) && count > 1
        && of_three * 2 >= count
}

/// Whether a conjunction stands between two names, not within one: "Research and Development" is one.
fn joins_names(left: &str, right: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let of_people = |text: &str| {
        starts_upper(text)
            && !text.split_whitespace().any(|w| {
                matches!(
                    w,
                    "of" | "for" | "the" | "The" | "für" | "Center" | "University" | "Institute" | "Team"
                )
            })
    };
    is_plausible(left) && of_people(left) && of_people(right) && ((words(left) >= 2) == (words(right) >= 2))
}
