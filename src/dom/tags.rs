//! HTML element names as a small enum, and the sets of them the stages ask about, each declared once.

use std::sync::OnceLock;

use html5ever::LocalName;

macro_rules! tags {
    ($($variant:ident $name:literal,)*) => {
        /// The HTML element a node is. One byte, so a set is a `matches!`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each variant is the element of that name")]
        pub enum Tag {
            $($variant,)*
            /// An HTML element this table does not name: custom and obsolete ones.
            Unknown,
            /// An element inside `<svg>` or `<math>`, other than those two roots.
            Foreign,
            /// Not an element at all: the document, text, comments.
            None,
        }

        const NAMES: &[(&str, Tag)] = &[$(($name, Tag::$variant),)*];
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", Area "area", Article "article", Aside "aside", Audio "audio",
    B "b", Base "base", Bdi "bdi", Bdo "bdo", Big "big", Blockquote "blockquote", Body "body", Br "br",
    Button "button", Canvas "canvas", Caption "caption", Center "center", Cite "cite", Code "code", Col "col",
    Colgroup "colgroup", Data "data", Datalist "datalist", Dd "dd", Del "del", Details "details", Dfn "dfn",
    Dialog "dialog", Dir "dir", Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset",
    Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", Form "form", Frame "frame",
    Frameset "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
    Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input", Ins "ins",
    Kbd "kbd", Label "label", Legend "legend", Li "li", Link "link", Listing "listing", Main "main", Map "map",
    Mark "mark", Math "math", Menu "menu", Meta "meta", Meter "meter", Nav "nav", Nobr "nobr", Noembed "noembed",
    Noframes "noframes", Noscript "noscript", Object "object", Ol "ol", Optgroup "optgroup", Option "option",
    Output "output", P "p", Param "param", Picture "picture", Plaintext "plaintext", Pre "pre",
    Progress "progress", Q "q", Rp "rp", Rt "rt", Ruby "ruby", S "s", Samp "samp", Script "script",
    Search "search", Section "section", Select "select", Slot "slot", Small "small", Source "source",
    Span "span", Strike "strike", Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup",
    Svg "svg", Table "table", Tbody "tbody", Td "td", Template "template", Textarea "textarea", Tfoot "tfoot",
    Th "th", Thead "thead", Time "time", Title "title", Tr "tr", Track "track", Tt "tt", U "u", Ul "ul",
    Var "var", Video "video", Wbr "wbr", Xmp "xmp",
}

/// Slots of the name table: a power of two well above the number of names, so probes stay short.
const SLOTS: usize = 1024;

type Slots = Vec<Option<(LocalName, Tag)>>;

/// Open-addressed table from interned name to tag, filled at first use.
fn table() -> &'static Slots {
    static TABLE: OnceLock<Slots> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut slots: Slots = vec![None; SLOTS];
        for &(name, tag) in NAMES {
            let name = LocalName::from(name);
            let mut at = name.get_hash() as usize % SLOTS;
            while slots.get(at).is_some_and(Option::is_some) {
                at = (at + 1) % SLOTS;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = Some((name, tag));
            }
        }
        slots
    })
}

impl Tag {
    /// The tag of an element in the HTML namespace.
    pub fn from_name(name: &LocalName) -> Tag {
        let slots = table();
        let mut at = name.get_hash() as usize % SLOTS;
        while let Some(Some((known, tag))) = slots.get(at) {
            if known == name {
                return *tag;
            }
            at = (at + 1) % SLOTS;
        }
        Tag::Unknown
    }

    /// `h1` to `h6` as 1 to 6.
    pub fn heading_level(self) -> Option<u8> {
        Some(match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => return None,
        })
    }

    /// Elements a browser never shows as text, whatever they hold.
    pub fn is_unrendered(self) -> bool {
        matches!(
            self,
            Tag::Head
                | Tag::Script
                | Tag::Style
                | Tag::Template
                | Tag::Iframe
                | Tag::Noembed
                | Tag::Noframes
                | Tag::Datalist
                | Tag::Svg
                | Tag::Canvas
                | Tag::Object
                | Tag::Audio
                | Tag::Video
                | Tag::Meta
                | Tag::Link
                | Tag::Title
        )
    }

    /// Elements whose text is no one's content: not rendered, or the choices of a form.
    pub fn is_skipped(self) -> bool {
        self.is_unrendered()
            || matches!(self, Tag::Select | Tag::Textarea | Tag::Input | Tag::Progress | Tag::Meter)
    }

    /// Controls a reader fills in: their text is the page's, never the article's.
    pub fn is_control(self) -> bool {
        matches!(self, Tag::Select | Tag::Textarea | Tag::Button | Tag::Input | Tag::Progress | Tag::Meter)
    }

    /// Elements that run within a line of text (CSS `display: inline` by default). Everything else breaks it.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Tag::A
                | Tag::Abbr
                | Tag::B
                | Tag::Bdi
                | Tag::Bdo
                | Tag::Big
                | Tag::Cite
                | Tag::Code
                | Tag::Data
                | Tag::Del
                | Tag::Dfn
                | Tag::Em
                | Tag::Font
                | Tag::I
                | Tag::Img
                | Tag::Ins
                | Tag::Kbd
                | Tag::Label
                | Tag::Mark
                | Tag::Math
                | Tag::Nobr
                | Tag::Output
                | Tag::Picture
                | Tag::Q
                | Tag::Rp
                | Tag::Rt
                | Tag::Ruby
                | Tag::S
                | Tag::Samp
                | Tag::Slot
                | Tag::Small
                | Tag::Source
                | Tag::Span
                | Tag::Strike
                | Tag::Strong
                | Tag::Sub
                | Tag::Sup
                | Tag::Svg
                | Tag::Time
                | Tag::Tt
                | Tag::U
                | Tag::Var
                | Tag::Wbr
                | Tag::Area
                | Tag::Map
                | Tag::Button
                | Tag::Input
                | Tag::Select
                | Tag::Foreign
                | Tag::Script
                | Tag::Style
                | Tag::Template
                | Tag::Noscript
                | Tag::Object
                | Tag::Canvas
                | Tag::Iframe
                | Tag::Audio
                | Tag::Video
                | Tag::Unknown
        )
    }

    /// Elements whose white space is kept as written.
    pub fn is_preformatted(self) -> bool {
        matches!(self, Tag::Pre | Tag::Listing | Tag::Plaintext | Tag::Xmp | Tag::Textarea)
    }

    /// Elements the tokenizer reads as raw text: their start tag switches its state, so the guard may not drop it.
    pub fn is_raw_text(self) -> bool {
        matches!(
            self,
            Tag::Script
                | Tag::Style
                | Tag::Textarea
                | Tag::Title
                | Tag::Xmp
                | Tag::Iframe
                | Tag::Noembed
                | Tag::Noframes
                | Tag::Plaintext
        )
    }

    /// Elements that never have children.
    pub fn is_void(self) -> bool {
        matches!(
            self,
            Tag::Area
                | Tag::Base
                | Tag::Br
                | Tag::Col
                | Tag::Embed
                | Tag::Hr
                | Tag::Img
                | Tag::Input
                | Tag::Link
                | Tag::Meta
                | Tag::Param
                | Tag::Source
                | Tag::Track
                | Tag::Wbr
        )
    }

    /// Elements the tree builder re-opens in every later block until they are closed
    /// (the list of active formatting elements), except `a` and `nobr`, which close themselves.
    pub fn is_formatting(self) -> bool {
        matches!(
            self,
            Tag::B
                | Tag::Big
                | Tag::Code
                | Tag::Em
                | Tag::Font
                | Tag::I
                | Tag::S
                | Tag::Small
                | Tag::Strike
                | Tag::Strong
                | Tag::Tt
                | Tag::U
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_map_to_their_tag_and_others_to_unknown() {
        for &(name, tag) in NAMES {
            assert_eq!(Tag::from_name(&LocalName::from(name)), tag, "{name}");
        }
        assert_eq!(Tag::from_name(&LocalName::from("my-card")), Tag::Unknown);
    }
}
