//! Words of bylines: labels, roles, degrees, particles, placeholders, in the languages of the larger part of the web.
//!
//! Every entry is matched whole and in lower case; nothing here knows how.

/// What stands before names, in lower case; a space or a colon behind it is enough.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    // English
    "this article was written by", "this post was written by", "article written by", "written by", "posted by", "published by", "reported by",
    "reviewed by", "submitted by", "contributed by", "created by", "story by", "words by", "text by", "article by", "post by", "report by",
    "guest post by", "added by", "by", "authored by", "about the author", "authors", "author", "author(s)", "thread starter",
    // German
    "ein artikel von", "ein beitrag von", "ein gastbeitrag von", "ein kommentar von", "eine analyse von", "geschrieben von", "veröffentlicht von",
    "verfasst von", "erstellt von", "vom", "eingestellt von", "gespeichert von", "interview von", "kommentar von", "text von", "von", "autorin/autor",
    "autorin", "autoren", "autorinnen", "autor",
    // French, Spanish, Catalan, Portuguese, Italian, Romanian
    "publié par", "écrit par", "rédigé par", "propos recueillis par", "par", "auteur(s)", "auteurs", "auteur", "publicado por", "escrito por",
    "redactado por", "por", "autores", "autora", "autor/a", "publicat per", "escrit per", "scritto da", "pubblicato da", "a cura di", "articolo di",
    "autore", "di", "scris de", "publicat de", "autorul",
    // Dutch, Norwegian, Danish, Swedish, Finnish, Icelandic
    "geschreven door", "door", "skrevet av", "publisert av", "tekst av", "av", "skrevet af", "af", "skriven av", "publicerad av", "kirjoittanut",
    "kirjoittaja", "höfundur", "forfatter", "författare",
    // Polish, Czech, Slovak, Croatian, Slovene, Hungarian, the Baltic ones, Albanian
    "napisał", "napisała", "napsal", "napsala", "opracowanie", "opracował", "opracowała", "przez", "vložil", "napísal", "piše", "pise", "napisao",
    "napisala", "szerző", "írta", "autorius", "autors", "tekstas", "autori",
    // Russian, Ukrainian, Bulgarian, Serbian, Greek, Georgian, Armenian
    "автор", "авторы", "автори", "автор текста", "аўтар", "пише", "συντάκτης", "συγγραφέας", "ავტორი", "հեղինակ",
    // Turkish, Azerbaijani, Kazakh, Indonesian, Malay, Vietnamese, Filipino, Swahili
    "yazar", "yazan", "müəllif", "penulis", "ditulis oleh", "diterbitkan oleh", "oleh", "tác giả", "mwandishi",
    // Arabic, Persian, Urdu, Hebrew
    "بقلم", "الكاتب", "المؤلف", "نویسنده", "به قلم", "تحریر", "مصنف", "מאת", "נכתב על ידי",
    // Hindi, Marathi, Bengali, Tamil, Telugu, Thai
    "लेखक", "लेखिका", "द्वारा", "লেখক", "লিখেছেন", "எழுதியவர்", "రచయిత", "ผู้เขียน", "โดย", "เรื่องโดย",
    // Chinese, Japanese, Korean
    "作者", "记者", "記者", "本报记者", "本報記者", "撰文", "执笔人", "执笔", "撰稿人", "撰稿", "执笔者", "通讯员", "執筆", "著者", "投稿者", "筆者",
    "ライター", "글쓴이", "작성자", "저자", "글",
];

/// Those that mean nothing but the author: they are believed further from the story.
#[rustfmt::skip]
pub(super) const AUTHOR_NOUNS: &[&str] = &[
    "author", "authors", "author(s)", "about the author", "autorin/autor", "autor", "autorin", "autoren", "auteur", "auteurs", "auteur(s)", "autores",
    "autora", "autor/a", "autore", "autorul", "autori", "forfatter", "författare", "kirjoittaja", "szerző", "автор", "авторы", "автори", "συντάκτης",
    "yazar", "penulis", "tác giả", "الكاتب", "نویسنده", "लेखक", "ผู้เขียน", "作者", "撰文", "著者", "글쓴이", "작성자",
];

/// The same, but only with a colon or stroke behind them: they are usual words.
#[rustfmt::skip]
pub(super) const COLON_LABELS: &[&str] = &[
    "about", "from", "text", "tekst", "texte", "texto", "testo", "текст", "words", "interview", "story", "report", "posted in", "文", "文字", "기자",
    "كتب", "كتبت", "contributors", "του", "της",
];

/// What stands before those who edited or supplied a text; they count if nobody is said to have written it.
#[rustfmt::skip]
pub(super) const EDITOR_LABELS: &[&str] = &[
    "责任编辑", "責任編輯", "责编", "责任编輯", "编辑", "編輯", "編集", "편집", "来源", "來源", "source", "quelle", "redaktion", "editor", "edited by",
    "редактор", "redacción", "redakcja",
];

/// Labels that may begin in the middle of a line: "Posted on June 14, 2025 by Jane Doe".
#[rustfmt::skip]
pub(in crate::metadata) const INNER_LABELS: &[&str] = &[
    " by ", " By ", " BY ", " von ", " Von ", " par ", " Par ", " por ", " Por ", " door ", " Door ", " av ", " Av ", " af ", " da ", " přidal ",
    " oleh ", " Oleh ", " בידי ", " מאת ", " بقلم ", "作者：", "作者:", "记者 ", "记者：", "記者 ", "記者：", "文／", "文/", "Author: ", "Autor: ", "Auteur : ",
    "Автор: ",
];

/// Bytes of the longest label, and some.
pub(super) const MAX_LABEL_BYTES: usize = 64;

/// Words before the label of those who made something else of the page: pictures, a translation, a review.
#[rustfmt::skip]
pub(in crate::metadata) const OTHER_WORK: &[&str] = &[
    "photo", "photos", "photography", "photograph", "photographs", "photographed", "foto", "fotos", "fotografie", "fotografía", "image", "images",
    "picture", "pictures", "illustration", "illustrations", "illustrated", "artwork", "art", "bild", "bilder", "grafik", "graphics", "video", "reviewed",
    "checked", "fact-checked", "verified", "edited", "translated", "translation", "übersetzung", "übersetzt", "traducción", "traduction", "traduzione",
    "фото", "перевод", "cover", "design", "designed", "sponsored", "powered", "presented", "trusted", "loved", "used", "backed", "chosen", "built", "owned", "operated", "hosted", "shop", "sort", "sorted", "filter",
    "search", "browse", "category", "group", "ordered", "rated", "acquired", "recommended", "updated", "approved", "comment", "comments",
];

/// Words between two names.
pub(super) const CONJUNCTIONS: &[&str] = &[
    " and ",
    " und ",
    " et ",
    " og ",
    " och ",
    " ja ",
    " ve ",
    " и ",
    " & ",
    " y ",
    " e ",
    " en ",
    " i ",
    " with ",
    " mit ",
    " și ",
    " és ",
    " та ",
    " і ",
    " και ",
    " dan ",
    " và ",
    " və ",
    " و ",
    "และ",
    " ir ",
    " un ",
    " AND ",
    " UND ",
];

/// Particles that names write in lower case.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "van", "von", "vom", "zu", "zur", "der", "den", "ter", "ten", "te", "la", "le",
    "el", "al", "bin", "bint", "ben", "ibn", "abu", "und", "y", "e", "i", "af", "av", "d", "st", "the", "of", "for",
];

/// What systems write when nobody is named, folded.
#[rustfmt::skip]
pub(super) const PLACEHOLDERS: &[&str] = &[
    "admin", "administrator", "siteadmin", "webadmin", "root", "user", "guest", "unknown", "anonymous", "null", "none", "undefined", "na", "author",
    "default", "webmaster", "username", "test", "wpadmin", "adminuser", "superadmin", "superuser", "nobody", "noauthor", "byline", "name", "false",
    "true", "editor", "authorname", "publisher", "theauthor", "autor", "auteur", "email", "contentauthor",
];

/// Fragments of a byline that tell what someone is, not who: matched as whole words in lower case.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "editor", "reporter", "correspondent", "writer", "journalist", "columnist", "contributor", "producer", "photographer", "author", "staff",
    "director", "professor", "analyst", "critic", "fellow", "manager", "ceo", "founder", "cofounder", "co-founder", "president", "chief", "head",
    "senior", "lecturer", "redakteur", "redakteurin", "reporterin", "journalistin", "autorin", "korrespondent", "korrespondentin", "journaliste",
    "rédacteur", "rédactrice", "periodista", "redactor", "redactora", "giornalista", "redacteur", "journalista", "jornalista", "repórter",
    "dziennikarz", "корреспондент", "экономист", "university", "universität", "institute", "department", "school", "college", "specialist",
    "consultant", "engineer", "assistant", "associate", "researcher", "strategist", "officer", "coordinator", "expert", "blogger", "reviewer",
    "expertin", "experte", "dietitian", "nutritionist", "physician", "lawyer", "therapist", "veterinarian", "volontär", "volontärin", "master", "educator", "marketer", "attorney", "owner", "journalism", "muhabir", "wartawan", "журналист", "редактор",
    "صحفي", "مراسل",
];

/// What East Asian bylines put behind a name: reporter, author, editor, translator.
#[rustfmt::skip]
pub(super) const CJK_ROLES: &[&str] = &[
    "记者", "記者", "特派員", "通讯员", "編集委員", "編集部", "기자", "특파원", "통신원", "편집장", "著", "文", "編著", "报道", "報導", "綜合報導", "氏", "撰",
];

/// What they put behind the name of someone who did not write.
pub(super) const CJK_OTHERS: &[&str] =
    &["監訳", "訳", "译", "翻訳", "摄", "摄影", "攝", "撮影", "監修", "編"];

/// What stands before the names of correspondents in Chinese and Japanese, behind the name of their paper.
pub(super) const REPORTER_MARKS: &[&str] = &["记者", "記者", "通讯员", "执笔人"];

/// What stands behind them: "reports".
pub(super) const REPORTED: &[&str] = &["报道", "報導", "報道", "编译", "編譯"];

/// The usual Chinese surnames, simplified and traditional: those of nine in ten people.
pub(super) const HAN_SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董\
    袁潘蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔\
    邵万萬钱錢严嚴覃武戴莫孔向汤湯";

/// What stands before the name in the heading of a box: "About".
pub(super) const ABOUT: &[&str] = &[
    "About ",
    "Über ",
    "À propos de ",
    "Acerca de ",
    "Sobre ",
    "Chi è ",
    "Over ",
    "Om ",
    "Об авторе ",
    "O autorze ",
    "关于",
];

/// Degrees and memberships behind a name, folded.
#[rustfmt::skip]
pub(super) const CREDENTIALS: &[&str] = &[
    "phd", "md", "ms", "msc", "ma", "mba", "mph", "ba", "bs", "bsc", "rd", "rdn", "rn", "ldn", "cpa", "esq", "jd", "dds", "dvm", "psyd", "edd", "do",
    "np", "pa", "cfa", "cfp", "pt", "dpt", "facs", "fand", "lcsw", "mfa", "pharmd", "llm", "cns", "cpt", "cscs", "dc", "bsn", "msn", "ded", "cepf",
    "cpp", "psp", "foma", "dabom", "lvt", "vts", "vmd", "dacvb",
];

/// Name suffixes that follow a comma.
pub(super) const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Words that begin what is about a name, with the space around them: place, time, employer.
#[rustfmt::skip]
pub(super) const CIRCUMSTANCES: &[&str] = &[
    " on ", " in ", " at ", " am ", " le ", " il ", " el ", " for ", " from ", " is ", " Published", " Updated", " Posted", " on behalf", " aus ",
    " für ", " Mon ", " Tue ", " Wed ", " Thu ", " Fri ", " Sat ", " Sun ", " vor ", " hace ", " Stand:", " Stand ", " Edited", " edited", " Hace ",
    " Publicado", " Publié", " Veröffentlicht", " Aktualisiert", " Опубликовано", " 出自", " 发自", "发自", " 时间", " 来源", " 日期", " 发布", " Shares", " @",
    " wrote", " says", " asked", " replied", " Illustration", " Foto", " Fotos", " Photo", " Photos", " Bild ", " Bilder",
];

/// Words that begin links and labels, not names.
#[rustfmt::skip]
pub(super) const NOT_IN_NAMES: &[&str] = &[
    "read", "more", "share", "posted", "published", "updated", "comments", "comment", "reply", "subscribe", "follow", "view", "all", "posts", "home",
    "about", "contact", "news", "click", "here", "login", "sign", "min", "minutes", "photo", "image", "credit", "getty", "images", "advertisement",
    "advertising", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "in", "on", "at", "with", "and", "to", "from", "by", "this", "your", "our", "how", "what", "why",
    "is", "are", "us", "print", "email", "e-mail", "facebook", "twitter", "linkedin", "whatsapp", "menu", "search", "leave", "popular", "articles",
    "related", "latest", "uhr", "mehr", "artikel", "teilen", "drucken", "kommentare", "von", "aktualisiert", "veröffentlicht", "lesen", "next",
    "previous", "blog", "category", "categories", "tags", "copyright", "newsletter", "top", "week", "stand", "eingestellt", "autor", "autoren",
    "auteur", "author", "authors", "article", "report", "nachrichten", "noticias", "actualités", "you", "made", "buy", "shop", "edited", "verified", "member", "über",
    "written", "topic", "starter", "request", "demo", "pricing", "download", "visit", "store", "touch", "auto", "photos", "quote", "human", "licensed", "expertise", "kommentar", "beiträge", "http", "https", "www", "bio",
    "datum", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "table", "contents", "connected", "telephone", "phone", "fax", "strategy", "contactar",
];

/// Weekdays abbreviated: no names where they stand alone.
pub(super) const WEEKDAYS: &[&str] =
    &["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];

/// Words in the names of organisations.
#[rustfmt::skip]
pub(super) const ORGANISATION: &[&str] = &[
    "association", "inc", "ltd", "llc", "gmbh", "ag", "se", "e.v", "team", "staff", "news", "newsroom", "media", "editorial", "agency", "company",
    "group", "university", "institute", "foundation", "center", "centre", "society", "press", "magazine", "times", "editors", "redaktion", "desk",
    "online", "network", "journal", "services", "department", "ministry", "council", "clinic", "hospital", "college", "school", "zeitung", "verlag",
    "store", "shop", "redazione", "redacción", "rédaction", "redactie", "redação", "redaksi", "redakcja", "redakce", "редакция", "редакція", "corporation",
    "contributors", "bundesministerium", "collective", "publishing", "agencia", "agence", "agenzia", "agentur", "ajansı", "organization",
    "admin", "support", "club", "limited", "ministerium", "newspaper", "tribune", "gazette", "herald",
];

/// Those of them that write.
#[rustfmt::skip]
pub(super) const OFFICES: &[&str] = &[
    "team", "staff", "newsroom", "editors", "redaktion", "redazione", "redacción", "rédaction", "redactie", "redação", "redaksi", "redakcja",
    "redakce", "редакция", "редакція",
];

/// Ends of East Asian names of organisations: newspaper, agency, network, editorial office.
#[rustfmt::skip]
pub(super) const CJK_ORGANISATION: &[&str] = &[
    "报", "報", "網", "网", "社", "新闻", "新聞", "通讯", "编辑部", "編集部", "編輯部", "电视台", "公司", "集团", "集團", "传媒", "株式会社", "뉴스", "신문", "일보",
    "편집부", "ニュース",
];

/// News agencies whose names do not say it, folded.
#[rustfmt::skip]
pub(super) const AGENCIES: &[&str] = &[
    "reuters", "afp", "ap", "dpa", "apa", "ansa", "efe", "tass", "тасс", "риановости", "ria", "interfax", "xinhua", "bloomberg", "ians", "pti", "ani",
    "kyodo", "jiji", "yonhap", "anp", "ntb", "ritzau", "tt", "stt", "lusa", "belga", "mti", "pap", "čtk", "ctk", "tasr", "sda", "keystonesda", "upi",
    "agencias", "agenturen", "agencies", "bernama", "antara",
];

/// What the lines of a forum member's profile begin with, in lower case.
#[rustfmt::skip]
pub(in crate::metadata) const MEMBER_LABELS: &[&str] = &[
    "registered", "joined", "join date", "member since", "posts", "messages", "reaction score", "location", "registriert", "registriert seit",
    "beiträge", "mitglied seit", "wohnort", "inscription", "inscrit", "mensajes", "registrado", "messaggi", "iscritto", "berichten", "dołączył",
    "posty", "zarejestrowany", "сообщения", "сообщений", "регистрация", "зарегистрирован",
];

/// Parts of class names and of URL paths that tell of authors.
pub(in crate::metadata) fn is_author_word(word: &str) -> bool {
    matches!(
        word,
        "author"
            | "authors"
            | "autor"
            | "autoren"
            | "auteur"
            | "auteurs"
            | "autore"
            | "autores"
            | "autori"
            | "forfatter"
            | "yazar"
            | "penulis"
            | "byline"
            | "byl"
            | "writer"
            | "writers"
            | "contributor"
            | "contributors"
            | "journalist"
            | "journalists"
            | "reporter"
            | "reporters"
    )
}

/// The same in class names alone.
pub(in crate::metadata) fn is_author_class(word: &str) -> bool {
    is_author_word(word)
        || matches!(
            word,
            "fn" | "signature"
                | "creator"
                | "postedby"
                | "autorenzeile"
                | "byliner"
                | "redactor"
                | "authorname"
        )
}

/// The same in URL paths alone.
pub(in crate::metadata) fn is_author_path(part: &str) -> bool {
    is_author_word(part)
        || matches!(
            part,
            "profile" | "profiles" | "people" | "staff" | "redaktion" | "producers" | "columnist"
        )
}
