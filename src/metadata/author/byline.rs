//! Text of a byline or an author field -> names, without "By", roles, dates and what else stands around them.
//!
//! Declared values (`<meta name=author>`, JSON-LD) are trusted to be names and only cut apart; text a reader sees must
//! look like a name.

use super::labels::behind;
pub(in crate::metadata) use super::labels::{
    after_editor_label, after_label, is_author_noun, is_bare_label, is_source_label,
};
use super::looks::{MAX_NAME_WORDS, is_domain, is_han, is_plausible, is_suffix, starts_upper};
pub(in crate::metadata) use super::looks::{
    is_east_asian, is_han_name, is_handle, is_qualifier, is_role, looks_like_name, looks_like_organisation,
};
use super::pieces::{pieces, split_spaced_marks};
use super::words::{
    AGENCIES, AUTHOR_NOUNS, CIRCUMSTANCES, CJK_OTHERS, CJK_ROLES, NOT_IN_NAMES, OFFICES, REPORTED,
    REPORTER_MARKS,
};
use crate::metadata::date::is_month;
use crate::metadata::text::folded;

/// Names in one byline; papers of big collaborations list more and are cut.
const MAX_NAMES: usize = 60;

/// Characters of a line or bracket that credits correspondents.
const MAX_CREDIT_CHARS: usize = 40;

/// How much a text is known to be names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Somebody filled in a field for names.
    Declared,
    /// Markup or a label says that names stand here.
    Marked,
    /// Text among other text.
    Printed,
}

/// Names of a declared author field.
pub(in crate::metadata) fn declared_names(raw: &str) -> Vec<String> {
    if raw.trim().split_once('/').is_some_and(|(host, _)| is_domain(host)) {
        return Vec::new();
    }
    // "Doe, Jane" is one person.
    if let Some((last, first)) = raw.split_once(',')
        && is_word(last.trim())
        && is_word(first.trim())
        && !is_qualifier(first.trim())
    {
        return record(raw).into_iter().collect();
    }
    // Between semicolons a record may hold commas, and an office signs "srf/hosb".
    if raw.contains(';') {
        let mut found: Vec<String> = Vec::new();
        for name in raw.split(';').take(MAX_NAMES).flat_map(declared_names) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
        return found;
    }
    let mut found = names(raw, Trust::Declared);
    // "Staff Writer" is all that some pages say.
    let whole = tidy(raw);
    if found.is_empty() && is_plausible(whole) {
        found.push(whole.to_owned());
    }
    found
}

/// Names of a byline a reader sees: only what looks like a name.
pub(in crate::metadata) fn visible_names(raw: &str) -> Vec<String> {
    or_organisation(raw, names(raw, Trust::Printed))
}

/// Names in an element that markup says is an author's; one word may be what a member is called.
pub(in crate::metadata) fn marked_names(raw: &str) -> Vec<String> {
    or_organisation(raw, names(raw, Trust::Marked))
}

/// The team or office that a byline without names of people tells: "By Podium Staff".
fn or_organisation(raw: &str, names: Vec<String>) -> Vec<String> {
    if !names.is_empty() {
        return names;
    }
    let text = after_label(raw).unwrap_or(raw);
    let first = split_spaced_marks(text).next().unwrap_or_default();
    let name = tidy(up_to_circumstance(first));
    let is_team =
        looks_like_organisation(name) && looks_like_name(name) && name.contains(' ') && !is_domain(name);
    if is_team { vec![name.to_owned()] } else { names }
}

fn is_word(text: &str) -> bool {
    starts_upper(text)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        && text.chars().any(char::is_lowercase)
}

/// Whether a line is the name of an office that writes: "IN-Redaktion", "Harbour Team", "Podium Staff".
pub(in crate::metadata) fn is_office(line: &str) -> bool {
    let mut words = line.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty());
    let named = words.clone().count() > 1 && words.clone().count() <= 4;
    named && looks_like_name(line) && words.any(|word| OFFICES.contains(&word.to_lowercase().as_str()))
}

/// Whether a name is one word that stands on any page: "Nachrichten", "Article".
pub(in crate::metadata) fn is_page_word(name: &str) -> bool {
    name.chars().count() > 3 && NOT_IN_NAMES.contains(&name.to_lowercase().as_str())
}

/// The name of an organisation, whole: it may hold commas and conjunctions.
pub(in crate::metadata) fn organisation(raw: &str) -> Vec<String> {
    let name = tidy(raw);
    if is_plausible(name) { vec![name.to_owned()] } else { Vec::new() }
}

/// The one person of a record that may read "Last, First".
pub(in crate::metadata) fn record(raw: &str) -> Option<String> {
    let name = match raw.split_once(',') {
        Some((last, first))
            if !first.contains(',')
                && !is_qualifier(first.trim())
                && first.split_whitespace().count() <= 3 =>
        {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => raw.to_owned(),
    };
    let name = tidy(&name);
    is_plausible(name).then(|| name.to_owned())
}

/// The full names of persons behind a word that means the author, on the same line or, if it says no more, on the next.
pub(in crate::metadata) fn named_by_noun(line: &str, next: &str) -> Vec<String> {
    let line = line.trim();
    let text = if is_author_noun(line) { Some(next) } else { behind(line, AUTHOR_NOUNS, true) };
    let Some(text) = text else { return Vec::new() };
    let mut names = names(text, Trust::Printed);
    names.retain(|name| (name.contains(' ') || is_han_name(name)) && !looks_like_organisation(name));
    names
}

fn names(raw: &str, trust: Trust) -> Vec<String> {
    let mut text = raw.trim();
    for _ in 0..3 {
        match after_label(text) {
            Some(rest) => text = rest,
            None => break,
        }
    }
    let read = trust != Trust::Declared;
    let labelled = text.len() < raw.trim().len();
    let mut out: Vec<String> = Vec::new();
    // Where two or more tell for whom or with what they worked, the first wrote and the others did something else.
    let of_staff = trust == Trust::Declared
        && text.split(',').skip(1).filter(|part| is_work_credit(part.trim())).count() > 1;
    let text = if of_staff { text.split(',').next().unwrap_or(text) } else { text };
    for line in split_spaced_marks(text) {
        let mut took = false;
        let parts = pieces(line);
        // One word counts if nothing else stands there.
        let alone = parts.len() == 1 && line.len() == text.len();
        for part in parts {
            let part = after_label(part.trim()).unwrap_or(part);
            let part = if read { up_to_circumstance(part) } else { part };
            let Some(name) = without_cjk_role(tidy(part)) else { continue };
            if trust == Trust::Declared && !out.is_empty() && is_credit(part) {
                continue;
            }
            // Behind a name, a comma begins its title or office as often as another name.
            if !out.is_empty() && (name.split_whitespace().count() > MAX_NAME_WORDS || is_affiliation(name)) {
                continue;
            }
            // Behind an organisation stands its address.
            if let [first] = out.as_slice()
                && looks_like_organisation(first)
                && !name.contains(' ')
            {
                continue;
            }
            if is_suffix(name)
                && let Some(last) = out.last_mut()
            {
                last.push(' ');
                last.push_str(name);
                continue;
            }
            if is_qualifier(name) || !is_plausible(name) || !fits(name, trust, labelled || alone) {
                if took && (read || is_qualifier(name)) {
                    // What follows the names on their line is about them.
                    break;
                }
                continue;
            }
            took = true;
            if out.len() < MAX_NAMES && !out.iter().any(|n| n.eq_ignore_ascii_case(name)) {
                out.push(name.to_owned());
            }
        }
        if read && took {
            break;
        }
    }
    out
}

/// Whether a text looks as a name must that is found under these circumstances.
fn fits(name: &str, trust: Trust, alone: bool) -> bool {
    match trust {
        Trust::Declared => true,
        Trust::Marked => looks_like_name(name) || (alone && is_handle(name)),
        Trust::Printed => looks_like_name(name),
    }
}

/// Names in the brackets that close a Chinese or Japanese text, or in a line of its own: "（记者 王小明）",
/// "本报记者王小明发自北京", "（王小明 上海报道）".
pub(in crate::metadata) fn correspondents(text: &str) -> Vec<String> {
    let text = text.trim();
    let inner =
        text.strip_suffix([')', '）', '】', ']']).and_then(|open| open.rsplit(['(', '（', '【', '[']).next());
    let line = inner.unwrap_or(text).trim();
    if line.chars().count() > MAX_CREDIT_CHARS || !line.chars().any(is_east_asian) {
        return Vec::new();
    }
    let rest = REPORTER_MARKS.iter().find_map(|mark| line.split_once(mark).map(|(_, rest)| rest));
    let reported = inner.and_then(|_| REPORTED.iter().find_map(|end| line.strip_suffix(end)));
    // Behind a name stands the place it reports from.
    let credit = rest.or_else(|| reported.and_then(|r| r.split_whitespace().next()));
    let labelled = after_label(line).or_else(|| inner.and_then(|_| after_editor_label(line)));
    let Some(credit) = credit.or(labelled) else { return Vec::new() };
    let found = names(credit.trim_start_matches(['：', ':', ' ']), Trust::Printed);
    if found.iter().all(|name| is_short_han(name)) { found } else { Vec::new() }
}

/// Whether a name is two to four Han characters.
fn is_short_han(name: &str) -> bool {
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_han)
}

/// A name without the role that East Asian bylines put behind it; `None` if the role is not that of an author.
fn without_cjk_role(name: &str) -> Option<&str> {
    let stem = |role: &str| name.strip_suffix(role).map(str::trim_end).filter(|stem| !stem.is_empty());
    let spaced = |role: &str| stem(role).filter(|stem| stem.len() + role.len() < name.len());
    if CJK_OTHERS.iter().any(|role| spaced(role).is_some()) {
        return None;
    }
    let long = |role: &&&str| role.chars().count() > 1;
    let bare = CJK_ROLES.iter().filter(long).find_map(|role| stem(role));
    Some(bare.or_else(|| CJK_ROLES.iter().find_map(|role| spaced(role))).unwrap_or(name))
}

/// Whether a part that follows a name says for whom its bearer works: "AP", "Example News", "example.org".
fn is_affiliation(part: &str) -> bool {
    !AGENCIES.contains(&folded(part).as_str())
        && (looks_like_organisation(part)
            || part
                .split_whitespace()
                .next()
                .is_some_and(|w| (3..=5).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_uppercase()))
            || (2..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase()))
}

/// A part without what stands around a name: brackets behind it, quotes, pictograms, a final full stop.
fn tidy(part: &str) -> &str {
    let mut name = part.trim();
    if is_transcribed(name) {
        return name;
    }
    if let Some((before, behind)) = name.split_once(['(', '[', '（', '【', '<', '｜'])
        && !before.trim().is_empty()
        && behind.trim_end().ends_with([')', ']', '）', '】', '>'])
            | !behind.contains([')', ']', '）', '】', '>'])
    {
        name = before.trim();
    }
    name = name.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    match name.strip_suffix('.') {
        // "Jr." and initials keep theirs.
        Some(bare) if bare.rsplit([' ', '.']).next().is_some_and(|w| w.chars().count() > 3) => bare,
        _ => name,
    }
}

/// Whether brackets behind a name hold the same name in another script: "周思博 (Joel Spolsky)".
fn is_transcribed(name: &str) -> bool {
    let Some((before, behind)) = name.split_once(['(', '（']) else { return false };
    let Some(inner) = behind.strip_suffix([')', '）']) else { return false };
    let latin = |text: &str| {
        text.contains(' ')
            && text.chars().all(|c| c.is_alphabetic() && !is_east_asian(c) || matches!(c, ' ' | '.' | '-'))
    };
    before.chars().next().is_some_and(is_east_asian)
        && !before.trim().contains(' ')
        && latin(inner)
        && looks_like_name(inner)
}

/// Whether a character is no part of a name where it ends one: punctuation, a pictogram, an invisible joint.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '.' | '!' | '$')
        || matches!(c, '«' | '»' | '®' | '©' | '·' | '՝' | '،' | '؛' | '।' | '\u{fe0f}' | '\u{200d}')
        || matches!(
            u32::from(c),
            0x2010..=0x2027 | 0x2030..=0x205e | 0x20a0..=0x2bff | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xff01..=0xff0f
                | 0xff1a..=0xff20 | 0xff3b..=0xff40 | 0xff5b..=0xff65 | 0x1f000..=0x1faff
        )
}

/// A name without the place and time behind it: "Jane Doe in Paris", "Jane Doe on June 14", "Jane Doe June 14".
pub(in crate::metadata) fn up_to_circumstance(part: &str) -> &str {
    let mut end = part.len();
    let mut told = part.len();
    let mut before = ' ';
    for (at, c) in part.char_indices() {
        let begins = |word: &&str| part.get(at..).is_some_and(|rest| rest.starts_with(*word));
        if told == part.len() && matches!(c, ' ' | '发') && CIRCUMSTANCES.iter().any(begins) {
            told = at;
        }
        if c.is_ascii_digit() && !before.is_alphanumeric() && !matches!(before, '_' | '.' | '-') {
            end = at;
            break;
        }
        before = c;
    }
    let cut_at_number = end < part.len();
    end = end.min(told);
    let Some(mut kept) = part.get(..end).map(str::trim).filter(|p| !p.is_empty()) else { return part };
    if !cut_at_number {
        return kept;
    }
    // "April" is a name, "April 14" is none.
    loop {
        let word = kept.rsplit(char::is_whitespace).next().unwrap_or_default();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !is_month(&bare) && !NOT_IN_NAMES.contains(&bare.as_str()) {
            break;
        }
        let Some(rest) = kept.strip_suffix(word) else { break };
        kept = rest.trim_end();
        if kept.is_empty() {
            break;
        }
    }
    without_glued_month(kept)
}

/// A name without the month that a style sheet alone keeps apart from it: "Jane Doe" and "December" run together.
fn without_glued_month(name: &str) -> &str {
    let Some((at, _)) = name.char_indices().rfind(|(_, c)| c.is_uppercase()) else { return name };
    match name.split_at_checked(at) {
        Some((before, month)) if before.ends_with(char::is_lowercase) && is_month(&month.to_lowercase()) => {
            before
        }
        _ => name,
    }
}

/// Whether a part behind a name tells what somebody did, not who wrote: "Paul Poe for Example Hair", "10 years in the
/// industry", "From the archive".
fn is_credit(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let first = words.next().unwrap_or_default();
    matches!(first, "From" | "from")
        || first.bytes().all(|b| b.is_ascii_digit())
        || words.any(|w| matches!(w, "at" | "for" | "using" | "on" | "in"))
}

/// The same of the parts of a list of credits: "Pat Poe at Example Models", "Sam Roe using Example Paint".
fn is_work_credit(part: &str) -> bool {
    [" at ", " for ", " using "].iter().any(|word| {
        part.split_once(word)
            .is_some_and(|(name, employer)| looks_like_name(name) && starts_upper(employer.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_labels_in_many_languages() {
        for (raw, expected) in [
            ("By Jane Doe", "Jane Doe"),
            ("Written by: Jane Doe", "Jane Doe"),
            ("Von Max Muster", "Max Muster"),
            ("Par Marie Curie", "Marie Curie"),
            ("作者：王小明", "王小明"),
            ("Автор: Иван Петров", "Иван Петров"),
        ] {
            assert_eq!(visible_names(raw), [expected], "{raw}");
        }
    }

    #[test]
    fn reads_bylines_of_many_scripts() {
        for (raw, expected) in [
            ("Συντάκτης: Μαρία Παπαδοπούλου", "Μαρία Παπαδοπούλου"),
            ("بقلم: محمد أحمد", "محمد أحمد"),
            ("מאת: דוד כהן", "דוד כהן"),
            ("लेखक: अमित कुमार शर्मा", "अमित कुमार शर्मा"),
            ("ผู้เขียน: สมชาย ใจดี", "สมชาย ใจดี"),
            ("ავტორი: ნინო ბერიძე", "ნინო ბერიძე"),
            ("Tác giả: Lê Phương", "Lê Phương"),
            ("홍길동 기자", "홍길동"),
            ("著者：後藤大地", "後藤大地"),
            ("Oleh Budi Santoso", "Budi Santoso"),
        ] {
            assert_eq!(visible_names(raw), [expected], "{raw}");
        }
    }

    #[test]
    fn cuts_what_stands_around_names() {
        for (raw, expected) in [
            ("By Jane DoeDecember 5, 2024", "Jane Doe"),
            ("By Jane Doe April 14, 2025", "Jane Doe"),
            ("By Jan Doe", "Jan Doe"),
            ("Jane Doe ✨ | The Daily", "Jane Doe"),
            ("Jane Doe, AP", "Jane Doe"),
            ("Von Max Muster, MDR THÜRINGEN", "Max Muster"),
            ("Jane Doe (@janedoe)", "Jane Doe"),
            ("By Podium Staff", "Podium Staff"),
        ] {
            let names = visible_names(raw);
            assert_eq!(names.first().map(String::as_str), Some(expected), "{raw}");
        }
        assert_eq!(declared_names("Jane (Guha) Doe"), ["Jane (Guha) Doe"]);
        assert_eq!(declared_names("Eric Freeman 著、木下 哲也 訳"), ["Eric Freeman"]);
        assert_eq!(declared_names("example.com/jane"), Vec::<String>::new());
    }

    #[test]
    fn a_login_counts_where_markup_says_so() {
        assert_eq!(marked_names("sean_g"), ["sean_g"]);
        assert_eq!(visible_names("sean_g"), Vec::<String>::new());
        for noise in ["Edited", "December", "author", "Sat"] {
            assert_eq!(marked_names(noise), Vec::<String>::new(), "{noise}");
        }
    }

    #[test]
    fn reads_who_reports() {
        for text in [
            "天气很好。（记者 王小明）",
            "本报记者王小明发自北京",
            "（王小明 上海报道）",
            "光明日报记者 王小明",
        ] {
            assert_eq!(correspondents(text), ["王小明"], "{text}");
        }
        assert_eq!(correspondents("记者从有关部门获悉，大桥已经重新通车"), Vec::<String>::new());
    }

    #[test]
    fn splits_several_names() {
        assert_eq!(visible_names("By Jane Doe, John Roe and Ann Poe"), ["Jane Doe", "John Roe", "Ann Poe"]);
        assert_eq!(declared_names("Jane Doe; John Roe"), ["Jane Doe", "John Roe"]);
        assert_eq!(visible_names("Von Max Muster und Eva Beispiel"), ["Max Muster", "Eva Beispiel"]);
    }

    #[test]
    fn a_list_of_credits_names_who_wrote_first() {
        let credits = "Jane Doe,Pat Lens,Ann Poe at Example Models,Sam Roe using Example Paint,Eve Moe";
        assert_eq!(declared_names(credits), ["Jane Doe"]);
        assert_eq!(declared_names("Jane Doe, John Roe, The Daily for Kids"), ["Jane Doe", "John Roe"]);
    }

    #[test]
    fn a_name_and_its_reading_are_one() {
        assert_eq!(marked_names("NeoL／ネオエル"), ["NeoL"]);
        assert_eq!(marked_names("Jane Doe / John Roe"), ["Jane Doe", "John Roe"]);
    }

    #[test]
    fn drops_roles_dates_and_addresses() {
        assert_eq!(visible_names("By Jane Doe, Staff Writer"), ["Jane Doe"]);
        assert_eq!(visible_names("By Jane Doe | June 14, 2025"), ["Jane Doe"]);
        assert_eq!(visible_names("Jane Doe - 14 June 2025"), ["Jane Doe"]);
        assert_eq!(declared_names("jane@example.org"), Vec::<String>::new());
        assert_eq!(declared_names("admin"), Vec::<String>::new());
        assert_eq!(declared_names("Sammy Davis, Jr."), ["Sammy Davis Jr."]);
    }

    #[test]
    fn takes_no_sentence_for_a_name() {
        for raw in ["The senate voted on Monday", "Read more", "12 minutes", "Please enter your name here"] {
            assert!(!looks_like_name(raw), "{raw}");
        }
    }

    #[test]
    fn turns_records_around() {
        assert_eq!(record("Doe, Jane"), Some("Jane Doe".into()));
        assert_eq!(record("Jane Doe"), Some("Jane Doe".into()));
    }
}
