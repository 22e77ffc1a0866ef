//! Description candidates -> the page's own summary.

use super::candidates::{Candidate, Claim, best};
use super::text::{collapse, folded};

/// The best-ranked description that says something: not a name of the site or the title again (`names`, folded), if
/// another does.
pub(super) fn choose(mut offered: Vec<Candidate<String>>, names: &[String]) -> Option<Claim<String>> {
    let says_more = |c: &Candidate<String>| !names.contains(&folded(&c.claim.value));
    if offered.iter().any(says_more) {
        offered.retain(says_more);
    }
    let whole = best(offered.clone()).and_then(|claim| continued(&claim.value, &offered));
    whole.or_else(|| best(offered)).map(|claim| {
        let value = without_escapes(&claim.value);
        claim.with(value)
    })
}

/// The text that goes on where this one breaks off: "The bridge was closed for two ye..."
fn continued(cut: &str, offered: &[Candidate<String>]) -> Option<Claim<String>> {
    let start = cut.strip_suffix('…').or_else(|| cut.strip_suffix("..."))?.trim_end();
    let goes_on = |c: &&Candidate<String>| {
        start.len() >= MIN_START_BYTES && c.claim.value.len() > cut.len() && c.claim.value.starts_with(start)
    };
    offered.iter().find(goes_on).map(|c| c.claim.clone())
}

/// Bytes of a beginning that two texts do not share by chance.
const MIN_START_BYTES: usize = 40;

/// A text without line ends that were escaped once too often.
fn without_escapes(text: &str) -> String {
    if text.contains(r"\n") || text.contains(r"\r") {
        // `C:\new` is a path; an escape stands between words.
        let breaks = [r"\r\n", r"\n ", r" \n", r"\r ", r" \r"];
        return collapse(&breaks.iter().fold(text.to_owned(), |text, escape| text.replace(escape, " ")));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;
    use crate::metadata::candidates::{Place, offer};

    fn chosen(texts: &[&str]) -> Option<String> {
        let mut offered = Vec::new();
        for (rank, text) in (0..).zip(texts) {
            offer(&mut offered, rank, Some((*text).to_owned()), Place::new(Source::Text, None));
        }
        choose(offered, &[folded("The Daily"), folded("Bridge reopens")]).map(|claim| claim.value)
    }

    #[test]
    fn the_sites_name_and_the_title_say_nothing_if_another_text_does() {
        let more = "The bridge was closed for two years.";
        assert_eq!(chosen(&["The Daily", "Bridge reopens!", more]).as_deref(), Some(more));
        assert_eq!(chosen(&["Bridge reopens"]).as_deref(), Some("Bridge reopens"));
    }

    #[test]
    fn a_text_that_breaks_off_gives_way_to_the_whole() {
        let whole = "The bridge was closed for two years after the flood, officials said.";
        assert_eq!(chosen(&["The bridge was closed for two years after…", whole]).as_deref(), Some(whole));
        assert_eq!(chosen(&["The bridge…", whole]).as_deref(), Some("The bridge…"));
    }

    #[test]
    fn a_template_that_was_not_filled_in_is_no_description() {
        for text in ["{{ seo.extract(entry.teaser) }}", "%%excerpt%%", "{% excerpt %}"] {
            assert_eq!(chosen(&[text]), None, "{text}");
        }
        assert_eq!(chosen(&["How {{ braces }} work"]).as_deref(), Some("How {{ braces }} work"));
    }

    #[test]
    fn escaped_line_ends_are_spaces() {
        assert_eq!(
            chosen(&[r"One.\n Two \nthree.\r\nFour C:\new"]).as_deref(),
            Some(r"One. Two three. Four C:\new")
        );
    }
}
