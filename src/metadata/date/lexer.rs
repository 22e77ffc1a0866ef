//! Text -> the numbers, words and marks a date is made of.

/// What a date is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Digits of any script, as a number; `u64::MAX` when there are too many.
    Number {
        /// Its value.
        value: u64,
        /// How many digits, leading zeros included.
        digits: u8,
    },
    /// Letters, in lower case.
    Word(String),
    /// Anything else that is not white space.
    Mark(char),
}

/// A token, where it stands, and whether white space precedes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) spaced: bool,
}

/// Bytes before the first number of a line in which a date may begin: a weekday, a month of two words.
const MAX_BYTES_AHEAD: usize = 64;

/// The lexemes that begin within the first `limit` bytes.
pub(super) fn lex(text: &str, limit: usize) -> Vec<Lexeme> {
    lex_from(text, 0, limit)
}

/// The lexemes of a line that may be those of a date, within its first `limit` bytes; none if it has fewer than two
/// numbers, as no date has.
pub(super) fn lex_around_numbers(text: &str, limit: usize) -> Vec<Lexeme> {
    let Some(first) = first_of_two_numbers(text, limit) else { return Vec::new() };
    let ahead = text.get(..first).unwrap_or_default();
    let near = |&(at, c): &(usize, char)| at + MAX_BYTES_AHEAD <= first && c.is_whitespace();
    lex_from(text, ahead.char_indices().rev().find(near).map_or(0, |(at, _)| at), limit)
}

/// Where the first number begins, if another follows it.
fn first_of_two_numbers(text: &str, limit: usize) -> Option<usize> {
    // Most lines are ASCII without any: counting bytes is what costs least.
    let bytes = text.as_bytes().get(..limit.min(text.len())).unwrap_or_default();
    if bytes.is_ascii() && bytes.iter().filter(|b| b.is_ascii_digit()).count() < 2 {
        return None;
    }
    let mut first = None;
    let mut inside = false;
    for (at, c) in text.char_indices().take_while(|&(at, _)| at < limit) {
        let is_digit = c.is_ascii_digit() || !c.is_ascii() && digit(c).is_some();
        if is_digit && !inside {
            if first.is_some() {
                return first;
            }
            first = Some(at);
        }
        inside = is_digit;
    }
    None
}

fn lex_from(text: &str, from: usize, limit: usize) -> Vec<Lexeme> {
    let mut out: Vec<Lexeme> = Vec::new();
    let mut chars =
        text.get(from..).unwrap_or_default().char_indices().map(|(at, c)| (from + at, c)).peekable();
    let mut spaced = false;
    while let Some((start, c)) = chars.next() {
        if start >= limit {
            break;
        }
        if c.is_whitespace() || is_ignorable(c) {
            spaced = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let token = if let Some(digit) = digit(c) {
            let (mut value, mut digits) = (u64::from(digit), 1_u8);
            while let Some(&(at, next)) = chars.peek()
                && let Some(d) = self::digit(next)
            {
                value = value.saturating_mul(10).saturating_add(u64::from(d));
                digits = digits.saturating_add(1);
                end = at + next.len_utf8();
                chars.next();
            }
            Token::Number { value, digits }
        } else if is_cjk_unit(c) || !is_letter(c) {
            Token::Mark(c)
        } else {
            while let Some(&(at, next)) = chars.peek()
                && is_letter(next)
                && !is_cjk_unit(next)
            {
                end = at + next.len_utf8();
                chars.next();
            }
            let mut word = text.get(start..end).unwrap_or_default().to_lowercase();
            // The dot that lower-casing Turkish "İ" leaves is no part of the letter.
            if word.contains('\u{307}') {
                word.retain(|c| c != '\u{307}');
            }
            Token::Word(word)
        };
        out.push(Lexeme { token, start, end, spaced });
        spaced = false;
    }
    out
}

/// Marks of writing direction, which pages put between the parts of a date.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Characters that stand behind a number in East Asian dates and times.
fn is_cjk_unit(c: char) -> bool {
    matches!(
        c,
        '年' | '月'
            | '日'
            | '号'
            | '號'
            | '时'
            | '時'
            | '点'
            | '分'
            | '秒'
            | '년'
            | '월'
            | '일'
            | '시'
            | '분'
            | '초'
    )
}

/// Letters and the signs that belong to them: accents, and the marks of Indic scripts that Unicode does not call
/// alphabetic (dots below, signs for a missing vowel, tones).
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(
            u32::from(c),
            0x300..=0x36f | 0x64b..=0x65f | 0xe47..=0xe4e | 0xec8..=0xece | 0x1037 | 0x1039 | 0x103a | 0x17d2 | 0xdca
        )
        // The Indic blocks are laid out alike: the dot below at 3C, the missing vowel at 4D.
        || matches!(u32::from(c), 0x900..=0xd7f) && matches!(u32::from(c) & 0x7f, 0x3c | 0x4d)
}

/// A decimal digit of the scripts dates are written in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        // The other Indic scripts, at 66 in blocks of 128.
        '\u{a66}'..='\u{d6f}' if (0x66..=0x6f).contains(&(u32::from(c) & 0x7f)) => {
            return Some((u32::from(c) & 0x7f) - 0x66);
        }
        '\u{ed0}'..='\u{ed9}' => '\u{ed0}',
        '\u{1040}'..='\u{1049}' => '\u{1040}',
        '\u{17e0}'..='\u{17e9}' => '\u{17e0}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}
