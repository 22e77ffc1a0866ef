//! Text -> [`Timestamp`]: dates as markup and people write them, no more precise than written.
//!
//! One scanner over a short token list reads ISO 8601 and RFC 3339 in all their variants, RFC 2822, what JavaScript
//! and C print, numeric dates in the order of the page's language, CJK dates and eras, Persian ones, and month names
//! in the languages of Unicode CLDR. "Two hours ago" is read only if the caller says when the page was fetched: the
//! library knows no clock.

pub(super) mod choice;
pub(super) mod labels;
mod lexer;
mod names;
mod persian;
mod relative;
mod scan;
mod words;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};

use crate::article::Timestamp;
use lexer::{Token, lex, lex_around_numbers};
use scan::Scan;

/// Earliest year believed in text a reader sees: the web's first pages are of 1990.
const EARLIEST_VISIBLE_YEAR: i32 = 1990;

/// Earliest year believed in markup: archives date what they digitised.
const EARLIEST_DECLARED_YEAR: i32 = 1900;

/// Latest year believed when the caller does not say what today is.
const LATEST_YEAR: i32 = 2100;

/// Bytes of a text that are searched; a dateline is at most a line.
const MAX_SEARCHED_BYTES: usize = 400;

/// Whether a lower-case word names a month.
pub(crate) fn is_month(word: &str) -> bool {
    words::month(word, Language::of(None)).is_some()
}

/// Which of two small numbers is the day: `6/7/2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Day before month, as most of the world writes.
    DayFirst,
    /// Month before day, as the United States write.
    MonthFirst,
}

impl Order {
    /// The order of a BCP 47 language tag; `top_level_domain` tells where plain `en` is from.
    pub(super) fn of(language: Option<&str>, top_level_domain: Option<&str>) -> Order {
        let language = language.unwrap_or("en");
        let mut parts = language.split(['-', '_']);
        let primary = parts.next().unwrap_or_default();
        let region = parts.next_back().unwrap_or_default();
        let american = ["us", "ph", "ca"].iter().any(|r| region.eq_ignore_ascii_case(r));
        let national = top_level_domain.is_some_and(|tld| {
            tld.len() == 2 && !matches!(tld, "us" | "io" | "co" | "ai" | "me" | "tv" | "ly")
        });
        if primary.eq_ignore_ascii_case("en") && (american || (region.is_empty() && !national)) {
            Order::MonthFirst
        } else {
            Order::DayFirst
        }
    }
}

/// A primary language subtag in lower case, or nothing: two or three letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Language([u8; 3]);

impl Language {
    /// The primary language of a BCP 47 tag.
    pub(super) fn of(tag: Option<&str>) -> Language {
        let primary = tag.and_then(|t| t.split(['-', '_']).next()).unwrap_or_default();
        let mut letters = [0; 3];
        if (2..=3).contains(&primary.len()) {
            letters.iter_mut().zip(primary.bytes()).for_each(|(to, b)| *to = b.to_ascii_lowercase());
        }
        // Norwegian in either spelling is one language here.
        Language(if letters == *b"nb\0" || letters == *b"nn\0" { *b"no\0" } else { letters })
    }

    fn is(self, subtag: &str) -> bool {
        !self.is_unknown() && Language::of(Some(subtag)) == self
    }

    fn is_unknown(self) -> bool {
        self.0 == [0; 3]
    }
}

/// A date found in running text, and the bytes it spans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spotted {
    pub(super) value: Timestamp,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The date of a post on a page in this language: what an attribute declares and what a reader sees, if the latter is a
/// date to the day.
pub(crate) fn of_post(
    declared: Option<&str>,
    printed: &str,
    language: Option<&str>,
) -> (Option<Timestamp>, Option<Timestamp>) {
    let reader = DateReader::of_page(language, None, None);
    let declared = declared.and_then(|raw| reader.declared(raw)).filter(|time| time.day().is_some());
    (declared, reader.first_in(printed).map(|spotted| spotted.value))
}

/// Reads the dates of one page.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateReader {
    order: Order,
    language: Language,
    now: Option<DateTime<FixedOffset>>,
}

impl DateReader {
    /// A reader for a page in this order of day and month, fetched `now`.
    #[cfg(test)]
    fn new(order: Order, now: Option<DateTime<FixedOffset>>) -> Self {
        DateReader { order, language: Language::default(), now }
    }

    /// A reader for a page in this language, as a BCP 47 tag, under this top-level domain, fetched `now`.
    pub(super) fn of_page(
        language: Option<&str>,
        top_level_domain: Option<&str>,
        now: Option<DateTime<FixedOffset>>,
    ) -> Self {
        let order = Order::of(language, top_level_domain);
        DateReader { order, language: Language::of(language), now }
    }

    /// The same reader with day and month the other way round.
    pub(super) fn reversed(self) -> Self {
        let order = match self.order {
            Order::DayFirst => Order::MonthFirst,
            Order::MonthFirst => Order::DayFirst,
        };
        DateReader { order, ..self }
    }

    /// How long ago a text says something was, if it says only that and it is known when the page was fetched.
    pub(super) fn ago(self, text: &str) -> Option<Timestamp> {
        relative::read(text, self.language, self.now?).filter(|t| self.believes(*t, EARLIEST_VISIBLE_YEAR))
    }

    /// Whether a date is the day the page was fetched, as far as that is known.
    pub(super) fn is_today(self, value: Timestamp) -> bool {
        self.now.is_some_and(|now| value.day() == Some(now.date_naive()))
    }

    fn scan(self, lexemes: &[lexer::Lexeme], strict: bool) -> Scan<'_> {
        Scan { lexemes, order: self.order, language: self.language, strict }
    }

    /// A date from a machine-readable value, where the whole value is meant to be the date.
    pub(super) fn declared(self, raw: &str) -> Option<Timestamp> {
        let raw = raw.trim();
        let lexemes = lex(raw, MAX_SEARCHED_BYTES);
        let scan = self.scan(&lexemes, false);
        if let [only] = lexemes.as_slice()
            && let Token::Number { value, digits } = only.token
        {
            let lone = match digits {
                4 => Some(Timestamp::Year(i32::try_from(value).ok()?)),
                10 => epoch(value),
                13 => epoch(value / 1000),
                _ => None,
            };
            if lone.is_some() {
                return lone.filter(|t| self.believes(*t, EARLIEST_DECLARED_YEAR));
            }
        }
        (0..lexemes.len())
            .find_map(|i| scan.timestamp_at(i))
            .map(|(value, _)| value)
            .filter(|t| self.believes(*t, EARLIEST_DECLARED_YEAR))
    }

    /// The first date in text a reader sees, to the day or better.
    pub(super) fn first_in(self, text: &str) -> Option<Spotted> {
        let lexemes = lex_around_numbers(text, MAX_SEARCHED_BYTES);
        let scan = self.scan(&lexemes, true);
        (0..lexemes.len()).find_map(|i| {
            let (value, next) = scan.timestamp_at(i)?;
            if value.day().is_none() || !self.believes(value, EARLIEST_VISIBLE_YEAR) {
                return None;
            }
            let start = lexemes.get(i)?.start;
            let end = lexemes.get(next.checked_sub(1)?)?.end;
            Some(Spotted { value, start, end })
        })
    }

    /// The date in the path of a URL: `/2025/06/14/`, `/2025-06-14-title`, `/20250614/`; a month if there is no day.
    pub(super) fn in_path(self, path: &str) -> Option<(Timestamp, String)> {
        let mut month_only = None;
        let runs: Vec<&str> = path.split(['/', '-', '_', '.']).filter(|p| !p.is_empty()).collect();
        for (i, run) in runs.iter().enumerate() {
            let number = |at: usize, digits: usize| {
                runs.get(at)
                    .filter(|r| r.len() == digits || (digits == 2 && r.len() == 1))
                    .and_then(|r| r.parse::<u32>().ok())
            };
            if run.len() == 8
                && let Some(n) = number(i, 8)
                && let Some(day) = NaiveDate::from_ymd_opt((n / 10_000).cast_signed(), n / 100 % 100, n % 100)
                && self.believes(Timestamp::Day(day), EARLIEST_VISIBLE_YEAR)
            {
                return Some((Timestamp::Day(day), (*run).to_owned()));
            }
            // "29-10-2021"
            if let (Some(day), Some(month), Some(year)) = (number(i, 2), number(i + 1, 2), number(i + 2, 4))
                && run.len() == 2
                && let Some(day) = NaiveDate::from_ymd_opt(year.cast_signed(), month, day)
                && self.believes(Timestamp::Day(day), EARLIEST_VISIBLE_YEAR)
            {
                return Some((Timestamp::Day(day), format!("{run}-{month:02}-{year}")));
            }
            // "/2023/october/03/", "/2021/jan21/"
            let named = || runs.get(i + 1).and_then(|r| words::month(&r.to_lowercase(), self.language));
            let (Some(year), Some(month)) = (number(i, 4), number(i + 1, 2).or_else(named)) else { continue };
            let year = year.cast_signed();
            if let Some(day) = number(i + 2, 2).and_then(|d| NaiveDate::from_ymd_opt(year, month, d))
                && self.believes(Timestamp::Day(day), EARLIEST_VISIBLE_YEAR)
            {
                return Some((
                    Timestamp::Day(day),
                    format!("{year}/{month:02}/{:02}", chrono::Datelike::day(&day)),
                ));
            }
            let value = Timestamp::Month(year, month);
            if month_only.is_none()
                && self.believes(value, EARLIEST_VISIBLE_YEAR)
                && runs.get(i + 1).is_some_and(|r| r.len() >= 2)
            {
                month_only = Some((value, format!("{year}/{month:02}")));
            }
        }
        month_only
    }

    fn believes(self, value: Timestamp, earliest_year: i32) -> bool {
        let (first, last) = match value {
            Timestamp::Year(year) => (NaiveDate::from_ymd_opt(year, 1, 1), year),
            Timestamp::Month(year, month) => (NaiveDate::from_ymd_opt(year, month, 1), year),
            Timestamp::Day(_) | Timestamp::Local(_) | Timestamp::Instant(_) => {
                (value.day(), value.day().map_or(0, |d| chrono::Datelike::year(&d)))
            }
        };
        let Some(first) = first else { return false };
        // The epoch itself is what a missing number prints as.
        let unset = Some(first) == NaiveDate::from_ymd_opt(1970, 1, 1);
        last >= earliest_year
            && last <= LATEST_YEAR
            && !unset
            // A day's grace: somewhere it is already tomorrow.
            && self.now.and_then(|n| n.date_naive().succ_opt()).is_none_or(|latest| first <= latest)
    }
}

/// Reads a text in every way there is and holds what must be true of each value: its year is one of 1 to 9999 and has four
/// digits, it prints without control characters, and what it prints reads back as the same value. For tests and fuzzing.
///
/// # Panics
///
/// If any of that is not so.
pub fn check(text: &str) {
    let now = DateTime::from_timestamp(1_750_000_000, 0).map(|t| t.fixed_offset());
    for (language, now) in [(None, None), (Some("en-GB"), now), (Some("fa"), now), (Some("hr"), None)] {
        let reader = DateReader::of_page(language, None, now);
        let spotted = reader.first_in(text);
        if let Some(spotted) = spotted {
            assert!(text.get(spotted.start..spotted.end).is_some(), "a date spans whole characters");
        }
        let path = reader.in_path(text).map(|(value, _)| value);
        let read = [reader.declared(text), spotted.map(|s| s.value), path, reader.ago(text)];
        for value in read.into_iter().flatten() {
            let printed = value.to_string();
            let year = printed.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
            assert!(year.is_some_and(|year| year != "0000"), "{printed}");
            assert!(
                printed.get(4..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
                "{printed}"
            );
            assert!(!printed.contains(char::is_control), "{printed:?}");
            let again = DateReader::of_page(None, None, None).declared(&printed);
            assert_eq!(
                again.map(|t| t.to_string()).as_ref(),
                Some(&printed),
                "{text:?} printed as {printed}"
            );
        }
    }
}

/// Seconds since 1970.
fn epoch(seconds: u64) -> Option<Timestamp> {
    let seconds = i64::try_from(seconds).ok()?;
    Utc.timestamp_opt(seconds, 0).single().map(|t| Timestamp::Instant(t.fixed_offset()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(order: Order) -> DateReader {
        DateReader::new(order, None)
    }

    fn declared(raw: &str) -> Option<String> {
        reader(Order::MonthFirst).declared(raw).map(|t| t.to_string())
    }

    fn visible(raw: &str) -> Option<String> {
        reader(Order::DayFirst).first_in(raw).map(|s| s.value.to_string())
    }

    #[test]
    fn reads_iso_8601_with_its_own_precision_and_offset() {
        for (raw, expected) in [
            ("2025-06-14", "2025-06-14"),
            ("2025-06", "2025-06"),
            ("2025", "2025"),
            ("2025-06-14T09:30", "2025-06-14T09:30:00"),
            ("2025-06-14T09:30:15.123+02:00", "2025-06-14T09:30:15+02:00"),
            ("2025-06-14 09:30:15 +0200", "2025-06-14T09:30:15+02:00"),
            ("2025-06-14T09:30:15Z", "2025-06-14T09:30:15Z"),
            ("20250614", "2025-06-14"),
            ("20250614T093015Z", "2025-06-14T09:30:15Z"),
            ("2025-06-14T09:30:15-05", "2025-06-14T09:30:15-05:00"),
        ] {
            assert_eq!(declared(raw).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn reads_what_machines_print() {
        for (raw, expected) in [
            ("Sat, 14 Jun 2025 09:30:00 +0200", "2025-06-14T09:30:00+02:00"),
            ("Sat, 14 Jun 2025 09:30:00 GMT", "2025-06-14T09:30:00Z"),
            ("Sat Jun 14 2025 09:30:00 GMT+0200 (CEST)", "2025-06-14T09:30:00+02:00"),
            ("Sat Jun 14 09:30:00 CEST 2025", "2025-06-14T09:30:00+02:00"),
            ("1749889800", "2025-06-14T08:30:00Z"),
            ("1749889800000", "2025-06-14T08:30:00Z"),
            ("6/14/2025 9:30:00 PM", "2025-06-14T21:30:00"),
        ] {
            assert_eq!(declared(raw).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn reads_dates_as_people_write_them() {
        for (raw, expected) in [
            ("Saturday, June 14, 2025", "2025-06-14"),
            ("14 June 2025", "2025-06-14"),
            ("June 14th, 2025 at 9:30 p.m. EDT", "2025-06-14T21:30:00-04:00"),
            ("14. Juni 2025, 9.30 Uhr", "2025-06-14T09:30:00"),
            ("14. Juni 2025 um 21:30 Uhr", "2025-06-14T21:30:00"),
            ("le 1er mars 2024 à 09h30", "2024-03-01T09:30:00"),
            ("14 de junio de 2025", "2025-06-14"),
            ("14 czerwca 2025", "2025-06-14"),
            ("14 июня 2025, 09:30", "2025-06-14T09:30:00"),
            ("14 Haziran 2025", "2025-06-14"),
            ("2025年6月14日 09:30", "2025-06-14T09:30:00"),
            ("2025년 6월 14일", "2025-06-14"),
            ("2025. június 14.", "2025-06-14"),
            ("14.06.2025", "2025-06-14"),
            ("14. 6. 2025", "2025-06-14"),
            ("14.06.25", "2025-06-14"),
            ("6/7/2025", "2025-07-06"),
            ("14-Jun-2025", "2025-06-14"),
            ("14 tháng 6, 2025", "2025-06-14"),
            ("١٤ يونيو ٢٠٢٥", "2025-06-14"),
        ] {
            assert_eq!(visible(raw).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn reads_day_and_month_in_the_order_of_the_language() {
        assert_eq!(Order::of(Some("en-US"), None), Order::MonthFirst);
        assert_eq!(Order::of(Some("en-GB"), None), Order::DayFirst);
        assert_eq!(Order::of(Some("en"), Some("uk")), Order::DayFirst);
        assert_eq!(Order::of(Some("de"), Some("com")), Order::DayFirst);
        assert_eq!(declared("6/7/2025").as_deref(), Some("2025-06-07"));
        assert_eq!(declared("16/7/2025").as_deref(), Some("2025-07-16"));
    }

    #[test]
    fn nothing_was_published_before_the_web() {
        let now = DateTime::parse_from_rfc3339("2025-06-14T12:00:00Z").ok();
        let reader = DateReader::of_page(Some("en"), None, now);
        assert!(reader.ago("3 months ago").is_some());
        assert_eq!(reader.ago("2025 months ago"), None);
    }

    #[test]
    fn invents_no_date() {
        for raw in [
            "",
            "v1.2.13",
            "192.168.10.25",
            "31 February 2025",
            "14 June",
            "June 2025",
            "1:2:3",
            "0000-00-00",
            "call 555-12-2024",
        ] {
            assert_eq!(visible(raw), None, "{raw}");
        }
        for raw in ["1970-01-01T00:00:00Z", "0001-01-01", "3025-01-01", "0", "99999999999999999999999999"] {
            assert_eq!(declared(raw), None, "{raw}");
        }
    }

    #[test]
    fn reads_dates_of_many_scripts_and_calendars() {
        for (language, raw, expected) in [
            ("", "令和7年6月14日", "2025-06-14"),
            ("", "令和元年5月1日", "2019-05-01"),
            ("", "民國114年6月14日", "2025-06-14"),
            ("ja", "2025年6月14日 午後3時20分", "2025-06-14T15:20:00"),
            ("zh", "2025年6月14日 下午3:20", "2025-06-14T15:20:00"),
            ("ko", "2025년 6월 14일 오후 3:20", "2025-06-14T15:20:00"),
            ("th", "14 มิ.ย. 2568", "2025-06-14"),
            ("th", "๑๔ มิถุนายน ๒๕๖๘", "2025-06-14"),
            ("fa", "۲۴ خرداد ۱۴۰۴", "2025-06-14"),
            ("fa", "۱۴۰۴/۰۳/۲۴", "2025-06-14"),
            ("ar", "١٤ يونيو ٢٠٢٥", "2025-06-14"),
            ("ar", "14 حزيران 2025", "2025-06-14"),
            ("ar", "14 تشرين الثاني 2024", "2024-11-14"),
            ("hi", "१४ जून २०२५", "2025-06-14"),
            ("ta", "14 ஜூன் 2025", "2025-06-14"),
            ("bn", "১৪ জুন ২০২৫", "2025-06-14"),
            ("pl", "14.VI.2025", "2025-06-14"),
            ("ca", "14 d’abril de 2025", "2025-04-14"),
            ("hr", "14. listopada 2024.", "2024-10-14"),
            ("pl", "14 listopada 2024", "2024-11-14"),
            ("fi", "14. kesäkuuta 2025", "2025-06-14"),
            ("es", "04-ago-2021 5:11:10", "2021-08-04T05:11:10"),
        ] {
            let reader = DateReader::of_page(Some(language).filter(|l| !l.is_empty()), None, None);
            assert_eq!(reader.declared(raw).map(|t| t.to_string()).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn a_persian_year_is_one_only_on_persian_pages() {
        assert_eq!(reader(Order::DayFirst).declared("1404/03/24"), None);
    }

    #[test]
    fn believes_nothing_after_the_page_was_fetched() {
        let now = DateTime::parse_from_rfc3339("2025-06-14T12:00:00Z").ok();
        let reader = DateReader::new(Order::DayFirst, now);
        assert!(reader.declared("2025-06-15").is_some());
        assert!(reader.declared("2025-06-16").is_none());
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_prints_and_reads_back(text in DATE_LIKE) {
            super::check(&text);
        }

        #[test]
        fn any_text_is_read_without_harm(text in "\\PC{0,60}") {
            super::check(&text);
        }
    }

    /// Texts made of what dates are made of.
    const DATE_LIKE: &str = "([0-9]{1,4}|[/:. T+-]|1[0-9]{3}|20[0-9]{2}|jun|mai|ago|hours|令和|年|月|日|午後|pm|Z|UTC|VI|خرداد|[०-९]|,){1,14}";
}
