//! Vocabulary by concept: words in `class`, `id` and `role` that say what a container is for, and phrases that open or
//! fill boilerplate sections, in many languages.
//!
//! Class words are matched as whole tokens (`code-toolbar` holds `code` and `toolbar`, never `tool`), phrases as whole
//! words; scripts that do not space their words are matched as substrings. No word here decides anything: the scorer
//! weighs them as evidence beside everything else.

use std::sync::OnceLock;

/// A set of concepts, one bit each, in the order of [`CLASS_CONCEPTS`] or [`PHRASE_CONCEPTS`].
pub type Concepts = u32;

/// What containers are for, and the class, id and role tokens that say so.
pub const CLASS_CONCEPTS: &[(&str, &str)] = &[
    (
        "comment",
        "comment comments commentlist commentarea commenting disqus respond reply replies kommentar kommentare \
         commentaire commentaires comentarios comentario discussion livefyre fbcomments feedback",
    ),
    (
        "related",
        "related relatedposts recommended recommend recommendation recommendations recirc recirculation similar \
         teaser teasers promo promos outbrain taboola trending popular mostread mostpopular morefrom readmore readnext \
         suggested suggestions upnext nextup also more latest crosslink zergnet",
    ),
    (
        "nav",
        "nav navigation navbar navi menu menus submenu megamenu breadcrumb breadcrumbs crumb crumbs pagination pager \
         paging pagenav topnav subnav tabs tabbar tablist sitemap skip skiplink navigate prev previous",
    ),
    (
        "social",
        "social share shares sharing sharebar sharethis addtoany addthis facebook twitter pinterest whatsapp linkedin \
         instagram follow followus likes tweet socials sharedaddy telegram",
    ),
    (
        "subscribe",
        "subscribe subscription subscriptions newsletter newsletters signup optin mailchimp mailinglist paywall \
         membership donate donation register registration login signin jetpack",
    ),
    (
        "ads",
        "ad ads advert adverts advertisement advertising adsbygoogle banner banners sponsor sponsored sponsors \
         dfp adslot adunit adbox anzeige werbung publicidad publicite affiliate affiliates doubleclick gpt",
    ),
    (
        "cookie",
        "cookie cookies consent gdpr ccpa privacy cmp onetrust cookiebar cookiebanner disclaimer legal",
    ),
    (
        "author",
        "author authors byline bylines bio biography avatar vcard contributor contributors writer autor auteur \
         authorbox authorship profile gravatar",
    ),
    (
        "meta",
        "meta metadata date dateline timestamp time posted published updated info infobar postmeta entrymeta tags tag \
         taglist categories category cats kicker eyebrow topics topic rating ratings views stats readtime",
    ),
    (
        "side",
        "sidebar side aside sidenav widget widgets rail rightrail leftrail rightcol leftcol secondary complementary \
              sidecol right left sticky",
    ),
    ("foot", "footer foot bottom colophon contentinfo copyright subfooter footnav footerlinks impressum"),
    ("head", "header masthead head topbar top banner branding logo site-header toolbar sitename hero"),
    (
        "modal",
        "modal popup popover overlay lightbox dialog tooltip toast drawer offcanvas dropdown flyout alert hidden \
               hide sr screenreader visuallyhidden noprint notification notifications",
    ),
    (
        "product",
        "product products price prices pricing cart basket shop store buy sku checkout wishlist woocommerce variant \
         addtocart swatch stock shipping delivery offer offers deal",
    ),
    (
        "review",
        "review reviews testimonial testimonials rating stars customer customers quote quotes feedback",
    ),
    (
        "caption",
        "caption captions credit credits figcaption photo image gallery slideshow carousel slider slide video \
                 media player thumbnail thumb img picture swiper",
    ),
    (
        "post",
        "post posts entry article story hentry blogpost blog news artikel articulo noticia single message \
              topic-post thread question answer answers",
    ),
    (
        "list",
        "list listing item items card cards grid tile tiles row rows feed results result archive index loop \
              collection",
    ),
    (
        "body",
        "articlebody storybody body bodytext bodycopy articletext copy text prose rich richtext rte markdown wysiwyg \
         entrycontent postcontent articlecontent storycontent maintext fulltext description desc postbody paragraph \
         content-body texte texto inhalt",
    ),
    ("content", "content contents main primary maincontent page pagecontent wrapper container inner site"),
    (
        "filter",
        "filter filters facet facets sort sorting refine search searchform searchbox form select option options \
                field fields input",
    ),
    ("faq", "faq faqs accordion question questions collapse collapsible expand toggle panel tab"),
    (
        "wiki",
        "wiki mw wikitable infobox toc catlinks reflist references reference footnotes footnote navbox editsection \
              hatnote docs doc documentation",
    ),
];

/// What short texts announce, and the phrases that do it, parted by semicolons.
pub const PHRASE_CONCEPTS: &[(&str, &str)] = &[
    (
        "comments",
        "comment; comments; leave a reply; leave a comment; reply; replies; responses; post a comment; join \
         the conversation; your email address will not be published; please enter your comment; please \
         enter your name; add a comment; view comments; show comments; log in to; sign in to; kommentar; \
         kommentare; kommentieren; schreibe einen kommentar; commentaires; commentaire; laisser un \
         commentaire; répondre; comentarios; comentario; deja un comentario; responder; commenti; commento; \
         rispondi; reacties; reageer; komentarze; komentarz; kommentarer; komentáře; yorum; yorumlar; \
         комментарии; комментарий; ответить; коментарі; 评论; 評論; 留言; コメント; 댓글; التعليقات; تعليق; टिप्पणी; \
         comentários; kommentit; σχόλια; hozzászólás",
    ),
    (
        "related",
        "related; related posts; related articles; related stories; related content; you may also like; you \
         might also like; you might like; more like this; similar; recommended; recommended for you; read \
         also; also read; see also; read more; read next; up next; don't miss; dont miss; more from; more \
         stories; more news; more on; trending; trending now; most read; most popular; popular; popular \
         posts; popular articles; top stories; top 5; top 10; latest news; latest posts; latest articles; \
         recent posts; editor's picks; editors picks; what to read next; keep reading; continue reading; \
         previous post; next post; previous article; next article; older posts; newer posts; mehr zum \
         thema; lesen sie auch; das könnte sie auch interessieren; auch interessant; ähnliche artikel; \
         meistgelesen; weitere artikel; mehr lesen; weiterlesen; à lire aussi; lire aussi; articles \
         similaires; sur le même sujet; les plus lus; en savoir plus; lee también; le puede interesar; te \
         puede interesar; artículos relacionados; noticias relacionadas; lo más leído; leer más; \
         relacionados; leggi anche; articoli correlati; potrebbe interessarti; i più letti; leia também; \
         leia mais; veja também; mais lidas; lees ook; lees meer; meest gelezen; czytaj także; czytaj też; \
         zobacz też; najczęściej czytane; läs också; läs mer; les også; læs også; lue myös; přečtěte si; \
         čtěte také; olvasta már; citește și; ilgili haberler; читайте также; похожие; популярное; по теме; \
         читайте також; 相关; 相關; 相关阅读; 相关新闻; 推荐阅读; 热门; 延伸閱讀; 相關新聞; 関連記事; 関連; おすすめ; 人気記事; ランキング; あわせて読みたい; \
         관련기사; 관련 기사; 많이 본; 추천; اقرأ أيضا; مواضيع ذات صلة; الأكثر قراءة; संबंधित",
    ),
    (
        "share",
        "share; share this; share on; tweet; facebook; twitter; whatsapp; linkedin; pinterest; instagram; \
         telegram; follow us; follow; copy link; print; email; like this; teilen; partager; compartir; \
         compartilhar; condividi; delen; udostępnij; dela; del; jaa; sdílet; paylaş; поделиться; \
         поделитесь; поділитися; 分享; シェア; 공유; شارك; شارك هذا; साझा करें",
    ),
    (
        "subscribe",
        "subscribe; subscribe to; subscribe now; newsletter; sign up; sign up for; join our; discover more \
         from; get the latest; sent to your email; sent to your inbox; your inbox; your email address; \
         email address; join now; become a member; log in; login; sign in; register; already a subscriber; \
         already have an account; support us; donate; free trial; download our app; get the app; \
         abonnieren; jetzt abonnieren; anmelden; newsletter abonnieren; s'abonner; abonnez-vous; \
         inscrivez-vous; suscríbete; suscribirse; suscribete; boletín; iscriviti; abbonati; assine; \
         inscreva-se; abonneren; aanmelden; zapisz się; prenumerera; abonnér; tilaa; odebírat; abone ol; \
         подписаться; подпишитесь; підписатися; 订阅; 訂閱; 登录; 登入; 注册; 会員登録; ログイン; メルマガ; 구독; 로그인; اشترك; تسجيل \
         الدخول",
    ),
    (
        "legal",
        "copyright; all rights reserved; privacy policy; privacy; terms of use; terms of service; terms and \
         conditions; terms; cookie policy; cookies; disclaimer; we use cookies; accept all; contact us; \
         about us; advertise; sitemap; imprint; impressum; datenschutz; agb; alle rechte vorbehalten; \
         mentions légales; tous droits réservés; confidentialité; aviso legal; política de privacidad; \
         todos los derechos reservados; todos os direitos reservados; tutti i diritti riservati; \
         privacyverklaring; wszelkie prawa zastrzeżone; polityka prywatności; все права защищены; усі права \
         захищені; 版权所有; 版權所有; 隐私; 利用規約; プライバシーポリシー; 저작권자; 무단전재; 개인정보; جميع الحقوق محفوظة; ©; icp备",
    ),
    (
        "author",
        "about the author; about author; written by; posted by; by; author; contributor; reporting by; \
         editing by; published by; photo by; view all posts; more by; staff writer; über den autor; von; \
         autor; par; auteur; à propos de l'auteur; por; sobre el autor; di; autore; redactie; door; \
         redakcja; av; af; автор; 作者; 记者; 記者; 编辑; 責任編輯; 责任编辑; 文・; 著者; 기자; بقلم; लेखक; yazan",
    ),
    (
        "shop",
        "add to cart; add to basket; add to bag; buy now; shop now; checkout; view cart; out of stock; in \
         stock; quantity; qty; wishlist; add to wishlist; free shipping; customer reviews; write a review; \
         reviews; sku; regular price; sale price; sold out; compare; size chart; in den warenkorb; \
         warenkorb; lieferzeit; versand; zzgl; ajouter au panier; panier; livraison; añadir al carrito; \
         comprar; aggiungi al carrello; carrinho; in winkelwagen; do koszyka; в корзину; купить; 加入购物车; \
         カートに入れる; 장바구니",
    ),
    (
        "more",
        "copy; copy code; listen; play; download; read aloud; drucken; merken; vorlesen; load more; show more; view more; see more; view all; see all; show all; learn more; more; next; \
         previous; prev; back to top; back to; click here; find out more; get started; menu; home; search; \
         skip to; close; open; toggle; expand; zurück; weiter; mehr; startseite; suche; voir plus; suivant; \
         précédent; accueil; rechercher; ver más; siguiente; anterior; inicio; buscar; mostra altro; \
         avanti; indietro; meer; volgende; vorige; więcej; następny; ещё; далее; назад; 更多; 下一页; 上一页; 下一篇; \
         上一篇; 首页; 返回; もっと見る; 次へ; 前へ; 더보기; 다음; 이전; المزيد",
    ),
    (
        "contents",
        "table of contents; contents; in this article; on this page; jump to; quick links; \
         inhaltsverzeichnis; inhalt; sommaire; table des matières; índice; indice; inhoud; spis treści; \
         innehåll; содержание; 目录; 目錄; 目次; 목차; المحتويات",
    ),
    (
        "updated",
        "published; published on; posted on; posted; updated; last updated; last modified; updated on; min \
         read; minute read; minutes read; read time; hours ago; days ago; minutes ago; ago; views; \
         veröffentlicht; aktualisiert; stand; uhr; publié le; mis à jour; publicado; actualizado; \
         pubblicato; aggiornato; atualizado; gepubliceerd; opublikowano; publicerad; uppdaterad; \
         опубликовано; обновлено; 发布时间; 更新; 来源; 來源; 発表時間; 公開日; 更新日; 입력; 수정; نشر في; tags; tagged; filed \
         under; categories; category; topics; schlagworte; etiquetas; теги; 标签; タグ; 태그",
    ),
];

/// Longest phrase, in words.
const MAX_PHRASE_WORDS: usize = 8;

/// Phrases that may be under way at once; more in one text is a text full of phrases anyway.
const MAX_OPEN_PHRASES: usize = 4;

/// Slots of the class table and of the phrase table: powers of two over twice their entries.
const CLASS_SLOTS: usize = 2048;
const PHRASE_SLOTS: usize = 4096;

/// Open-addressed set of hashed words; a stray hash collision costs one wrong piece of evidence.
struct Table {
    slots: Vec<(u32, Concepts)>,
}

impl Table {
    fn new(slots: usize) -> Self {
        Table { slots: vec![(0, 0); slots] }
    }

    fn insert(&mut self, hash: u32, concepts: Concepts) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.0 == 0 || slot.0 == hash {
                *slot = (hash, slot.1 | concepts);
                return;
            }
            at = (at + 1) & mask;
        }
    }

    fn find(&self, hash: u32) -> Concepts {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(&(known, concepts)) = self.slots.get(at) {
            if known == hash {
                return concepts;
            }
            if known == 0 {
                return 0;
            }
            at = (at + 1) & mask;
        }
        0
    }
}

/// FNV-1a over the lower-cased characters of a word, fed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordHash(u32);

impl WordHash {
    /// The hash of no characters.
    pub const EMPTY: WordHash = WordHash(0x811c_9dc5);

    fn byte(self, byte: u8) -> Self {
        WordHash((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// Adds a character, in lower case.
    #[must_use]
    pub fn char(self, c: char) -> Self {
        if c.is_ascii() {
            return self.byte(c.to_ascii_lowercase() as u8);
        }
        let lower = c.to_lowercase().next().unwrap_or(c) as u32;
        WordHash((self.0 ^ lower).wrapping_mul(0x0100_0193)).byte((lower >> 8) as u8)
    }

    /// The word as a number; never 0, which marks an empty slot of a table.
    pub fn finish(self) -> u32 {
        (self.0 ^ (self.0 >> 15)).max(1)
    }

    /// Of a whole word.
    pub fn of(word: &str) -> u32 {
        word.chars().fold(WordHash::EMPTY, WordHash::char).finish()
    }
}

/// The words of a text in the sense of this module: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

fn class_table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::new(CLASS_SLOTS);
        for (bit, (_, words)) in CLASS_CONCEPTS.iter().enumerate() {
            for word in words.split_ascii_whitespace() {
                table.insert(WordHash::of(word), 1 << bit);
            }
        }
        table
    })
}

/// Whether a script writes words without spaces between them.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{e00}'..='\u{e7f}' | '\u{ac00}'..='\u{d7af}')
}

struct Phrases {
    /// Phrases, keyed by their words.
    words: Table,
    /// First words of phrases.
    starts: Table,
    /// Phrases in scripts without spaces, sorted, so that those with one first character stand together.
    unspaced: Vec<(&'static str, Concepts)>,
}

/// The key of a phrase one word longer.
fn extend(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b1).max(1)
}

fn phrase_table() -> &'static Phrases {
    static TABLE: OnceLock<Phrases> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Phrases {
            words: Table::new(PHRASE_SLOTS),
            starts: Table::new(PHRASE_SLOTS),
            unspaced: Vec::new(),
        };
        for (bit, (_, phrases)) in PHRASE_CONCEPTS.iter().enumerate() {
            for phrase in phrases.split("; ") {
                if phrase.chars().any(is_unspaced) || phrase == "©" {
                    table.unspaced.push((phrase, 1 << bit));
                    continue;
                }
                let mut hashes = words(phrase).map(WordHash::of).peekable();
                if let Some(&first) = hashes.peek() {
                    table.starts.insert(first, 1);
                    table.words.insert(hashes.fold(0, extend), 1 << bit);
                }
            }
        }
        table.unspaced.sort_unstable();
        table
    })
}

/// Concepts of [`CLASS_CONCEPTS`] that a `class`, `id` or `role` value names.
///
/// Tokens end at anything but letters and at a capital after a small letter (`relatedPosts`), and the whole
/// run of letters counts as well.
pub fn class_concepts(value: &str) -> Concepts {
    let table = class_table();
    let mut found = 0;
    let (mut word, mut part) = (WordHash::EMPTY, WordHash::EMPTY);
    let (mut word_chars, mut part_chars) = (0, 0);
    let mut was_lower = false;
    for byte in value.bytes().chain([b' ']) {
        if byte.is_ascii_alphabetic() {
            if byte.is_ascii_uppercase() && was_lower && part_chars > 0 {
                found |= table.find(part.finish());
                (part, part_chars) = (WordHash::EMPTY, 0);
            }
            was_lower = byte.is_ascii_lowercase();
            let lower = byte.to_ascii_lowercase();
            word = word.byte(lower);
            part = part.byte(lower);
            word_chars += 1;
            part_chars += 1;
        } else if word_chars > 0 {
            found |= table.find(word.finish());
            if part_chars != word_chars {
                found |= table.find(part.finish());
            }
            (word, word_chars, part, part_chars) = (WordHash::EMPTY, 0, WordHash::EMPTY, 0);
            was_lower = false;
        }
    }
    found
}

/// Finds the phrases of [`PHRASE_CONCEPTS`] in a text that is fed word by word.
pub struct PhraseMatcher {
    phrases: &'static Phrases,
    found: Concepts,
    /// Phrases that may be under way: key so far and index of the first word.
    open: [(u32, usize); MAX_OPEN_PHRASES],
    /// Index of the word from which no phrase is under way.
    open_until: usize,
    words: usize,
    covered: usize,
    covered_to: usize,
    unspaced_covered: usize,
}

impl Default for PhraseMatcher {
    fn default() -> Self {
        PhraseMatcher {
            phrases: phrase_table(),
            found: 0,
            open: [(0, usize::MAX); MAX_OPEN_PHRASES],
            open_until: 0,
            words: 0,
            covered: 0,
            covered_to: 0,
            unspaced_covered: 0,
        }
    }
}

impl PhraseMatcher {
    /// The next word.
    pub fn word(&mut self, hash: u32) {
        let index = self.words;
        self.words += 1;
        if self.phrases.starts.find(hash) != 0
            && let Some(slot) = self
                .open
                .iter_mut()
                .find(|(_, from)| *from == usize::MAX || index - *from >= MAX_PHRASE_WORDS)
        {
            *slot = (0, index);
            self.open_until = index + MAX_PHRASE_WORDS;
        }
        if index >= self.open_until {
            return;
        }
        for (key, from) in &mut self.open {
            if *from == usize::MAX || index - *from >= MAX_PHRASE_WORDS {
                continue;
            }
            *key = extend(*key, hash);
            let concepts = self.phrases.words.find(*key);
            if concepts != 0 {
                self.found |= concepts;
                self.covered += index + 1 - self.covered_to.max(*from);
                self.covered_to = index + 1;
            }
        }
    }

    /// The text from a character of an unspaced script (or ©) on.
    pub fn unspaced(&mut self, rest: &str) {
        let Some(first) = rest.chars().next() else { return };
        let from = self.phrases.unspaced.partition_point(|(p, _)| p.chars().next() < Some(first));
        for (phrase, concepts) in self.phrases.unspaced.iter().skip(from) {
            if !phrase.starts_with(first) {
                break;
            }
            if rest.starts_with(phrase) {
                self.found |= concepts;
                self.unspaced_covered += phrase.chars().count();
            }
        }
    }

    /// The concepts found, and the share of the words they take, 0 to 1. Characters of unspaced scripts are words.
    pub fn finish(&self) -> (Concepts, f32) {
        let covered = (self.covered + self.unspaced_covered) as f32;
        let total = self.words.max(1) as f32;
        (self.found, (covered / total).min(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str) -> Concepts {
        1 << CLASS_CONCEPTS.iter().position(|(n, _)| *n == name).unwrap()
    }

    fn phrase(name: &str) -> Concepts {
        1 << PHRASE_CONCEPTS.iter().position(|(n, _)| *n == name).unwrap()
    }

    fn phrase_concepts(text: &str) -> (Concepts, f32) {
        let mut matcher = PhraseMatcher::default();
        for word in words(text).filter(|w| !w.contains(is_unspaced)) {
            matcher.word(WordHash::of(word));
        }
        for (i, c) in text.char_indices().filter(|&(_, c)| is_unspaced(c)) {
            matcher.unspaced(text.get(i..).unwrap());
            matcher.word(WordHash::EMPTY.char(c).finish());
        }
        matcher.finish()
    }

    #[test]
    fn class_words_are_whole_tokens() {
        assert_eq!(class_concepts("code-toolbar") & class("nav"), 0);
        assert_eq!(class_concepts("shareholder release"), 0);
        assert_ne!(class_concepts("td-post-content") & class("post"), 0);
        assert_ne!(class_concepts("relatedPosts") & class("related"), 0);
        assert_ne!(class_concepts("x articleBody") & class("body"), 0);
    }

    #[test]
    fn phrases_match_whole_words_in_any_case() {
        assert_eq!(phrase_concepts("LEAVE A REPLY"), (phrase("comments"), 1.0));
        assert_ne!(phrase_concepts("Related Posts").0 & phrase("related"), 0);
        assert_eq!(phrase_concepts("The sharecroppers of Mississippi").0, 0);
        assert_ne!(phrase_concepts("Don’t miss these").0 & phrase("related"), 0);
        assert_ne!(phrase_concepts("相关阅读").0 & phrase("related"), 0);
        let (_, share) = phrase_concepts("Read more about the bridge");
        assert!(share > 0.3 && share < 0.7, "{share}");
    }
}
