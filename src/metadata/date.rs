//! Text -> [`Timestamp`]: dates as markup and people write them, no more precise than written.
//!
//! One scanner over a short token list reads ISO 8601 and RFC 3339 in all their variants, RFC 2822, what JavaScript
//! and C print, numeric dates in the order of the page's language, CJK dates, and month names in the bigger
//! languages. It deliberately does not read relative dates ("two hours ago"): the library knows no clock.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};

use super::date_lexer::{Lexeme, Token, lex};
use super::date_words;
use crate::article::Timestamp;

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

/// The calendar part of a date.
#[derive(Clone, Copy)]
enum Calendar {
    Day(NaiveDate),
    Month(i32, u32),
}

struct Scan<'a> {
    lexemes: &'a [Lexeme],
    order: Order,
    /// Running text: ambiguous forms are not read.
    strict: bool,
}

impl Scan<'_> {
    fn lexeme(&self, i: usize) -> Option<&Lexeme> {
        self.lexemes.get(i)
    }

    /// The number at `i` if it has one of these digit counts.
    fn number(&self, i: usize, digits: std::ops::RangeInclusive<u8>) -> Option<u32> {
        match self.lexeme(i)?.token {
            Token::Number { value, digits: n } if digits.contains(&n) => u32::try_from(value).ok(),
            _ => None,
        }
    }

    fn year(&self, i: usize) -> Option<i32> {
        let year = i32::try_from(self.number(i, 4..=4)?).ok()?;
        // Thai pages count from the Buddha's death.
        Some(if (2400..2700).contains(&year) { year - 543 } else { year })
    }

    fn mark(&self, i: usize) -> Option<char> {
        match self.lexeme(i)?.token {
            Token::Mark(c) => Some(c),
            _ => None,
        }
    }

    fn word(&self, i: usize) -> Option<&str> {
        match &self.lexeme(i)?.token {
            Token::Word(w) => Some(w),
            _ => None,
        }
    }

    fn word_if(&self, i: usize, accepts: fn(&str) -> bool) -> bool {
        self.word(i).is_some_and(accepts)
    }

    fn timestamp_at(&self, i: usize) -> Option<(Timestamp, usize)> {
        if let Some(compact) = self.compact(i) {
            return Some(compact);
        }
        if let Some(ctime) = self.ctime(i) {
            return Some(ctime);
        }
        let (calendar, next) = self.calendar_at(i)?;
        let day = match calendar {
            Calendar::Day(day) => day,
            Calendar::Month(year, month) => return Some((Timestamp::Month(year, month), next)),
        };
        let Some((time, after)) = self.time_after(next) else { return Some((Timestamp::Day(day), next)) };
        let (offset, after) = self.offset_at(after).map_or((None, after), |(o, n)| (Some(o), n));
        Some((assemble(day, Some(time), offset)?, after))
    }

    fn calendar_at(&self, i: usize) -> Option<(Calendar, usize)> {
        let lexeme = self.lexeme(i)?;
        // "v1.2.2013", "#4-5-2013": a number glued to what stands before it is not a day.
        if self.strict
            && !lexeme.spaced
            && i > 0
            && matches!(self.mark(i - 1), Some('.' | '-' | '/' | '#' | '_' | '$' | '€' | '£'))
        {
            return None;
        }
        match &lexeme.token {
            Token::Number { digits: 4, .. } => self.year_first(i),
            Token::Number { digits: 1 | 2, .. } => self.numeric(i).or_else(|| self.day_first(i)),
            Token::Word(_) => self.month_first(i),
            _ => None,
        }
    }

    /// `2025-06-14`, `2025/6/14`, `2025年6月14日`, `2025. június 14.`, `2025-Jun-14`.
    fn year_first(&self, i: usize) -> Option<(Calendar, usize)> {
        let year = self.year(i)?;
        let mut at = i + 1;
        let separator =
            self.mark(at).filter(|c| matches!(c, '-' | '/' | '.' | '年' | '년' | ',' | '‑' | '–'));
        if separator.is_some() {
            at += 1;
        }
        while self.word_if(at, date_words::links_date_parts) {
            at += 1;
        }
        let (month, next) = match self.month_name(at) {
            Some(named) => named,
            None if separator.is_some_and(|c| c != ',') => (self.number(at, 1..=2)?, at + 1),
            None => return None,
        };
        at = next;
        if self.mark(at).is_some_and(|c| matches!(c, '-' | '/' | '.' | '月' | '월' | '‑' | '–')) {
            at += 1;
        }
        if let Some(day) = self.number(at, 1..=2).and_then(|d| NaiveDate::from_ymd_opt(year, month, d)) {
            at += 1;
            if self.mark(at).is_some_and(|c| matches!(c, '日' | '号' | '號' | '일')) {
                at += 1;
            }
            return Some((Calendar::Day(day), at));
        }
        let month_only = !self.strict && (1..=12).contains(&month);
        month_only.then_some((Calendar::Month(year, month), at))
    }

    /// `14.06.2025`, `14/6/2025`, `6/14/2025`, `14. 6. 2025`, `14.06.25`.
    fn numeric(&self, i: usize) -> Option<(Calendar, usize)> {
        let (a, b) = (self.number(i, 1..=2)?, self.number(i + 2, 1..=2)?);
        let separator = self.mark(i + 1).filter(|c| matches!(c, '.' | '/' | '-' | '‑'))?;
        if self.mark(i + 3) != Some(separator) {
            return None;
        }
        let year = match self.year(i + 4) {
            Some(year) => year,
            // Two digits are a year only next to a padded day and month: not in versions, scores, chapters.
            None if separator != '-'
                && self.number(i, 2..=2).is_some()
                && self.number(i + 2, 2..=2).is_some() =>
            {
                let short = i32::try_from(self.number(i + 4, 2..=2)?).ok()?;
                if short < 70 { 2000 + short } else { 1900 + short }
            }
            None => return None,
        };
        // Another part behind it makes it an address or a version.
        if self.mark(i + 5) == Some(separator)
            && self.number(i + 6, 1..=4).is_some()
            && !self.lexeme(i + 6)?.spaced
        {
            return None;
        }
        let day_first = separator == '.' || self.order == Order::DayFirst;
        let (day, month) = if day_first { (a, b) } else { (b, a) };
        let date = NaiveDate::from_ymd_opt(year, month, day)
            .or_else(|| NaiveDate::from_ymd_opt(year, day, month))?;
        Some((Calendar::Day(date), i + 5))
    }

    /// `14 June 2025`, `14. Juni 2025`, `14 de junio de 2025`, `14-Jun-2025`, `1er mars 2024`, `14 tháng 6, 2025`.
    fn day_first(&self, i: usize) -> Option<(Calendar, usize)> {
        let day = self.number(i, 1..=2)?;
        let mut at = i + 1;
        while self.word_if(at, |w| date_words::is_ordinal(w) || date_words::links_date_parts(w))
            || self.mark(at).is_some_and(|c| matches!(c, '.' | '-' | '/' | '‑' | 'º' | 'ª' | '°' | ','))
        {
            at += 1;
            if at > i + 4 {
                return None;
            }
        }
        let (month, mut at) = self.month_name(at)?;
        let mut skipped = 0;
        while skipped < 3
            && (self.word_if(at, date_words::links_date_parts)
                || self.mark(at).is_some_and(|c| matches!(c, ',' | '-' | '/' | '‑' | '\'' | '’' | '،')))
        {
            at += 1;
            skipped += 1;
        }
        let year = self.year(at).or_else(|| self.short_year(at))?;
        Some((Calendar::Day(NaiveDate::from_ymd_opt(year, month, day)?), at + 1))
    }

    /// `June 14, 2025`, `Jun. 14th 2025`, `June 2025`.
    fn month_first(&self, i: usize) -> Option<(Calendar, usize)> {
        let (month, at) = self.month_name(i)?;
        if let Some(year) = self.year(at) {
            return (!self.strict).then_some((Calendar::Month(year, month), at + 1));
        }
        let mut at = at;
        if self.mark(at).is_some_and(|c| matches!(c, '-' | '/' | '‑')) {
            at += 1;
        }
        let day = self.number(at, 1..=2)?;
        at += 1;
        let mut skipped = 0;
        while skipped < 3
            && (self.word_if(at, |w| date_words::is_ordinal(w) || date_words::links_date_parts(w))
                || self.mark(at).is_some_and(|c| matches!(c, ',' | '.' | '-' | '/' | '‑' | '\'' | '’')))
        {
            at += 1;
            skipped += 1;
        }
        let year = self.year(at).or_else(|| self.short_year(at))?;
        Some((Calendar::Day(NaiveDate::from_ymd_opt(year, month, day)?), at + 1))
    }

    /// A year of two digits, which only an apostrophe or a machine's hyphens make a year.
    fn short_year(&self, at: usize) -> Option<i32> {
        let short = i32::try_from(self.number(at, 2..=2)?).ok()?;
        let before = self.mark(at.checked_sub(1)?)?;
        let told = matches!(before, '\'' | '’') || (!self.strict && before == '-');
        told.then_some(if short < 70 { 2000 + short } else { 1900 + short })
    }

    /// A month's name with its full stop; "tháng 6" in Vietnamese.
    fn month_name(&self, i: usize) -> Option<(u32, usize)> {
        let word = self.word(i)?;
        if word == "tháng" || word == "thg" {
            return self.number(i + 1, 1..=2).map(|month| (month, i + 2));
        }
        let month = date_words::month(word)?;
        Some((month, if self.mark(i + 1) == Some('.') { i + 2 } else { i + 1 }))
    }

    /// `20250614`, `20250614T0930`, `20250614093000`, in markup only.
    fn compact(&self, i: usize) -> Option<(Timestamp, usize)> {
        let Token::Number { value, digits } = self.lexeme(i)?.token else { return None };
        if self.strict {
            return None;
        }
        let (date, clock, next) = match digits {
            8 => match self.lexeme(i + 2).map(|l| &l.token) {
                Some(&Token::Number { value: t, digits: 4 }) if self.word(i + 1) == Some("t") => {
                    (value, Some(t * 100), i + 3)
                }
                Some(&Token::Number { value: t, digits: 6 }) if self.word(i + 1) == Some("t") => {
                    (value, Some(t), i + 3)
                }
                _ => (value, None, i + 1),
            },
            12 => (value / 10_000, Some(value % 10_000 * 100), i + 1),
            14 => (value / 1_000_000, Some(value % 1_000_000), i + 1),
            _ => return None,
        };
        let date = u32::try_from(date).ok()?;
        let day = NaiveDate::from_ymd_opt(i32::try_from(date / 10_000).ok()?, date / 100 % 100, date % 100)?;
        let Some(clock) = clock else {
            let (time, after) = match self.time_after(next) {
                Some((time, after)) => (Some(time), after),
                None => (None, next),
            };
            let (offset, after) = self.offset_at(after).map_or((None, after), |(o, n)| (Some(o), n));
            return Some((assemble(day, time, offset)?, after));
        };
        let clock = u32::try_from(clock).ok()?;
        let time = NaiveTime::from_hms_opt(clock / 10_000, clock / 100 % 100, clock % 100)?;
        let (offset, after) = self.offset_at(next).map_or((None, next), |(o, n)| (Some(o), n));
        Some((assemble(day, Some(time), offset)?, after))
    }

    /// `Jun 14 09:30:00 UTC 2025`, as C and Java print.
    fn ctime(&self, i: usize) -> Option<(Timestamp, usize)> {
        let (month, at) = self.month_name(i)?;
        let day = self.number(at, 1..=2)?;
        let (time, at) = self.clock_at(at + 1)?;
        let (offset, at) = match self.offset_at(at) {
            Some((offset, next)) => (Some(offset), next),
            None if self.word(at).is_some() => (None, at + 1),
            None => (None, at),
        };
        let day = NaiveDate::from_ymd_opt(self.year(at)?, month, day)?;
        Some((assemble(day, Some(time), offset)?, at + 1))
    }

    /// A time of day close behind a date.
    fn time_after(&self, i: usize) -> Option<(NaiveTime, usize)> {
        let mut at = i;
        while at < i + 4
            && (self.word_if(at, date_words::links_time)
                || self.mark(at).is_some_and(|c| {
                    matches!(c, ',' | '-' | '–' | '—' | '|' | '·' | '•' | '@' | '.' | '/' | ':' | '،')
                }))
        {
            at += 1;
        }
        self.clock_at(at)
    }

    /// `09:30`, `9:30:15.250 p.m.`, `9h30`, `9 Uhr`, `9.30 Uhr`, `9时30分`.
    fn clock_at(&self, i: usize) -> Option<(NaiveTime, usize)> {
        let mut hour = self.number(i, 1..=2)?;
        let mut at = i + 1;
        let (mut minute, mut second, mut told) = (0, 0, false);
        let colon = self.mark(at).is_some_and(|c| matches!(c, ':' | '时' | '時' | '시' | '：' | '点'))
            || (self.word(at) == Some("h") && self.number(at + 1, 2..=2).is_some());
        let dot = self.mark(at) == Some('.') && self.number(at + 1, 2..=2).is_some();
        if colon || dot {
            let uhr = dot
                && !self.lexeme(at + 1)?.spaced
                && self.word_if(at + 2, |w| matches!(w, "uhr" | "am" | "pm" | "p" | "a"));
            if colon && let Some(m) = self.number(at + 1, 1..=2) {
                (minute, told, at) = (m, true, at + 2);
                if self.mark(at).is_some_and(|c| matches!(c, '分' | '분')) {
                    at += 1;
                }
            } else if uhr {
                (minute, told, at) = (self.number(at + 1, 2..=2)?, true, at + 2);
            }
        }
        if told
            && matches!(self.mark(at), Some(':' | '：'))
            && let Some(s) = self.number(at + 1, 1..=2)
        {
            (second, at) = (s, at + 2);
            let fraction = matches!(self.mark(at), Some('.' | ',')) && self.number(at + 1, 1..=9).is_some();
            if fraction && self.lexeme(at + 1).is_some_and(|l| !l.spaced) {
                at += 2;
            }
        }
        if self.word(at) == Some("uhr") {
            (told, at) = (true, at + 1);
        } else if let Some((afternoon, next)) = self.meridiem(at) {
            (told, at) = (true, next);
            if !(1..=12).contains(&hour) && afternoon && hour > 23 {
                return None;
            }
            hour = match (hour, afternoon) {
                (12, false) => 0,
                (1..=11, true) => hour + 12,
                _ => hour,
            };
        }
        if !told {
            return None;
        }
        // 24:00 and leap seconds have no place in `NaiveTime`.
        let time = NaiveTime::from_hms_opt(hour, minute, second.min(59))?;
        Some((time, at))
    }

    /// Whether it is afternoon, by "am", "p.m." and the like.
    fn meridiem(&self, at: usize) -> Option<(bool, usize)> {
        match self.word(at)? {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            half @ ("a" | "p") if self.mark(at + 1) == Some('.') && self.word(at + 2) == Some("m") => {
                let next = if self.mark(at + 3) == Some('.') { at + 4 } else { at + 3 };
                Some((half == "p", next))
            }
            _ => None,
        }
    }

    /// `Z`, `+02:00`, `+0200`, `+02`, `UTC`, `GMT+2`, `CEST`.
    fn offset_at(&self, i: usize) -> Option<(FixedOffset, usize)> {
        let mut at = i;
        let mut named = None;
        if self.mark(at) == Some('(') {
            at += 1;
        }
        if let Some(word) = self.word(at) {
            named = date_words::zone_minutes(word);
            named?;
            at += 1;
        }
        let signed = match self.mark(at) {
            Some('+') => Some(1),
            Some('-' | '−') => Some(-1),
            _ => None,
        };
        if let Some(sign) = signed
            && let Some((minutes, next)) = self.offset_digits(at + 1, named.is_some())
        {
            return Some((FixedOffset::east_opt(sign * minutes * 60)?, next));
        }
        Some((FixedOffset::east_opt(named? * 60)?, at))
    }

    /// Minutes of `02:00`, `0200`, `02`, or `2` behind a zone's name.
    fn offset_digits(&self, at: usize, named: bool) -> Option<(i32, usize)> {
        // In running text "09:30 - 10:45" is a span of time.
        if self.strict
            && !named
            && self.number(at, 4..=4).is_none()
            && self.mark(at.checked_sub(1)?) == Some('-')
        {
            return None;
        }
        let (hours, minutes, next) = if let Some(four) = self.number(at, 4..=4) {
            (four / 100, four % 100, at + 1)
        } else {
            let hours = self.number(at, 1..=2)?;
            match self.number(at + 2, 2..=2) {
                Some(minutes) if self.mark(at + 1) == Some(':') => (hours, minutes, at + 3),
                _ => (hours, 0, at + 1),
            }
        };
        let plausible = hours <= 14 && minutes % 15 == 0 && minutes < 60;
        plausible.then_some((i32::try_from(hours * 60 + minutes).ok()?, next))
    }
}

fn assemble(day: NaiveDate, time: Option<NaiveTime>, offset: Option<FixedOffset>) -> Option<Timestamp> {
    let Some(time) = time else { return Some(Timestamp::Day(day)) };
    let local = day.and_time(time);
    match offset {
        Some(offset) => offset.from_local_datetime(&local).single().map(Timestamp::Instant),
        None => Some(Timestamp::Local(local)),
    }
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
