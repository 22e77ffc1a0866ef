//! What an article says: [`Block`]s, and the [`Inline`]s within them.

use super::{Author, Timestamp};

/// A block of the article.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Block {
    /// A heading.
    Heading {
        /// 2 for the highest level below the title, 3 for the next that the page uses, at most 6: none is skipped.
        level: u8,
        /// Its anchor: the page's `id` of the heading, or of the section it opens.
        id: Option<String>,
        /// The heading's text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A definition list: terms and what is said of them.
    Definitions(Vec<Definition>),
    /// A block quotation.
    Quote(Quote),
    /// A forum post, a comment, an answer, or a post on a social network.
    Post(Box<Post>),
    /// A note, warning or hint set apart from the text.
    Callout(Callout),
    /// Text a reader opens by its summary.
    Details(Details),
    /// A video, a recording, a post or another page shown within this one.
    Embed(Embed),
    /// Preformatted text, line breaks exact, usually code.
    Code {
        /// Programming language as the page names it, in lower case.
        language: Option<String>,
        /// The text, without a final line break.
        text: String,
    },
    /// A data table.
    Table(Table),
    /// An image that stands on its own, with its caption.
    Figure(Figure),
    /// Images shown together, each with its own caption.
    Gallery(Vec<Figure>),
    /// A stanza: text whose lines are the author's, between line breaks.
    Verse(Vec<Inline>),
    /// A formula on a line of its own, in TeX, without delimiters.
    Math(String),
    /// A thematic break.
    Rule,
}

impl Block {
    /// The blocks right within this one, in reading order: of a list those of its items, of a table those of its cells.
    pub fn inner(&self) -> impl Iterator<Item = &Block> {
        let groups: Box<dyn Iterator<Item = &[Block]> + '_> = match self {
            Block::List(list) => Box::new(list.items.iter().map(|item| item.blocks.as_slice())),
            Block::Definitions(all) => {
                Box::new(all.iter().flat_map(|definition| &definition.descriptions).map(Vec::as_slice))
            }
            Block::Table(table) => {
                Box::new(table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.content.as_slice()))
            }
            Block::Quote(Quote { blocks, .. })
            | Block::Callout(Callout { blocks, .. })
            | Block::Details(Details { blocks, .. }) => Box::new(std::iter::once(blocks.as_slice())),
            Block::Post(post) => Box::new(std::iter::once(post.blocks.as_slice())),
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Embed(_)
            | Block::Code { .. }
            | Block::Figure(_)
            | Block::Gallery(_)
            | Block::Verse(_)
            | Block::Math(_)
            | Block::Rule => Box::new(std::iter::empty()),
        };
        groups.flatten()
    }
}

/// A note, warning or hint set apart from the text.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Callout {
    /// What it is, as its class says: `note`, `tip`, `warning`, `danger` and the like, in lower case.
    pub kind: String,
    /// Its heading; empty if it has none.
    pub title: Vec<Inline>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A block quotation.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Quote {
    /// What is quoted.
    pub blocks: Vec<Block>,
    /// Whom or what it is quoted from, as printed under it; empty if the page does not say.
    pub attribution: Vec<Inline>,
    /// URL of the source, where the markup names it (`cite`).
    pub source: Option<String>,
    /// Whether it is a pull quote: words of the article itself, set large.
    pub pull: bool,
}

impl From<Vec<Block>> for Quote {
    fn from(blocks: Vec<Block>) -> Self {
        Quote { blocks, ..Quote::default() }
    }
}

/// A forum post, a comment, an answer, or a post on a social network.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Post {
    /// Who wrote it; `None` if the page does not say.
    pub author: Option<Author>,
    /// When, if it can be read.
    pub published: Option<Timestamp>,
    /// When, as printed; the day of `published` where only its age or a part of it is printed ("2 days ago"). Empty where
    /// neither it nor the author's name is printed among the text: then only `published` tells.
    pub date: String,
    /// How it was liked, if the page counts votes.
    pub votes: Option<Box<Votes>>,
    /// URL of the post.
    pub url: Option<String>,
    /// What it says, and the replies that stand in it, themselves posts.
    pub blocks: Vec<Block>,
}

/// The votes for a post: points, likes, the score of an answer.
///
/// # Examples
///
/// ```
/// use gleaner::article::Block;
///
/// let comment = |text: &str, votes: &str| {
///     format!(
///         "<div class=comment><b class=author>Ada</b> <time datetime=2024-03-05>March 5</time> \
///          <span class=score>{votes}</span><p>{text}</p></div>"
///     )
/// };
/// let text = "The moon pulls the sea, and the sea follows it around the world, twice a day, a little later each time.";
/// let html = [comment(text, "42 points"), comment(&text.replace("sea", "tide"), "-3")].concat();
/// let article = gleaner::extract(&format!("<title>Tides</title><main>{html}</main>"))?;
/// let votes = article.blocks.iter().filter_map(|block| match block {
///     Block::Post(post) => post.votes.as_ref().map(|votes| (votes.points, votes.printed.as_str())),
///     _ => None,
/// });
/// assert_eq!(votes.collect::<Vec<_>>(), [(42, "42 points"), (-3, "-3")]);
/// # Ok::<(), gleaner::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Votes {
    /// Those for it less those against it.
    pub points: i64,
    /// The same as printed: "42 points", "1.2k"; a bare number with its sign, "+42".
    pub printed: String,
}

/// Text a reader opens by its summary: `<details>`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Details {
    /// What is seen while it is closed.
    pub summary: Vec<Inline>,
    /// What it opens to.
    pub blocks: Vec<Block>,
}

/// A video, a recording, a post or another page shown within this one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Embed {
    /// What is shown.
    pub kind: EmbedKind,
    /// Where it is: absolute when the page's URL is known; `http`, `https` or relative.
    pub url: String,
    /// Who shows it, by the domain of the URL without its public suffix, e.g. `youtube`; `None` if it is the page's own.
    pub provider: Option<String>,
    /// Its title; empty if the page gives none.
    pub title: String,
}

/// What an [`Embed`] shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum EmbedKind {
    /// `<video>`, or a page that shows one.
    Video,
    /// `<audio>`, or a page that plays it.
    Audio,
    /// Another page: a map, a post, a graph.
    Page,
}

/// A note to the text: a footnote, an endnote, a side note.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Note {
    /// What refers to it: its number on the page, or its place among the notes; decimal digits, unique in the article.
    pub label: String,
    /// What it says, without its label and the link back.
    pub blocks: Vec<Block>,
}

/// A bulleted or numbered list.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct List {
    /// Number of the first item if the list is numbered; `None` for bullets.
    pub start: Option<i64>,
    /// How the numbers are printed.
    pub numbering: Numbering,
    /// Whether the numbers go down.
    pub reversed: bool,
    /// The items.
    pub items: Vec<Item>,
}

impl List {
    /// The number of each item; of one that has none of its own the next in turn. Nothing if the list is not numbered.
    ///
    /// # Examples
    ///
    /// ```
    /// use gleaner::article::{Item, List};
    ///
    /// let item = |number| Item { number, ..Item::default() };
    /// let list = List { start: Some(10), reversed: true, items: vec![item(None), item(None), item(Some(3)), item(None)], ..List::default() };
    /// assert_eq!(list.numbers().collect::<Vec<_>>(), [10, 9, 3, 2]);
    /// ```
    pub fn numbers(&self) -> impl Iterator<Item = i64> {
        let step = if self.reversed { -1 } else { 1 };
        let before = self.start.map(|start| start.saturating_sub(step));
        self.items.iter().scan(before, move |last, item| {
            *last = Some(item.number.unwrap_or((*last)?.saturating_add(step)));
            *last
        })
    }
}

/// How the numbers of a list are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Numbering {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

impl Numbering {
    /// A number as it is printed: in digits if it cannot be told so, as browsers have it.
    ///
    /// # Examples
    ///
    /// ```
    /// use gleaner::article::Numbering;
    ///
    /// assert_eq!(Numbering::LowerAlpha.print(28), "ab");
    /// assert_eq!(Numbering::UpperRoman.print(1994), "MCMXCIV");
    /// assert_eq!(Numbering::UpperRoman.print(0), "0");
    /// ```
    pub fn print(self, number: i64) -> String {
        match self {
            Numbering::LowerAlpha if number > 0 => alphabetic(number),
            Numbering::UpperAlpha if number > 0 => alphabetic(number).to_ascii_uppercase(),
            Numbering::LowerRoman if (1..=MAX_ROMAN).contains(&number) => roman(number),
            Numbering::UpperRoman if (1..=MAX_ROMAN).contains(&number) => roman(number).to_ascii_uppercase(),
            _ => number.to_string(),
        }
    }
}

/// The largest number that is written in Roman numerals.
const MAX_ROMAN: i64 = 3999;

/// A positive number in letters: a to z, aa, ab.
fn alphabetic(mut number: i64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.extend(u8::try_from(number % 26).map(|place| char::from(b'a' + place)));
        number /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(mut number: i64) -> String {
    const NUMERALS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            out.push_str(numeral);
            number -= value;
        }
    }
    out
}

/// An item of a [`List`].
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Item {
    /// Whether the task it states is done; `None` if it is no item of a task list.
    pub done: Option<bool>,
    /// Its number on the page, if the list is numbered and it is not the one next in turn.
    pub number: Option<i64>,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl From<Vec<Block>> for Item {
    fn from(blocks: Vec<Block>) -> Self {
        Item { blocks, ..Item::default() }
    }
}

/// One term, or several, with its descriptions.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// The descriptions, each a sequence of blocks.
    pub descriptions: Vec<Vec<Block>>,
}

/// A data table.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Table {
    /// The caption.
    pub caption: Vec<Inline>,
    /// The rows, header rows first as on the page.
    pub rows: Vec<Row>,
}

/// A table row.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Row {
    /// The cells, left to right.
    pub cells: Vec<Cell>,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cell {
    /// Whether the cell is a header (`<th>`).
    pub header: bool,
    /// Columns it spans, 1 to 1000.
    pub columns: u16,
    /// Rows it spans, 1 to 1000.
    pub rows: u16,
    /// What is in it.
    pub content: Vec<Block>,
}

/// An image with its caption.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Figure {
    /// The images, at least one.
    pub images: Vec<Image>,
    /// The caption, without the credit.
    pub caption: Vec<Inline>,
    /// Who made the images or lent them, where the markup sets that apart from the caption.
    pub credit: Vec<Inline>,
}

/// An image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Image {
    /// URL: absolute when the page's URL is known; `http`, `https`, relative, or a raster `data:` image.
    pub url: String,
    /// Text in its place.
    pub alt: String,
    /// Its title.
    pub title: Option<String>,
    /// Where it leads, if it stands in a [`Figure`] and is linked.
    pub link: Option<String>,
}

/// A run within a block.
///
/// White space in text is collapsed as a browser shows it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// `<em>`, `<i>`.
    Emphasis(Vec<Inline>),
    /// `<strong>`, `<b>`.
    Strong(Vec<Inline>),
    /// `<del>`, `<s>`, `<strike>`.
    Strikethrough(Vec<Inline>),
    /// `<sub>`.
    Subscript(Vec<Inline>),
    /// `<sup>`.
    Superscript(Vec<Inline>),
    /// `<mark>`: text the page points out.
    Mark(Vec<Inline>),
    /// An abbreviation or a term, with what it stands for.
    Abbreviation(Abbreviation),
    /// Text with its reading beside it.
    Ruby(Ruby),
    /// `<code>`, `<kbd>`, `<samp>`, `<tt>`: text as typed.
    Code(String),
    /// A formula in TeX, without delimiters.
    Math(String),
    /// A reference to the [`Note`] with this label.
    NoteReference(String),
    /// A link.
    Link(Link),
    /// An image within a line.
    Image(Image),
    /// `<br>`.
    LineBreak,
}

impl Inline {
    /// The inlines within: what is emphasised, linked, read aloud. Empty for those that hold none.
    pub fn content(&self) -> &[Inline] {
        match self {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Subscript(content)
            | Inline::Superscript(content)
            | Inline::Mark(content)
            | Inline::Abbreviation(Abbreviation { content, .. })
            | Inline::Ruby(Ruby { base: content, .. })
            | Inline::Link(Link { content, .. }) => content,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::NoteReference(_)
            | Inline::Image(_)
            | Inline::LineBreak => &[],
        }
    }

    /// The same, to be changed; `None` for those that hold none.
    pub(crate) fn content_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Subscript(content)
            | Inline::Superscript(content)
            | Inline::Mark(content)
            | Inline::Abbreviation(Abbreviation { content, .. })
            | Inline::Ruby(Ruby { base: content, .. })
            | Inline::Link(Link { content, .. }) => Some(content),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::NoteReference(_)
            | Inline::Image(_)
            | Inline::LineBreak => None,
        }
    }
}

/// An abbreviation or a term, with what it stands for: `<abbr title>`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Abbreviation {
    /// What it stands for.
    pub title: String,
    /// What is printed.
    pub content: Vec<Inline>,
}

/// Text with its reading beside it: `<ruby>`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ruby {
    /// The text.
    pub base: Vec<Inline>,
    /// How it is read, `<rt>`; never empty.
    pub reading: String,
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Link {
    /// URL: absolute when the page's URL is known; `http`, `https`, `mailto` or relative, never a script.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// What is linked.
    pub content: Vec<Inline>,
}
