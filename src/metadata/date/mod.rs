//! Text -> [`Timestamp`]: dates as markup and people write them, no more precise than written.
//!
//! One scanner over a short token list reads ISO 8601 and RFC 3339 in all their variants, RFC 2822, what JavaScript
//! and C print, numeric dates in the order of the page's language, CJK dates, and month names in the bigger
//! languages. It deliberately does not read relative dates ("two hours ago"): the library knows no clock.

pub(super) mod choice;
mod lexer;
mod scan;
mod words;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};

use crate::article::Timestamp;
use lexer::{Token, lex};
use scan::Scan;

/// Earliest year believed in text a reader sees: the web's first pages are of 1990.
const EARLIEST_VISIBLE_YEAR: i32 = 1990;

/// Earliest year believed in markup: archives date what they digitised.
const EARLIEST_DECLARED_YEAR: i32 = 1900;

/// Latest year believed when the caller does not say what today is.
const LATEST_YEAR: i32 = 2100;

/// Bytes of a text that are searched; a dateline is at most a line.
const MAX_SEARCHED_BYTES: usize = 400;

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

/// A date found in running text, and the bytes it spans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spotted {
    pub(super) value: Timestamp,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Reads the dates of one page.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateReader {
    order: Order,
    latest: Option<NaiveDate>,
}

impl DateReader {
    /// A reader for a page in this order of day and month, fetched `now`.
    pub(super) fn new(order: Order, now: Option<DateTime<FixedOffset>>) -> Self {
        // A day's grace: somewhere it is already tomorrow.
        DateReader { order, latest: now.and_then(|n| n.date_naive().succ_opt()) }
    }

    /// A date from a machine-readable value, where the whole value is meant to be the date.
    pub(super) fn declared(self, raw: &str) -> Option<Timestamp> {
        let raw = raw.trim();
        let lexemes = lex(raw, MAX_SEARCHED_BYTES);
        let scan = Scan { lexemes: &lexemes, order: self.order, strict: false };
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
        // Most lines have no number, and every date has.
        if !text.chars().any(char::is_numeric) {
            return None;
        }
        let lexemes = lex(text, MAX_SEARCHED_BYTES);
        let scan = Scan { lexemes: &lexemes, order: self.order, strict: true };
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
            let (Some(year), Some(month)) = (number(i, 4), number(i + 1, 2)) else { continue };
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
                && runs.get(i + 1).is_some_and(|r| r.len() == 2)
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
            && self.latest.is_none_or(|latest| first <= latest)
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
    fn believes_nothing_after_the_page_was_fetched() {
        let now = DateTime::parse_from_rfc3339("2025-06-14T12:00:00Z").ok();
        let reader = DateReader::new(Order::DayFirst, now);
        assert!(reader.declared("2025-06-15").is_some());
        assert!(reader.declared("2025-06-16").is_none());
    }
}
