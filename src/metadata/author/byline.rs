//! Text of a byline or an author field -> names, without "By", roles, dates and what else stands around them.
//!
//! Declared values (`<meta name=author>`, JSON-LD) are trusted to be names and only cut apart; text a reader sees must
//! look like a name.

use crate::metadata::text::folded;

/// Characters of a name; the longest real ones are institutions.
const MAX_NAME_CHARS: usize = 80;

/// Names in one byline; papers of big collaborations list more and are cut.
const MAX_NAMES: usize = 60;

/// Words of a personal name as printed.
const MAX_NAME_WORDS: usize = 5;

/// What stands before names, in lower case, longest first where one begins another.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "this article was written by", "article written by", "written by", "posted by", "published by", "reported by", "reviewed by",
    "submitted by", "contributed by", "created by", "story by", "words by", "text by", "article by", "post by", "report by", "guest post by", "added by",
    "by", "authored by", "about the author", "authors", "author", "author(s)", "from", "editor", "posted in",
    "ein artikel von", "ein beitrag von", "ein kommentar von", "eine analyse von", "geschrieben von", "veröffentlicht von", "verfasst von", "erstellt von", "interview von", "kommentar von", "text von", "von", "autorin", "autoren", "autor", "text", "redaktion",
    "publié par", "écrit par", "rédigé par", "propos recueillis par", "par", "auteur",
    "publicado por", "escrito por", "redactado por", "por", "autora", "autor/a",
    "scritto da", "pubblicato da", "a cura di", "autore", "di",
    "geschreven door", "door", "skrevet av", "tekst", "av", "af", "skriven av", "kirjoittaja", "napisał", "napisała", "przez", "opracowanie",
    "автор", "авторы", "текст", "yazar", "yazan", "penulis", "oleh", "tác giả", "szerző", "vložil",
    "作者", "责任编辑", "編輯", "编辑", "责编", "文", "文字", "记者", "記者", "撰文", "来源", "執筆", "著者", "投稿者", "글", "저자",
];

/// Bytes of the longest label, and some.
const MAX_LABEL_BYTES: usize = 48;

/// Words between two names.
const CONJUNCTIONS: &[&str] = &[
    " and ", " und ", " et ", " og ", " och ", " ja ", " ve ", " и ", " & ", " y ", " e ", " en ", " i ",
    " with ", " mit ",
];

/// Particles that names write in lower case.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "van", "von", "vom", "zu", "zur", "der", "den", "ter", "ten", "te", "la", "le",
    "el", "al", "bin", "bint", "ben", "ibn", "abu", "und", "y", "e", "i", "af", "av", "d", "st", "the", "of", "for",
];

/// What systems write when nobody is named.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "admin", "administrator", "siteadmin", "webadmin", "root", "user", "guest", "unknown", "anonymous", "null", "none", "undefined", "na", "author", "default", "webmaster",
    "username", "test", "wpadmin", "adminuser", "superadmin", "superuser", "nobody", "noauthor", "byline", "name", "false", "true", "editor", "authorname",
];

/// Fragments of a byline that tell what someone is, not who: matched as whole words in lower case.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "editor", "reporter", "correspondent", "writer", "journalist", "columnist", "contributor", "producer", "photographer", "author", "staff", "director", "professor", "analyst", "critic", "fellow", "manager", "ceo", "founder", "cofounder", "co-founder", "president", "chief", "head", "senior", "lecturer", "redakteur", "redakteurin", "reporterin", "journalistin", "autorin", "korrespondent", "korrespondentin", "journaliste", "rédacteur", "rédactrice", "periodista", "redactor", "redactora", "giornalista", "redacteur", "journalista", "jornalista", "repórter", "dziennikarz", "корреспондент", "экономист", "university", "universität", "institute", "department", "school", "college", "specialist", "consultant", "engineer", "assistant", "associate", "researcher", "strategist", "officer", "coordinator", "expert", "blogger", "reviewer",
];

/// Degrees and memberships behind a name, folded.
#[rustfmt::skip]
const CREDENTIALS: &[&str] = &[
    "phd", "md", "ms", "msc", "ma", "mba", "mph", "ba", "bs", "bsc", "rd", "rdn", "rn", "ldn", "cpa", "esq", "jd", "dds", "dvm", "psyd", "edd", "do", "np", "pa", "cfa", "cfp", "pt", "dpt", "facs", "fand", "lcsw", "mfa", "pharmd", "llm", "cns", "cpt", "cscs", "dc", "bsn", "msn", "ded",
];

/// Name suffixes that follow a comma.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Names of a declared author field.
pub(in crate::metadata) fn declared_names(raw: &str) -> Vec<String> {
    // "Doe, Jane" is one person.
    if let Some((last, first)) = raw.split_once(',')
        && is_word(last.trim())
        && is_word(first.trim())
        && !is_qualifier(first.trim())
    {
        return record(raw).into_iter().collect();
    }
    let mut found = names(raw, false);
    // "Staff Writer" is all that some pages say.
    let whole = tidy(raw);
    if found.is_empty() && is_plausible(whole) {
        found.push(whole.to_owned());
    }
    found
}

/// Names of a byline a reader sees: only what looks like a name.
pub(in crate::metadata) fn visible_names(raw: &str) -> Vec<String> {
    names(raw, true)
}

fn is_word(text: &str) -> bool {
    starts_upper(text)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        && text.chars().any(char::is_lowercase)
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

/// Whether the text begins as a byline: "By ...", "Von ...", "Author: ...". Returns what follows.
pub(in crate::metadata) fn after_label(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    // "By" and a name in elements of their own, with no space between.
    if let Some(rest) = text.strip_prefix("By").or_else(|| text.strip_prefix("BY"))
        && rest.starts_with(char::is_uppercase)
        && rest.chars().nth(1).is_some_and(char::is_lowercase)
        && rest.contains(' ')
    {
        return Some(rest);
    }
    let first = text.chars().next()?.to_lowercase().next()?;
    LABELS.iter().filter(|label| label.starts_with(first)).find_map(|label| {
        let rest = strip_prefix_ignore_case(text, label)?;
        let after = rest.trim_start();
        let colon = after.strip_prefix([':', '：', '/', '／', '|']);
        if let Some(name) = colon {
            return Some(name.trim_start());
        }
        let spaced = after.len() < rest.len();
        (spaced
            && !after.is_empty()
            && !matches!(
                *label,
                "text"
                    | "tekst"
                    | "текст"
                    | "文"
                    | "文字"
                    | "来源"
                    | "redaktion"
                    | "editor"
                    | "from"
                    | "posted in"
            ))
        .then_some(after)
    })
}

/// Whether a line is nothing but a label whose name stands on the next: "Written by".
pub(in crate::metadata) fn is_bare_label(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：']).trim_end();
    // Lower-casing changes no label's length by more than this.
    text.len() <= MAX_LABEL_BYTES
        && LABELS.iter().any(|label| strip_prefix_ignore_case(text, label) == Some(""))
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in prefix.chars() {
        let c = rest.next()?;
        if !c.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    Some(rest.as_str())
}

fn names(raw: &str, strict: bool) -> Vec<String> {
    let mut text = raw.trim();
    for _ in 0..3 {
        match after_label(text) {
            Some(rest) => text = rest,
            None => break,
        }
    }
    let mut out: Vec<String> = Vec::new();
    for line in split_spaced_marks(text) {
        let mut parts: Vec<&str> = Vec::new();
        for piece in line.split([',', ';', '、', '，', '/', '\u{ff0f}', '+', '|', '•', '·', '∙', '●'])
        {
            if is_row_of_han_names(piece) {
                parts.extend(piece.split_whitespace());
            } else {
                split_conjunctions(piece, &mut parts);
            }
        }
        let mut took = false;
        for part in parts {
            let part = after_label(part.trim()).unwrap_or(part);
            let name = tidy(if strict { up_to_circumstance(part) } else { part });
            // Behind a name, a comma begins its title or office as often as another name.
            if !out.is_empty() && name.split_whitespace().count() > MAX_NAME_WORDS {
                continue;
            }
            if is_suffix(name)
                && let Some(last) = out.last_mut()
            {
                last.push(' ');
                last.push_str(name);
                continue;
            }
            if is_qualifier(name) || !is_plausible(name) || (strict && !looks_like_name(name)) {
                if strict && took {
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
        if strict && took {
            break;
        }
    }
    out
}

/// The pieces between dashes and bars that have space around them.
fn split_spaced_marks(text: &str) -> impl Iterator<Item = &str> {
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
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}');
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

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
}

/// A part without what stands around a name: brackets, quotes, a final full stop.
fn tidy(part: &str) -> &str {
    let mut name = part.trim();
    if let Some((before, _)) = name.split_once(['(', '[', '（', '【', '<', '｜'])
        && !before.trim().is_empty()
    {
        name = before.trim();
    }
    name = name.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '“'
                    | '”'
                    | '„'
                    | '\''
                    | ':'
                    | '*'
                    | '-'
                    | '–'
                    | '—'
                    | '~'
                    | '>'
                    | '<'
                    | '»'
                    | '«'
                    | '•'
                    | '|'
                    | '('
                    | ')'
            )
    });
    match name.strip_suffix('.') {
        // "Jr." and initials keep theirs.
        Some(bare) if bare.rsplit([' ', '.']).next().is_some_and(|w| w.chars().count() > 3) => bare,
        _ => name,
    }
}

/// A name without the place and time behind it: "Jane Doe in Paris", "Jane Doe on June 14".
fn up_to_circumstance(part: &str) -> &str {
    let mut end = part.find(|c: char| c.is_ascii_digit()).unwrap_or(part.len());
    for word in [
        " on ",
        " in ",
        " at ",
        " am ",
        " le ",
        " il ",
        " el ",
        " for ",
        " from ",
        " is ",
        " Published",
        " Updated",
        " Posted",
        " on behalf",
        " aus ",
        " für ",
        " Mon ",
        " Tue ",
        " Wed ",
        " Thu ",
        " Fri ",
        " Sat ",
        " Sun ",
    ] {
        if let Some(at) = part.find(word) {
            end = end.min(at);
        }
    }
    part.get(..end).filter(|p| !p.trim().is_empty()).unwrap_or(part)
}

fn is_suffix(name: &str) -> bool {
    SUFFIXES.contains(&folded(name).as_str())
}

/// Whether a fragment says what someone is: a role, a degree.
fn is_qualifier(part: &str) -> bool {
    if part.is_empty() {
        return true;
    }
    let words: Vec<String> = part
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    words.iter().any(|w| ROLES.contains(&w.as_str())) && words.len() > 1
        || words.iter().all(|w| ROLES.contains(&w.as_str()))
        || CREDENTIALS.contains(&folded(part).as_str()) && part.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a declared value can be a name at all.
fn is_plausible(name: &str) -> bool {
    let chars = name.chars().count();
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    let address = name.starts_with(['@', '/'])
        || name.contains("://")
        || name.contains('@') && name.contains('.')
        || name.starts_with("www.")
        || name.contains(['{', '}', '\\', '=']);
    (1..=MAX_NAME_CHARS).contains(&chars)
        && letters > 0
        && name.chars().any(char::is_alphabetic)
        && !address
        && !is_placeholder(name)
}

/// Whether this is what a system writes when nobody is named.
pub(in crate::metadata) fn is_placeholder(name: &str) -> bool {
    PLACEHOLDERS.contains(&folded(name).as_str())
}

/// Whether text a reader sees looks like a person's name: a few capitalised words, no digits, no sentence.
pub(in crate::metadata) fn looks_like_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty()
        || words.len() > MAX_NAME_WORDS
        || name.chars().any(|c| {
            c.is_ascii_digit()
                || matches!(c, '?' | '!' | ':' | '#' | '%' | '$' | '…' | '。' | '@' | '_' | '»')
        })
    {
        return false;
    }
    let cased = name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if !cased {
        // Scripts without case: Han names are two to four characters, transliterated ones longer.
        return name.chars().count() <= 12
            && name.chars().all(|c| {
                c.is_alphabetic()
                    || c.is_whitespace()
                    || matches!(c, '·' | '・' | '.' | '-' | '\u{300}'..='\u{e4e}')
            });
    }
    let mut capitals = 0;
    for word in &words {
        if PARTICLES.contains(word) {
            continue;
        }
        if !starts_upper(word.trim_start_matches(['\'', '’', '"', '“', '‘']))
            && !word.contains(['\'', '’', '-'])
        {
            return false;
        }
        capitals += 1;
        let lower = word.to_lowercase();
        if NOT_IN_NAMES.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric())) {
            return false;
        }
    }
    capitals > 0 && folded(name).chars().count() >= 3
}

/// Words that begin links and labels, not names.
#[rustfmt::skip]
const NOT_IN_NAMES: &[&str] = &[
    "read", "more", "share", "posted", "published", "updated", "comments", "comment", "reply", "subscribe", "follow", "view", "all", "posts", "home", "about", "contact", "news", "click", "here", "login", "sign", "min", "minutes", "photo", "image", "credit", "getty", "images", "advertisement", "today", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "june", "july", "august", "september", "october", "november", "december", "in", "on", "at", "with", "and", "to", "from", "by", "this", "your", "our", "how", "what", "why", "is", "are", "us", "print", "email", "facebook", "twitter", "linkedin", "whatsapp", "menu", "search", "leave", "popular", "articles", "related", "latest", "uhr", "mehr", "artikel", "teilen", "drucken", "kommentare", "von", "aktualisiert", "veröffentlicht", "lesen", "next", "previous", "blog", "category", "categories", "tags", "copyright", "newsletter", "top", "week",
];

/// Words in the names of organisations.
#[rustfmt::skip]
const ORGANISATION: &[&str] = &[
    "association", "inc", "ltd", "llc", "gmbh", "team", "staff", "news", "media", "editorial", "agency", "company", "group", "university", "institute", "foundation", "center", "centre", "society", "press", "magazine", "times", "editors", "redaktion", "desk", "online", "network", "journal", "services", "department", "ministry", "association", "council", "university", "clinic", "hospital", "college", "school", "zeitung", "verlag", "redazione", "redacción", "rédaction",
];

/// Whether a name reads as an organisation's.
pub(in crate::metadata) fn looks_like_organisation(name: &str) -> bool {
    name.split_whitespace().any(|w| {
        ORGANISATION.contains(&w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
    }) || name.rsplit_once('.').is_some_and(|(_, tld)| {
        (2..=4).contains(&tld.len()) && !name.contains(' ') && tld.bytes().all(|b| b.is_ascii_lowercase())
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
    fn splits_several_names() {
        assert_eq!(visible_names("By Jane Doe, John Roe and Ann Poe"), ["Jane Doe", "John Roe", "Ann Poe"]);
        assert_eq!(declared_names("Jane Doe; John Roe"), ["Jane Doe", "John Roe"]);
        assert_eq!(visible_names("Von Max Muster und Eva Beispiel"), ["Max Muster", "Eva Beispiel"]);
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
