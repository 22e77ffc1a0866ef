//! Date candidates -> the day of publication and the day of the last change.

use chrono::{DateTime, FixedOffset};
use url::Url;

use super::{DateReader, Order};
use crate::article::{Metadata, Source, Timestamp};
use crate::dom::NodeId;
use crate::metadata::candidates::{Candidate, Claim, Place};
use crate::metadata::text;
use crate::resolve::Resolver;

/// The best-ranked date, told as precisely as another source tells the same day.
pub(in crate::metadata) fn best_date(mut dates: Vec<Candidate<Timestamp>>) -> Option<Claim<Timestamp>> {
    dates.sort_by_key(|d| d.rank);
    let best = dates.first()?;
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

/// The date in the path of the page's URL: `/2025/06/14/`, `/2025-06-14-`, `/20250614/`, or a month.
pub(in crate::metadata) fn url_date(
    metadata: &Metadata,
    resolver: &Resolver,
    now: Option<DateTime<FixedOffset>>,
) -> Option<Claim<Timestamp>> {
    let page = resolver.page_url().map(|u| u.path().to_owned());
    let canonical =
        metadata.canonical_url.as_ref().and_then(|c| Url::parse(&c.value).ok()).map(|u| u.path().to_owned());
    let dates = DateReader::new(Order::DayFirst, now);
    page.into_iter().chain(canonical).find_map(|path| {
        let (value, raw) = dates.in_path(&path)?;
        Some(Claim { value, raw, place: Place::new(Source::Url, None) })
    })
}
