//! Lexemes -> the date that begins at one of them. Tries the forms dates have, one function each.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone};

use super::lexer::{Lexeme, Token};
use super::{Language, Order, persian, words};
use crate::article::Timestamp;

/// Lexemes after the first of a month's name up to the number that follows it: two words with their full stops, a hyphen.
const MAX_LEXEMES_TO_DAY: usize = 5;

/// The calendar part of a date.
#[derive(Clone, Copy)]
enum Calendar {
    Day(NaiveDate),
    Month(i32, u32),
}

/// Reads a date at a place in a text.
pub(super) struct Scan<'a> {
    pub(super) lexemes: &'a [Lexeme],
    pub(super) order: Order,
    pub(super) language: Language,
    /// Running text: ambiguous forms are not read.
    pub(super) strict: bool,
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

    /// The date, with its time if one follows, that begins at the lexeme `i`, and the lexeme behind it.
    pub(super) fn timestamp_at(&self, i: usize) -> Option<(Timestamp, usize)> {
        if !self.may_begin(i) {
            return None;
        }
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

    /// Whether a date may begin here: at a number, or at a word soon before one. Month names are long to look up.
    fn may_begin(&self, i: usize) -> bool {
        let is_number = |lexeme: &Lexeme| matches!(lexeme.token, Token::Number { .. });
        match self.lexeme(i).map(|lexeme| &lexeme.token) {
            Some(Token::Number { .. }) => true,
            Some(Token::Word(_)) => self.lexemes.iter().skip(i + 1).take(MAX_LEXEMES_TO_DAY).any(is_number),
            _ => false,
        }
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
            Token::Number { digits: 4, .. } => self.persian_year_first(i).or_else(|| self.year_first(i)),
            Token::Number { digits: 1 | 2, .. } => {
                self.numeric(i).or_else(|| self.day_first(i)).or_else(|| self.persian_day_first(i))
            }
            Token::Word(_) => self.era_first(i).or_else(|| self.month_first(i)),
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
        while self.word_if(at, words::links_date_parts) {
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

    /// `令和7年6月14日`, `令和元年6月14日`, `民國114年6月14日`.
    fn era_first(&self, i: usize) -> Option<(Calendar, usize)> {
        let word = self.word(i)?;
        let (base, year, at) = match word.strip_suffix('元') {
            Some(era) => (words::era_base(era)?, 1, i + 1),
            None => (words::era_base(word)?, i32::try_from(self.number(i + 1, 1..=3)?).ok()?, i + 2),
        };
        if self.mark(at) != Some('年') || self.mark(at + 2) != Some('月') {
            return None;
        }
        let (year, month) = (base.checked_add(year)?, self.number(at + 1, 1..=2)?);
        let day = NaiveDate::from_ymd_opt(year, month, self.number(at + 3, 1..=2)?)?;
        let next = if self.mark(at + 4) == Some('日') { at + 5 } else { at + 4 };
        Some((Calendar::Day(day), next))
    }

    /// `1404/03/24` on Persian pages.
    fn persian_year_first(&self, i: usize) -> Option<(Calendar, usize)> {
        if !self.language.is("fa") {
            return None;
        }
        let separator = self.mark(i + 1).filter(|c| matches!(c, '/' | '-' | '.'))?;
        let year = i32::try_from(self.number(i, 4..=4)?).ok()?;
        if self.mark(i + 3) != Some(separator) {
            return None;
        }
        let day = persian::day(year, self.number(i + 2, 1..=2)?, self.number(i + 4, 1..=2)?)?;
        Some((Calendar::Day(day), i + 5))
    }

    /// `۲۴ خرداد ۱۴۰۴`.
    fn persian_day_first(&self, i: usize) -> Option<(Calendar, usize)> {
        let month = words::persian_month(self.word(i + 1)?)?;
        let at = if self.mark(i + 2) == Some('،') { i + 3 } else { i + 2 };
        let year = i32::try_from(self.number(at, 4..=4)?).ok()?;
        Some((Calendar::Day(persian::day(year, month, self.number(i, 1..=2)?)?), at + 1))
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
                && self.number(i + 2, 2..=2).is_some()
                || separator == '.' && self.stands_alone(i, i + 5) =>
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

    /// Whether the lexemes from `start` to before `end` are all that follows the last comma, bar or word: "Kultur, 2.11.22".
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let before =
            start.checked_sub(1).is_none_or(|at| matches!(self.mark(at), Some(',' | '|' | '·' | ':')));
        before && (self.lexeme(end).is_none() || matches!(self.mark(end), Some('|' | '·')))
    }

    /// `14 June 2025`, `14. Juni 2025`, `14 de junio de 2025`, `14-Jun-2025`, `1er mars 2024`, `14 tháng 6, 2025`.
    fn day_first(&self, i: usize) -> Option<(Calendar, usize)> {
        let day = self.number(i, 1..=2)?;
        let mut at = i + 1;
        while self.word_if(at, |w| words::is_ordinal(w) || words::links_date_parts(w))
            || self
                .mark(at)
                .is_some_and(|c| matches!(c, '.' | '-' | '/' | '‑' | 'º' | 'ª' | '°' | ',' | '’' | '\''))
        {
            at += 1;
            if at > i + 4 {
                return None;
            }
        }
        let (month, mut at) = self.month_name(at).or_else(|| self.roman_month(at))?;
        let mut skipped = 0;
        while skipped < 3
            && (self.word_if(at, words::links_date_parts)
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
            && (self.word_if(at, |w| words::is_ordinal(w) || words::links_date_parts(w))
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

    /// A Roman numeral between two marks: "7.V.2005", "12-XII-2020".
    fn roman_month(&self, i: usize) -> Option<(u32, usize)> {
        let month = words::roman_month(self.word(i)?)?;
        let mark = self.mark(i.checked_sub(1)?).filter(|c| matches!(c, '.' | '-' | '/'))?;
        (self.mark(i + 1) == Some(mark)).then_some((month, i + 1 + usize::from(mark == '.')))
    }

    /// A month's name with its full stop; "tháng 6" in Vietnamese.
    fn month_name(&self, i: usize) -> Option<(u32, usize)> {
        let word = self.word(i)?;
        if word == "tháng" || word == "thg" {
            return self.number(i + 1, 1..=2).map(|month| (month, i + 2));
        }
        let stop = |at: usize| if matches!(self.mark(at), Some('.' | '׳')) { at + 1 } else { at };
        if words::begins_compound_month(word)
            && let Some(second) = self.word(stop(i + 1))
            && let Some(month) = words::compound_month(word, second, self.language)
        {
            return Some((month, stop(stop(i + 1) + 1)));
        }
        Some((words::month(word, self.language)?, stop(i + 1)))
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
            && (self.word_if(at, words::links_time)
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
        // East Asian clocks begin with the half of the day: "下午3:20".
        let half_before = self.word(i).and_then(words::half_of_day);
        let i = i + usize::from(half_before.is_some());
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
        } else if let Some((afternoon, next)) =
            self.meridiem(at).or_else(|| half_before.filter(|_| told).map(|half| (half, at)))
        {
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
            half @ ("a" | "p") if self.mark(at + 1) == Some('.') && self.word(at + 2) == Some("m") => {
                let next = if self.mark(at + 3) == Some('.') { at + 4 } else { at + 3 };
                Some((half == "p", next))
            }
            word => words::half_of_day(word).map(|afternoon| (afternoon, at + 1)),
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
            named = words::zone_minutes(word);
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
