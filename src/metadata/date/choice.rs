//! Date candidates -> the day of publication and the day of the last change.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use url::Url;

use super::DateReader;
use crate::article::{Metadata, Source, Timestamp};
use crate::dom::NodeId;
use crate::metadata::candidates::{Candidate, Claim, Place};
use crate::metadata::text;
use crate::resolve::Resolver;

/// Ranks up to this are of sources that mean publication; those behind it may mean any day of the record: "created",
/// "date".
const MAX_STRONG_RANK: u8 = 25;

/// The best-ranked date, told as precisely as another source tells the same day.
pub(in crate::metadata) fn best_date(dates: &[Candidate<Timestamp>]) -> Option<Claim<Timestamp>> {
    // A year or a month hides no day.
    let best = dates.iter().min_by_key(|d| (d.claim.value.day().is_none(), d.rank))?;
    let day = best.claim.value.day();
    let finer = dates
        .iter()
        .filter(|d| day.is_some() && d.claim.value.day() == day)
        .max_by_key(|d| (precision(d.claim.value), 255 - d.rank));
    let chosen = match finer {
        Some(finer) if precision(finer.claim.value) > precision(best.claim.value) => finer,
        _ => best,
    };
    Some(chosen.claim.clone())
}

/// The same instant with the offset of the place it was written at, if the page prints it so: many declare UTC.
pub(in crate::metadata) fn restore_offset(
    published: Claim<Timestamp>,
    times: &[(&str, NodeId)],
    reader: DateReader,
) -> Claim<Timestamp> {
    let Timestamp::Instant(declared) = published.value else { return published };
    if declared.offset().local_minus_utc() != 0 {
        return published;
    }
    let local = times.iter().find_map(|&(raw, node)| match reader.declared(raw)? {
        Timestamp::Instant(time) if time == declared && time.offset() != declared.offset() => {
            let place = Place::new(Source::Element("time".into()), node);
            Some(Claim { value: Timestamp::Instant(time), raw: text::collapse(raw), place })
        }
        _ => None,
    });
    local.unwrap_or(published)
}

fn precision(value: Timestamp) -> u8 {
    match value {
        Timestamp::Year(_) => 0,
        Timestamp::Month(..) => 1,
        Timestamp::Day(_) => 2,
        Timestamp::Local(_) => 3,
        Timestamp::Instant(_) => 4,
    }
}

/// What a page tells of when it was published.
pub(in crate::metadata) struct Told {
    /// What its markup declares.
    pub(in crate::metadata) declared: Vec<Candidate<Timestamp>>,
    /// What its markup declares as the last change.
    pub(in crate::metadata) modified: Vec<Candidate<Timestamp>>,
    /// Dates printed by the headline and set apart from the text, best first.
    pub(in crate::metadata) headed: Vec<Claim<Timestamp>>,
    /// The best date printed by the story.
    pub(in crate::metadata) printed: Option<Claim<Timestamp>>,
    /// The date in its URL.
    pub(in crate::metadata) url: Option<Claim<Timestamp>>,
}

impl Told {
    /// One date of publication: what is declared, else what is printed, else what the URL has; a day before a mere month
    /// or year. `chosen` is what was chosen of the declared ones.
    pub(in crate::metadata) fn published(
        &self,
        chosen: Option<&Claim<Timestamp>>,
        reader: DateReader,
    ) -> Option<Claim<Timestamp>> {
        let all = [chosen, self.printed.as_ref(), self.url.as_ref()];
        let day = all.iter().flatten().find(|claim| claim.value.day().is_some());
        let best = day.or(all.iter().flatten().next()).map(|&claim| claim.clone())?;
        let best = self.as_ordered_elsewhere(best, reader);
        let best = self.as_printed(best);
        let best = self.before_republication(best, reader);
        Some(self.in_local_time(best))
    }

    /// Every claim of a day.
    fn claims(&self) -> impl Iterator<Item = &Claim<Timestamp>> {
        let declared = self.declared.iter().map(|d| &d.claim);
        declared.chain(&self.headed).chain(&self.printed).chain(&self.url)
    }

    /// `03/10/2023` with day and month the way round that makes it the day another source tells without doubt.
    fn as_ordered_elsewhere(&self, best: Claim<Timestamp>, reader: DateReader) -> Claim<Timestamp> {
        let Some(other) = reader.reversed().declared(&best.raw) else { return best };
        if other.day().is_none() || other.day() == best.value.day() {
            return best;
        }
        let mut certain = self
            .claims()
            .filter(|c| reader.reversed().declared(&c.raw) == reader.declared(&c.raw))
            .peekable();
        let confirmed = certain.peek().is_some() && certain.all(|c| c.value.day() == other.day());
        if confirmed { Claim { value: other, ..best } } else { best }
    }

    /// Another date where the headline or the URL does not bear out the declared one: a declared one that they do bear out;
    /// the headline's, where only a weak source declares one and the headline's is not the day of a change.
    fn as_printed(&self, best: Claim<Timestamp>) -> Claim<Timestamp> {
        let day = best.value.day();
        let printed =
            |day: Option<NaiveDate>| self.headed.iter().chain(&self.url).any(|c| c.value.day() == day);
        let Some(rank) = self.declared.iter().filter(|c| c.claim.value.day() == day).map(|c| c.rank).min()
        else {
            return best;
        };
        if printed(day) {
            return best;
        }
        let borne_out: Vec<Candidate<Timestamp>> = self
            .declared
            .iter()
            .filter(|c| c.claim.value.day().is_some() && printed(c.claim.value.day()))
            .cloned()
            .collect();
        if let Some(other) = best_date(&borne_out) {
            return other;
        }
        let weak = rank > MAX_STRONG_RANK;
        let headed = self.headed.first().filter(|headed| weak && !self.is_change(headed.value.day()));
        headed.cloned().unwrap_or(best)
    }

    /// Whether markup declares that the page was changed on a day.
    fn is_change(&self, day: Option<NaiveDate>) -> bool {
        self.modified.iter().any(|c| c.claim.value.day() == day)
    }

    /// A date that is printed by the headline and lies before the declared one: what is declared is when the page was
    /// last built or moved.
    fn before_republication(&self, best: Claim<Timestamp>, reader: DateReader) -> Claim<Timestamp> {
        let (Some(day), Some(headed)) = (best.value.day(), self.headed.first()) else { return best };
        let certain =
            reader.reversed().declared(&headed.raw).is_none_or(|other| other.day() == headed.value.day());
        match headed.value.day() {
            // A day apart may be the same hour in another time zone, unless what is declared is the last change.
            Some(earlier)
                if certain
                    && earlier < day
                    && ((day - earlier) > Duration::days(1) || self.is_change(Some(day))) =>
            {
                headed.clone()
            }
            _ => best,
        }
    }

    /// The same time as it was where the page was written, if another source tells: many declare UTC.
    fn in_local_time(&self, best: Claim<Timestamp>) -> Claim<Timestamp> {
        let Timestamp::Instant(time) = best.value else { return best };
        if time.offset().local_minus_utc() != 0 {
            return best;
        }
        let clock = self.claims().find_map(|claim| {
            let local = local_time(time, claim.value)?;
            Some(Claim { value: Timestamp::Instant(local), ..claim.clone() })
        });
        let by_day = || {
            let near = |claim: &&Claim<Timestamp>| {
                claim.value.day().is_some_and(|day| {
                    let (west, east) = (time - Duration::hours(12), time + Duration::hours(14));
                    day != time.date_naive() && day >= west.date_naive() && day <= east.date_naive()
                })
            };
            // The same day told anywhere by the headline or in the URL: it is the page's own.
            let mut days = self.headed.iter().chain(&self.url).filter(|c| c.value.day().is_some()).peekable();
            let first = *days.peek()?;
            (near(&first) && !days.any(|c| c.value.day() == Some(time.date_naive()))).then(|| first.clone())
        };
        clock.or_else(by_day).unwrap_or(best)
    }
}

/// An instant told in UTC as a wall clock elsewhere on the page shows it.
fn local_time(time: DateTime<FixedOffset>, other: Timestamp) -> Option<DateTime<FixedOffset>> {
    match other {
        Timestamp::Instant(other) => {
            (other == time && other.offset().local_minus_utc() != 0).then_some(other)
        }
        Timestamp::Local(other) => {
            // Clocks leave out seconds; offsets are whole quarters of an hour.
            let minutes = (other - time.naive_utc()).num_seconds().div_euclid(60) + 1;
            let offset = minutes.div_euclid(15) * 15;
            let same_minute = (minutes - offset) <= 1;
            let plausible = same_minute && offset != 0 && (-12 * 60..=14 * 60).contains(&offset);
            let offset = FixedOffset::east_opt(i32::try_from(offset * 60).ok()?)?;
            plausible.then(|| time.with_timezone(&offset))
        }
        _ => None,
    }
}

/// The date in the path of the page's URL: `/2025/06/14/`, `/2025-06-14-`, `/20250614/`, or a month.
pub(in crate::metadata) fn url_date(
    metadata: &Metadata,
    resolver: &Resolver,
    dates: DateReader,
) -> Option<Claim<Timestamp>> {
    let page = resolver.page_url().map(|u| u.path().to_owned());
    let canonical =
        metadata.canonical_url.as_ref().and_then(|c| Url::parse(&c.value).ok()).map(|u| u.path().to_owned());
    page.into_iter().chain(canonical).find_map(|path| {
        let (value, raw) = dates.in_path(&path)?;
        Some(Claim { value, raw, place: Place::new(Source::Url, None) })
    })
}
