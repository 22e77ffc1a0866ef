//! Words of dates: month names, the halves of the day, time zone abbreviations, the small words between the parts.
//!
//! Every word is matched whole and in lower case. What Unicode CLDR has comes from [`names`](super::names).

use super::Language;
use super::names::{HALVES, MONTHS};

/// Spellings CLDR does not have, sorted.
const MORE_MONTHS: &[(&str, u32)] = &[
    // Clipped in newspapers of Italy, Spain, Austria, Finland and Romania.
    ("agos", 8),
    ("elok", 8),
    ("feber", 2),
    ("febb", 2),
    ("genn", 1),
    ("heinäk", 7),
    ("helmik", 2),
    ("huhtik", 4),
    ("jouluk", 12),
    ("kesäk", 6),
    ("lokak", 10),
    ("maalisk", 3),
    ("magg", 5),
    ("marrask", 11),
    ("noi", 11),
    ("sett", 9),
    ("syysk", 9),
    ("tammik", 1),
    ("toukok", 5),
    // Without its umlaut.
    ("maerz", 3),
    // Croatian has two genitives.
    ("studenog", 11),
    // Latvian dates stand in the locative.
    ("janvārī", 1),
    ("februārī", 2),
    ("martā", 3),
    ("aprīlī", 4),
    ("maijā", 5),
    ("jūnijā", 6),
    ("jūlijā", 7),
    ("augustā", 8),
    ("septembrī", 9),
    ("oktobrī", 10),
    ("novembrī", 11),
    ("decembrī", 12),
    // Older spellings of Hindi.
    ("सितम्बर", 9),
    ("अक्तूबर", 10),
    ("नवम्बर", 11),
    ("दिसम्बर", 12),
];

/// Months of the Solar Hijri calendar: another calendar than the one the generated names are of.
const PERSIAN_MONTHS: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// The month (1 to 12) a lower-case word names, full or abbreviated, without its full stop. Where languages disagree
/// (`listopad` is October in Croatian and November in Polish) the page's own decides, else the one more is written in.
pub(super) fn month(word: &str, language: Language) -> Option<u32> {
    compound_month(word, "", language).or_else(|| {
        MORE_MONTHS.iter().find(|(name, _)| *name == word).map(|&(_, month)| month).or_else(|| {
            // "in January" is one word in Hebrew.
            word.strip_prefix('ב').and_then(|rest| compound_month(rest, "", language))
        })
    })
}

/// The month that two words name: "تشرين الثاني", or "ม.ค." with its full stops.
pub(super) fn compound_month(first: &str, second: &str, language: Language) -> Option<u32> {
    let from = MONTHS.partition_point(|row| (row.0, row.1) < (first, second));
    let mut rows = MONTHS.get(from..)?.iter().take_while(|row| row.0 == first && row.1 == second).peekable();
    let bigger = rows.peek()?.2;
    let own = rows.find(|row| row.3.split(' ').any(|l| language.is(l))).map_or(bigger, |row| row.2);
    Some(u32::from(own))
}

/// Whether a word begins the name of a month that has two.
pub(super) fn begins_compound_month(first: &str) -> bool {
    let from = MONTHS.partition_point(|row| row.0 < first);
    MONTHS
        .get(from..)
        .is_some_and(|rest| rest.iter().take_while(|row| row.0 == first).any(|row| !row.1.is_empty()))
}

/// The month of the Solar Hijri year a word names.
pub(super) fn persian_month(word: &str) -> Option<u32> {
    let at = PERSIAN_MONTHS.iter().position(|&name| name == word)?;
    u32::try_from(at + 1).ok()
}

/// A month as a Roman numeral: "7.V.2005".
pub(super) fn roman_month(word: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let at = ROMAN.iter().position(|&numeral| numeral == word)?;
    u32::try_from(at + 1).ok()
}

/// Whether a word tells the half of the day, and if so whether it is the second: "pm", "下午", "μμ".
pub(super) fn half_of_day(word: &str) -> Option<bool> {
    // 오전 and 오후: CLDR has AM and PM for Korean. ص and م are letters of their own.
    match word {
        "오전" | "ص" => return Some(false),
        "오후" | "م" => return Some(true),
        _ => {}
    }
    let at = HALVES.binary_search_by(|(half, _)| (*half).cmp(word)).ok()?;
    HALVES.get(at).map(|&(_, afternoon)| afternoon)
}

/// The year before the first of an East Asian era.
pub(super) fn era_base(word: &str) -> Option<i32> {
    Some(match word {
        "令和" => 2018,
        "平成" => 1988,
        "昭和" => 1925,
        // Years of the Republic, as Taiwan counts.
        "民國" | "民国" | "中華民國" => 1911,
        _ => return None,
    })
}

/// Words that may stand between day, month and year: "14 de junio de 2025", "14th of June", "2025 m.".
pub(super) fn links_date_parts(word: &str) -> bool {
    matches!(
        word,
        "de" | "del" | "of" | "di" | "do" | "d" | "m" | "da" | "dhe" | "năm" | "в" | "the" | "ni" | "ng"
    )
}

/// Endings of ordinal day numbers: "14th", "1er", "1º".
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "re" | "e" | "ª" | "º" | "o" | "a" | "ú" | "ая" | "го")
}

/// Words that may stand between a date and its time: "at", "um", "à", "kl.".
pub(super) fn links_time(word: &str) -> bool {
    matches!(
        word,
        "t" | "at"
            | "um"
            | "à"
            | "a"
            | "las"
            | "às"
            | "as"
            | "ore"
            | "alle"
            | "klo"
            | "kl"
            | "om"
            | "o"
            | "в"
            | "у"
            | "о"
            | "de"
            | "ob"
            | "godz"
            | "saat"
            | "lúc"
            | "hora"
            | "г"
            | "р"
            | "года"
            | "року"
            | "time"
    )
}

/// UTC offset in minutes of a zone abbreviation that means one thing.
pub(super) fn zone_minutes(word: &str) -> Option<i32> {
    Some(match word {
        "z" | "utc" | "gmt" | "wet" => 0,
        "bst" | "cet" | "mez" | "wat" | "west" => 60,
        "cest" | "mesz" | "eet" | "sast" => 120,
        "eest" | "msk" | "eat" => 180,
        "gst" => 240,
        "pkt" => 300,
        "wib" => 420,
        "hkt" | "sgt" | "pht" | "awst" => 480,
        "jst" | "kst" => 540,
        "aest" => 600,
        "aedt" => 660,
        "nzst" => 720,
        "nzdt" => 780,
        "brt" | "adt" => -180,
        "edt" | "ast" => -240,
        "est" | "cdt" => -300,
        "mdt" => -360,
        "mst" | "pdt" => -420,
        "pst" | "akdt" => -480,
        "hst" => -600,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::date::lexer::{Token, lex};

    fn month_in(word: &str, language: &str) -> Option<u32> {
        month(word, Language::of(Some(language)))
    }

    #[test]
    fn names_months_in_many_languages() {
        for (word, number) in [
            ("mars", 3),
            ("października", 10),
            ("июня", 6),
            ("kasım", 11),
            ("jänner", 1),
            ("août", 8),
            ("aout", 8),
            ("heinäkuuta", 7),
            ("ביולי", 7),
            ("اكتوبر", 10),
            ("мая", 5),
            ("studenog", 11),
            ("มกราคม", 1),
        ] {
            assert_eq!(month_in(word, ""), Some(number), "{word}");
        }
        assert_eq!(month_in("marsh", ""), None);
        assert_eq!(compound_month("تشرين", "الثاني", Language::of(None)), Some(11));
        assert_eq!(compound_month("ม", "ค", Language::of(None)), Some(1));
    }

    #[test]
    fn the_language_decides_what_a_shared_name_means() {
        assert_eq!(month_in("listopad", "hr"), Some(10));
        assert_eq!(month_in("listopad", "pl"), Some(11));
        assert_eq!(month_in("listopad", ""), Some(11));
        assert_eq!(month_in("lipnja", "hr"), Some(6));
        assert_eq!(month_in("srpna", "cs"), Some(8));
    }

    #[test]
    fn tables_are_sorted_and_lexed_as_they_are_written() {
        assert!(MONTHS.is_sorted_by(|a, b| (a.0, a.1) <= (b.0, b.1)));
        assert!(HALVES.is_sorted());
        let names = MONTHS.iter().flat_map(|row| [row.0, row.1]).filter(|name| !name.is_empty());
        for name in names.chain(HALVES.iter().map(|half| half.0)) {
            let lexemes = lex(name, 400);
            let [only] = lexemes.as_slice() else { panic!("{name} is {lexemes:?}") };
            assert_eq!(only.token, Token::Word(name.to_owned()));
        }
    }
}
