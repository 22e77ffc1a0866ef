//! A page's truth and what was extracted -> figures, and their means over a set.
//!
//! The definitions are those of the sets: bag-of-words F1 over lower-cased `\w+` words (WCXB), shares of snippets found
//! in the text with white space squeezed (trafilatura), titles and names compared without case and punctuation.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

/// How text is cut into words.
#[derive(Clone, Copy)]
pub(crate) enum Words {
    /// Runs of letters, digits and `_`.
    Spaced,
    /// The same, and each Han, Kana or Hangul character is a word of its own.
    SingleCjk,
}

/// What a page truly says. What the set does not tell is empty.
pub(crate) struct Truth {
    text: Option<String>,
    with: Vec<String>,
    without: Vec<String>,
    title: String,
    authors: HashSet<String>,
    day: Option<String>,
    description: String,
    image: String,
}

impl Truth {
    /// Reads one line of a set's ground truth.
    pub(crate) fn of(row: &Value) -> Self {
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        let list = |key: &str| row.get(key).map(strings).unwrap_or_default();
        let authors =
            ["authors", "author"].iter().map(|key| names(row.get(key))).find(|names| !names.is_empty());
        let date = ["date", "published"].iter().find_map(|key| text(key).filter(|date| !date.is_empty()));
        Truth {
            text: text("text").map(str::to_owned),
            with: list("with"),
            without: list("without"),
            title: text("title").unwrap_or_default().to_owned(),
            authors: authors.unwrap_or_default(),
            day: date.and_then(day),
            description: text("description").or_else(|| text("dek")).unwrap_or_default().to_owned(),
            image: text("image").unwrap_or_default().to_owned(),
        }
    }
}

/// What was extracted.
#[derive(Default)]
pub(crate) struct Prediction {
    pub(crate) text: String,
    pub(crate) title: String,
    pub(crate) authors: Vec<String>,
    pub(crate) day: Option<String>,
    pub(crate) description: String,
    pub(crate) image: String,
    /// Where each of these was found, by metric.
    pub(crate) sources: BTreeMap<&'static str, String>,
}

/// The figures of one page; those its truth does not speak of are missing.
pub(crate) struct Page {
    pub(crate) text: Option<Match>,
    with: Option<f64>,
    without: Option<f64>,
    title: Option<f64>,
    date: Option<f64>,
    /// Whether the date is right, if one was returned.
    dated: Option<f64>,
    description: Option<f64>,
    image: Option<f64>,
    authors: Option<[usize; 3]>,
}

impl Page {
    /// The metadata that is not as it should be, in words: metric, truth, what was extracted and from where.
    pub(crate) fn misses(&self, truth: &Truth, got: &Prediction) -> Vec<String> {
        let wrong = |figure: Option<f64>| figure.is_some_and(|f| f < 1.0);
        let mut names: Vec<&str> = truth.authors.iter().map(String::as_str).collect();
        names.sort_unstable();
        let authors = self.authors.is_some_and(|[right, got, truth]| right < got.max(truth));
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        let checked = [
            ("title", wrong(self.title), truth.title.clone(), got.title.clone()),
            ("auth", authors, names.join(", "), got.authors.join(", ")),
            ("date", wrong(self.date), day(&truth.day), day(&got.day)),
            ("desc", wrong(self.description), truth.description.clone(), got.description.clone()),
            ("image", wrong(self.image), truth.image.clone(), got.image.clone()),
        ];
        let told = |(metric, _, truth, value): (&'static str, bool, String, String)| {
            let source = got.sources.get(metric).map_or("-", String::as_str);
            format!("{metric:5} want {truth:?} got {value:?} from {source}")
        };
        checked.into_iter().filter(|(_, wrong, ..)| *wrong).map(told).collect()
    }
}

/// Precision, recall and F1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Match {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

/// Judges one page.
pub(crate) fn page(truth: &Truth, got: &Prediction, words: Words) -> Page {
    let squeezed = squeeze(&got.text);
    let found = |snippets: &[String]| {
        let found = snippets.iter().filter(|snippet| squeezed.contains(&squeeze(snippet))).count();
        (!snippets.is_empty()).then(|| found as f64 / snippets.len() as f64)
    };
    let title = fold(&got.title) == fold(&truth.title);
    let authors: HashSet<String> = got.authors.iter().map(|a| fold(a)).filter(|a| !a.is_empty()).collect();
    let right = authors.intersection(&truth.authors).count();
    Page {
        text: truth.text.as_ref().map(|text| bag_match(&bag(&got.text, words), &bag(text, words))),
        with: found(&truth.with),
        without: found(&truth.without),
        title: (!truth.title.is_empty()).then_some(share(title)),
        date: truth.day.as_ref().map(|day| share(got.day.as_ref() == Some(day))),
        dated: truth.day.as_ref().and(got.day.as_ref()).map(|day| share(truth.day.as_ref() == Some(day))),
        description: (!truth.description.is_empty())
            .then(|| share(is_same_text(&truth.description, &got.description))),
        image: (!truth.image.is_empty()).then(|| share(picture(&truth.image) == picture(&got.image))),
        authors: (!truth.authors.is_empty()).then_some([right, authors.len(), truth.authors.len()]),
    }
}

/// Means over the pages that have each figure; authors are counted over all pages together.
pub(crate) fn summary<'a>(pages: impl IntoIterator<Item = &'a Page>) -> BTreeMap<String, f64> {
    type Figure = fn(&Page) -> Option<f64>;
    const FIGURES: [(&str, Figure); 10] = [
        ("f1", |page| page.text.map(|t| t.f1)),
        ("p", |page| page.text.map(|t| t.precision)),
        ("r", |page| page.text.map(|t| t.recall)),
        ("with", |page| page.with),
        ("wout", |page| page.without),
        ("title", |page| page.title),
        ("date", |page| page.date),
        ("date+", |page| page.dated),
        ("desc", |page| page.description),
        ("image", |page| page.image),
    ];
    let pages: Vec<&Page> = pages.into_iter().collect();
    let mut out = BTreeMap::new();
    for (name, figure) in FIGURES {
        let values: Vec<f64> = pages.iter().copied().filter_map(figure).collect();
        if !values.is_empty() {
            out.insert(name.to_owned(), values.iter().sum::<f64>() / values.len() as f64);
        }
    }
    let counts: Vec<[usize; 3]> = pages.iter().filter_map(|page| page.authors).collect();
    if !counts.is_empty() {
        let (mut right, mut named) = (0, 0);
        for [both, got, truth] in counts {
            right += both;
            named += got + truth;
        }
        out.insert("auth".to_owned(), 2.0 * right as f64 / named as f64);
    }
    out
}

fn share(right: bool) -> f64 {
    f64::from(u8::from(right))
}

/// Whether two texts are the same, or one of them is the other cut short.
fn is_same_text(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || (short.len() >= MIN_CUT_BYTES && long.starts_with(&short))
}

/// Bytes from which a text that begins another counts as the same, cut.
const MIN_CUT_BYTES: usize = 60;

/// What is the same in the URLs of one picture in several sizes: the name of its file, without parameters and size.
fn picture(url: &str) -> String {
    let url = url.to_lowercase().replace("%3a", ":").replace("%2f", "/").replace("%3f", "?");
    let innermost = url.rfind("http").and_then(|at| url.get(at..)).unwrap_or(&url);
    let path = innermost.split(['?', '#', '&']).next().unwrap_or_default().trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_size = |part: &str| part.len() >= 3 && part.bytes().all(|b| b.is_ascii_digit() || b == b'x');
    match stem.rsplit_once(['-', '_']) {
        Some((rest, size)) if is_size(size) => rest.to_owned(),
        _ => stem.to_owned(),
    }
}

/// How often each word occurs.
fn bag(text: &str, words: Words) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    let mut word = String::new();
    for c in text.to_lowercase().chars().chain([' ']) {
        let alone = matches!(words, Words::SingleCjk) && is_cjk(c);
        if !alone && is_word(c) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            *bag.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if alone {
            *bag.entry(c.to_string()).or_default() += 1;
        }
    }
    bag
}

fn bag_match(got: &HashMap<String, usize>, truth: &HashMap<String, usize>) -> Match {
    let total = |bag: &HashMap<String, usize>| bag.values().sum::<usize>();
    let both: usize = truth.iter().map(|(word, &n)| got.get(word).map_or(0, |&m| n.min(m))).sum();
    match (total(got), total(truth)) {
        (0, 0) => Match { precision: 1.0, recall: 1.0, f1: 1.0 },
        _ if both == 0 => Match { precision: 0.0, recall: 0.0, f1: 0.0 },
        (got, truth) => {
            let (precision, recall) = (both as f64 / got as f64, both as f64 / truth as f64);
            Match { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
        }
    }
}

/// A letter, digit or `_`; combining marks, some of which Unicode calls alphabetic, part words as `\w` does.
fn is_word(c: char) -> bool {
    c == '_' || (c.is_alphanumeric() && !is_mark(c))
}

/// Alphabetic combining marks and symbols of the scripts in the sets: Hebrew and Arabic points, vowel signs of India and
/// South-East Asia, circled letters.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0345}' | '\u{05b0}'..='\u{05c7}' | '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}'
        | '\u{06d6}'..='\u{06dc}' | '\u{06e1}'..='\u{06e4}' | '\u{06e7}'..='\u{06e8}' | '\u{06ed}'
        | '\u{0e31}' | '\u{0e34}'..='\u{0e3a}' | '\u{0e4d}' | '\u{24b6}'..='\u{24e9}')
        || is_indic_sign(c)
}

/// Vowel signs and nasal marks stand at the same places in each 128-character block of the Indic scripts.
fn is_indic_sign(c: char) -> bool {
    ('\u{0900}'..='\u{0d7f}').contains(&c)
        && matches!(u32::from(c) & 0x7f, 0x00..=0x03 | 0x3a | 0x3b | 0x3e..=0x4c | 0x4e | 0x4f | 0x55..=0x57 | 0x62 | 0x63)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn squeeze(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Words without case and punctuation.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase().replace('ß', "ss").replace('ς', "σ");
    lower.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn names(value: Option<&Value>) -> HashSet<String> {
    let listed = match value {
        Some(Value::String(text)) => {
            text.split([';', ',', '|']).flat_map(|part| part.split(" and ")).map(str::to_owned).collect()
        }
        Some(list) => strings(list),
        None => Vec::new(),
    };
    listed.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect()
}

/// The calendar day that a date begins with, as `YYYY-MM-DD`.
fn day(date: &str) -> Option<String> {
    let mut parts = date.splitn(3, '-');
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = rest.chars().take(2).take_while(char::is_ascii_digit).collect::<String>();
    let number = |text: &str| text.parse::<u32>().ok();
    (year.len() == 4).then_some(())?;
    Some(format!("{:04}-{:02}-{:02}", number(year)?, number(month)?, number(&digits)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn f1(got: &str, truth: &str, words: Words) -> f64 {
        bag_match(&bag(got, words), &bag(truth, words)).f1
    }

    #[test]
    fn words_are_compared_as_bags_without_case() {
        assert!((f1("One two, two", "two one TWO", Words::Spaced) - 1.0).abs() < 1e-9);
        assert!((f1("a b", "a c", Words::Spaced) - 0.5).abs() < 1e-9);
        assert!(f1("", "a", Words::Spaced).abs() < 1e-9);
        assert!((f1("", "", Words::Spaced) - 1.0).abs() < 1e-9);
        assert!((f1("天地", "地天", Words::SingleCjk) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_page_is_judged_only_by_what_its_truth_tells() {
        let truth = Truth::of(
            &json!({"id": "a", "author": "Ann Lee and Bo Ek", "date": "2024-3-05T10:00", "with": ["No  snow"]}),
        );
        let got = Prediction {
            text: "There is no\nsnow.".to_owned(),
            authors: vec!["ann lee".to_owned()],
            day: Some("2024-03-05".to_owned()),
            ..Prediction::default()
        };
        let figures = summary(&[page(&truth, &got, Words::Spaced)]);
        let names: Vec<&str> = figures.keys().map(String::as_str).collect();
        assert_eq!(names, ["auth", "date", "date+", "with"]);
        assert!((figures["auth"] - 2.0 / 3.0).abs() < 1e-9);
        assert!((figures["date"] - 1.0).abs() < 1e-9 && (figures["with"] - 1.0).abs() < 1e-9);

        let undated = summary(&[page(&truth, &Prediction::default(), Words::Spaced)]);
        assert!(
            undated["date"].abs() < 1e-9 && !undated.contains_key("date+"),
            "only returned dates count for date+"
        );
    }
}
