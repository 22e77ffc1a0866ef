//! The Solar Hijri calendar of Iran and Afghanistan.

use chrono::{Days, NaiveDate};

/// The day of a Solar Hijri date, for the years 1300 to 1499 (1921 to 2120).
///
/// Leap years follow the cycle of 33 years, which agrees with the astronomical calendar for all these years but a few
/// at their very end.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let last = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + u32::from(is_leap(year)),
        _ => return None,
    };
    if !(1300..1500).contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    // 1 Farvardin 1300 was 21 March 1921.
    let years = (1300..year).map(|y| 365 + u32::from(is_leap(y))).sum::<u32>();
    let months = if month <= 7 { (month - 1) * 31 } else { 6 * 31 + (month - 7) * 30 };
    NaiveDate::from_ymd_opt(1921, 3, 21)?.checked_add_days(Days::new(u64::from(years + months + day - 1)))
}

fn is_leap(year: i32) -> bool {
    matches!(year.rem_euclid(33), 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn agrees_with_known_days() {
        for (date, expected) in [
            ((1404, 1, 1), "2025-03-21"),
            ((1403, 12, 30), "2025-03-20"),
            ((1404, 3, 24), "2025-06-14"),
            ((1399, 12, 30), "2021-03-20"),
            ((1357, 11, 22), "1979-02-11"),
            ((1400, 7, 1), "2021-09-23"),
        ] {
            assert_eq!(
                day(date.0, date.1, date.2).map(|d| d.to_string()).as_deref(),
                Some(expected),
                "{date:?}"
            );
        }
        assert_eq!(day(1404, 12, 30), None);
        assert_eq!(day(1404, 13, 1), None);
        assert_eq!(day(2025, 1, 1), None);
    }
}
