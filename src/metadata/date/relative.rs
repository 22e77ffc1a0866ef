//! "3 hours ago", "gestern", "2小时前" -> a point in time, told by the time the page was fetched.

use chrono::{DateTime, Days, Duration, DurationRound, FixedOffset, Months};

use super::Language;
use super::names::PASTS;
use crate::article::Timestamp;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A phrase for the past: what stands before the number and behind it, in lower case.
#[derive(Debug)]
pub(super) struct Past {
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) unit: Unit,
    /// How many units; 0 if the number is in the text.
    pub(super) count: u8,
}

/// Characters of a text that may be a phrase; longer ones are sentences.
const MAX_CHARS: usize = 60;

/// Reads a text that says how long ago something was, and how precisely: to the minute or hour where it counts minutes or
/// hours, to the day where it counts days, else to the month or the year.
///
/// The phrase must be all of the text but a label before it. Phrases are looked for in the page's language, or in every
/// one if the page does not tell its own.
pub(super) fn read(text: &str, language: Language, now: DateTime<FixedOffset>) -> Option<Timestamp> {
    if text.len() > MAX_CHARS * 4 || text.chars().count() > MAX_CHARS {
        return None;
    }
    let mut text = text.to_lowercase();
    text.retain(|c| !matches!(c, '\u{200b}'..='\u{200f}'));
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).trim();
    let own = PASTS.iter().filter(|(name, _)| language.is_unknown() || language.is(name));
    own.flat_map(|(_, pasts)| *pasts).find_map(|past| at(past.unit, told(text, past)?, now))
}

/// How many units a text says by a phrase.
fn told(text: &str, past: &Past) -> Option<u32> {
    if past.count > 0 {
        let label = text.strip_suffix(past.before)?;
        return is_label(label, past.before).then_some(u32::from(past.count));
    }
    let rest = if past.after.is_empty() { text } else { text.strip_suffix(past.after)?.trim_end() };
    let digits = rest.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (rest, number) = rest.split_at_checked(rest.len() - digits)?;
    let number = number.parse().ok().filter(|&n: &u32| n <= 5_000)?;
    if past.before.is_empty() {
        return is_label(rest, "1").then_some(number);
    }
    let label = rest.trim_end().strip_suffix(past.before)?;
    is_label(label, past.before).then_some(number)
}

/// Whether what stands before a phrase leaves it whole.
fn is_label(label: &str, phrase: &str) -> bool {
    let cuts =
        label.ends_with(char::is_alphanumeric) && phrase.starts_with(|c: char| c.is_ascii_alphanumeric());
    !cuts && label.chars().count() <= 30 && !label.bytes().any(|b| b.is_ascii_digit())
}

fn at(unit: Unit, count: u32, now: DateTime<FixedOffset>) -> Option<Timestamp> {
    let n = i64::from(count);
    let to_the = |step: Duration, ago: Duration| {
        now.checked_sub_signed(ago)?.duration_trunc(step).ok().map(Timestamp::Instant)
    };
    let today = now.date_naive();
    let month = |day: chrono::NaiveDate| {
        Timestamp::Month(chrono::Datelike::year(&day), chrono::Datelike::month(&day))
    };
    match unit {
        Unit::Second => to_the(Duration::minutes(1), Duration::seconds(n)),
        Unit::Minute => to_the(Duration::minutes(1), Duration::minutes(n)),
        Unit::Hour => to_the(Duration::hours(1), Duration::hours(n)),
        Unit::Day => today.checked_sub_days(Days::new(u64::from(count))).map(Timestamp::Day),
        // A week is rounded: the day is not known.
        Unit::Week => today.checked_sub_days(Days::new(u64::from(count) * 7)).map(month),
        Unit::Month => today.checked_sub_months(Months::new(count)).map(month),
        Unit::Year => {
            let then = today.checked_sub_months(Months::new(count.checked_mul(12)?))?;
            Some(Timestamp::Year(chrono::Datelike::year(&then)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, language: &str) -> Option<String> {
        let now = DateTime::parse_from_rfc3339("2025-06-14T12:34:56+02:00").unwrap();
        let language = Language::of(Some(language).filter(|l| !l.is_empty()));
        read(text, language, now).map(|t| t.to_string())
    }

    #[test]
    fn reads_how_long_ago_in_many_languages() {
        for (text, language, expected) in [
            ("3 hours ago", "en", "2025-06-14T09:00:00+02:00"),
            ("Posted 5 min. ago", "en", "2025-06-14T12:29:00+02:00"),
            ("Yesterday", "en", "2025-06-13"),
            ("vor 2 Stunden", "de", "2025-06-14T10:00:00+02:00"),
            ("Vorgestern", "de", "2025-06-12"),
            ("hace 3 días", "es", "2025-06-11"),
            ("2小时前", "zh", "2025-06-14T10:00:00+02:00"),
            ("3日前", "ja", "2025-06-11"),
            ("3일 전", "ko", "2025-06-11"),
            ("il y a 4 jours", "fr", "2025-06-10"),
            ("2 дня назад", "ru", "2025-06-12"),
            ("5 päivää sitten", "fi", "2025-06-09"),
            ("2 giorni fa", "it", "2025-06-12"),
            ("há 2 dias", "pt", "2025-06-12"),
            ("3 gün önce", "tr", "2025-06-11"),
            ("2 weeks ago", "en", "2025-05"),
            ("4 months ago", "en", "2025-02"),
            ("2 years ago", "en", "2023"),
            ("hace 3 días", "", "2025-06-11"),
        ] {
            assert_eq!(told(text, language).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_phrase_tells_nothing() {
        for text in [
            "ago",
            "3 hours",
            "in 3 hours",
            "12/3 hours ago",
            "99999999 days ago",
            "the 13 hours ago rule",
            "",
        ] {
            assert_eq!(told(text, "en"), None, "{text}");
        }
        assert_eq!(told("vor 2 Stunden", "en"), None);
    }
}
