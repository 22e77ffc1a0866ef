//! Words before a date that tell what it is the date of, in the languages of the web.
//!
//! No locale source has them; those here are what publishers and the big content management systems print.

use std::sync::OnceLock;

use super::lexer::is_letter;

/// What a date is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::metadata) enum Label {
    Published,
    Updated,
}

/// Words a language prints before dates, in lower case.
struct Words {
    /// BCP 47 subtags, for those who read this table.
    #[allow(dead_code, reason = "documents the row")]
    languages: &'static str,
    published: &'static [&'static str],
    updated: &'static [&'static str],
}

/// Words of languages that put space between words; matched whole.
#[rustfmt::skip]
const SPACED: &[Words] = &[
    Words { languages: "en", published: &["published", "posted", "publish", "submitted", "issued", "released"],
        updated: &["updated", "update", "modified", "edited", "revised", "reviewed", "amended", "refreshed"] },
    Words { languages: "de", published: &["veröffentlicht", "erschienen", "publiziert", "gepostet", "erstellt", "veröffentlichung"],
        updated: &["aktualisiert", "geändert", "bearbeitet", "überarbeitet", "aktualisierung", "änderung"] },
    Words { languages: "fr", published: &["publié", "publiée", "publie", "paru", "parue", "posté", "diffusé"],
        updated: &["modifié", "modifiée", "modifie", "jour", "actualisé", "actualisée"] },
    Words { languages: "es gl", published: &["publicado", "publicada", "publicación", "creado"],
        updated: &["actualizado", "actualizada", "actualización", "modificado", "modificada", "modificación"] },
    Words { languages: "pt", published: &["publicação", "publicacao", "postado", "postada"],
        updated: &["atualizado", "atualizada", "atualização", "atualizacao"] },
    Words { languages: "it", published: &["pubblicato", "pubblicata", "pubblicazione"],
        updated: &["aggiornato", "aggiornata", "aggiornamento", "modificato", "modifica"] },
    Words { languages: "ca", published: &["publicat"], updated: &["actualitzat", "actualitzada", "modificat"] },
    Words { languages: "nl af", published: &["gepubliceerd", "geplaatst", "gepubliseer"],
        updated: &["bijgewerkt", "gewijzigd", "aangepast", "opgedateer"] },
    Words { languages: "pl", published: &["opublikowano", "opublikowany", "opublikowane", "publikacja", "publikacji", "dodano"],
        updated: &["zaktualizowano", "aktualizacja", "aktualizacji", "zmodyfikowano"] },
    Words { languages: "cs sk", published: &["publikováno", "vydáno", "zveřejněno", "publikované", "uverejnené", "zverejnené"],
        updated: &["aktualizováno", "upraveno", "aktualizované", "aktualizácia", "upravené"] },
    Words { languages: "sv", published: &["publicerad", "publicerat", "publicerades"], updated: &["uppdaterad", "uppdaterat", "uppdaterades", "ändrad"] },
    Words { languages: "da", published: &["publiceret", "offentliggjort", "udgivet"], updated: &["opdateret", "ændret"] },
    Words { languages: "no", published: &["publisert"], updated: &["oppdatert", "endret"] },
    Words { languages: "fi", published: &["julkaistu"], updated: &["päivitetty", "muokattu"] },
    Words { languages: "is fo", published: &["birt", "birtist"], updated: &["uppfært", "uppfærð"] },
    Words { languages: "et", published: &["avaldatud"], updated: &["uuendatud", "muudetud"] },
    Words { languages: "lv", published: &["publicēts", "publicēta"], updated: &["atjaunots", "atjaunināts"] },
    Words { languages: "lt", published: &["paskelbta", "publikuota"], updated: &["atnaujinta"] },
    Words { languages: "hu", published: &["közzétéve", "megjelent", "publikálva"], updated: &["frissítve", "módosítva", "frissült"] },
    Words { languages: "ro", published: &["publicată", "postat"], updated: &["actualizat", "actualizată"] },
    Words { languages: "hr bs sr sl", published: &["objavljeno", "objavljen", "објављено"],
        updated: &["ažurirano", "azurirano", "izmijenjeno", "posodobljeno", "ажурирано"] },
    Words { languages: "mk bg", published: &["објавено", "публикувано", "публикувана", "публикуван"],
        updated: &["обновено", "обновена", "актуализирано"] },
    Words { languages: "ru", published: &["опубликовано", "опубликован", "опубликована", "публикации", "размещено"],
        updated: &["обновлено", "обновлён", "обновлен", "обновления", "изменено", "отредактировано"] },
    Words { languages: "uk be", published: &["опубліковано", "апублікавана"], updated: &["оновлено", "змінено", "абноўлена"] },
    Words { languages: "kk", published: &["жарияланды", "жарияланған"], updated: &["жаңартылды"] },
    Words { languages: "sq", published: &["publikuar", "botuar"], updated: &["përditësuar"] },
    Words { languages: "el", published: &["δημοσιεύτηκε", "δημοσιεύθηκε", "δημοσίευση", "δημοσίευσης"],
        updated: &["ενημερώθηκε", "ενημέρωση", "ενημέρωσης"] },
    Words { languages: "tr az", published: &["yayınlanma", "yayınlandı", "yayımlanma", "yayın", "dərc"],
        updated: &["güncelleme", "güncellenme", "güncellendi", "yenilənib"] },
    Words { languages: "eu", published: &["argitaratua"], updated: &["eguneratua"] },
    Words { languages: "ga cy", published: &["foilsithe", "cyhoeddwyd"], updated: &["nuashonraithe", "diweddarwyd"] },
    Words { languages: "ar fa ur", published: &["نشر", "النشر", "نشرت", "انتشار", "شائع"],
        updated: &["تحديث", "التحديث", "بروزرسانی", "روزرسانی", "ویرایش"] },
    Words { languages: "he", published: &["פורסם", "פרסום"], updated: &["עודכן", "עדכון"] },
    Words { languages: "hi mr ne", published: &["प्रकाशित"], updated: &["अपडेट", "अपडेटेड", "संशोधित"] },
    Words { languages: "bn", published: &["প্রকাশিত", "প্রকাশ"], updated: &["আপডেট", "হালনাগাদ"] },
    Words { languages: "gu pa", published: &["પ્રકાશિત", "ਪ੍ਰਕਾਸ਼ਿਤ"], updated: &["અપડેટ", "ਅਪਡੇਟ"] },
    Words { languages: "ta te kn ml", published: &["வெளியிடப்பட்டது", "ప్రచురించబడింది", "ಪ್ರಕಟಿಸಲಾಗಿದೆ", "പ്രസിദ്ധീകരിച്ചത്"],
        updated: &["புதுப்பிக்கப்பட்டது", "నవీకరించబడింది", "ನವೀಕರಿಸಲಾಗಿದೆ", "പുതുക്കിയത്"] },
    Words { languages: "ka hy", published: &["გამოქვეყნდა", "հրապարակվել"], updated: &["განახლდა", "թարմացվել"] },
    Words { languages: "vi", published: &["đăng"], updated: &["nhật"] },
    Words { languages: "id ms fil sw", published: &["diterbitkan", "dipublikasikan", "terbit", "diposting", "inilathala", "imechapishwa"],
        updated: &["diperbarui", "diperbaharui", "dikemaskini", "imesasishwa"] },
];

/// Words of languages that do not; matched wherever they stand.
#[rustfmt::skip]
const UNSPACED: &[Words] = &[
    Words { languages: "zh", published: &["发布", "发表", "刊登", "發布", "發佈", "發表", "刊出", "提交于"], updated: &["更新", "修改", "编辑于", "編輯於"] },
    Words { languages: "ja", published: &["公開", "掲載", "投稿", "配信"], updated: &["更新", "改訂"] },
    Words { languages: "ko", published: &["입력", "등록", "게시", "작성", "발행"], updated: &["수정", "업데이트"] },
    Words { languages: "th lo km", published: &["เผยแพร่", "โพสต์"], updated: &["อัปเดต", "อัพเดต", "ปรับปรุง", "แก้ไข"] },
];

/// Words that announce a date without saying of what.
const DATE: &[&str] = &[
    "date",
    "dated",
    "created",
    "written",
    "on",
    "am",
    "datum",
    "fecha",
    "data",
    "dato",
    "päivä",
    "дата",
    "tarih",
    "tarihi",
    "تاريخ",
    "تاریخ",
    "תאריך",
    "ημερομηνία",
    "ngày",
    "tanggal",
    "时间",
    "日期",
    "時間",
    "日付",
];

/// Characters before a date that are its label.
const MAX_LABEL_CHARS: usize = 60;

/// Bytes between the end of a label without spaces and its date: "发布时间：".
const MAX_UNSPACED_GAP: usize = 16;

/// The label nearest before a date, if the text that ends there has one.
pub(in crate::metadata) fn nearest(before: &str) -> Option<Label> {
    let from = before.char_indices().rev().take(MAX_LABEL_CHARS).last().map_or(0, |(at, _)| at);
    let label = before.get(from..).unwrap_or_default().to_lowercase();
    let spaced = words(&label).filter_map(|(at, word)| Some((at, of_word(word)?))).last();
    if label.is_ascii() {
        return spaced.map(|(_, label)| label);
    }
    let unspaced = UNSPACED.iter().flat_map(|row| {
        let found = |list: &'static [&'static str], told| {
            // Close before the date: these words are verbs of any sentence, too.
            let ends = list.iter().filter_map(|word| Some((label.rfind(word)?, word.len())));
            ends.filter(|(at, length)| at + length + MAX_UNSPACED_GAP >= label.len())
                .map(move |(at, _)| (at, told))
                .max_by_key(|&(at, _)| at)
        };
        found(row.published, Label::Published).into_iter().chain(found(row.updated, Label::Updated))
    });
    spaced.into_iter().chain(unspaced).max_by_key(|&(at, _)| at).map(|(_, label)| label)
}

/// Whether any word tells that a date follows, be it the one of publication or not said of what.
pub(in crate::metadata) fn announces(text: &str) -> bool {
    let text = text.to_lowercase();
    words(&text).any(|(_, word)| of_word(word) == Some(Label::Published) || DATE.contains(&word))
        || !text.is_ascii()
            && UNSPACED
                .iter()
                .any(|row| row.published.iter().chain(&["时间", "日期"]).any(|w| text.contains(w)))
}

/// What a word tells, in whichever language.
fn of_word(word: &str) -> Option<Label> {
    static SORTED: OnceLock<Vec<(&str, Label)>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let rows = SPACED.iter().flat_map(|row| {
            let published = row.published.iter().map(|&word| (word, Label::Published));
            published.chain(row.updated.iter().map(|&word| (word, Label::Updated)))
        });
        let mut all: Vec<(&str, Label)> = rows.collect();
        // The first row that has a word decides: the sort is stable.
        all.sort_by_key(|&(word, _)| word);
        all.dedup_by_key(|&mut (word, _)| word);
        all
    });
    let at = sorted.binary_search_by_key(&word, |&(known, _)| known).ok()?;
    sorted.get(at).map(|&(_, label)| label)
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr().addr();
    text.split(|c: char| !is_letter(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr().addr().saturating_sub(start), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_label_counts() {
        for (text, label) in [
            ("Published 3 June 2025 | Updated", Some(Label::Updated)),
            ("Updated 5 June 2025, published", Some(Label::Published)),
            ("Zuletzt aktualisiert am", Some(Label::Updated)),
            ("Mise à jour le", Some(Label::Updated)),
            ("发布时间：", Some(Label::Published)),
            ("最終更新日", Some(Label::Updated)),
            ("Дата публикации:", Some(Label::Published)),
            ("آخر تحديث:", Some(Label::Updated)),
            ("최종수정", Some(Label::Updated)),
            ("Sist oppdatert", Some(Label::Updated)),
            ("प्रकाशित:", Some(Label::Published)),
            ("Jane Doe", None),
            ("", None),
        ] {
            assert_eq!(nearest(text), label, "{text}");
        }
    }

    #[test]
    fn labels_are_words_in_lower_case() {
        for row in SPACED {
            for word in row.published.iter().chain(row.updated) {
                assert_eq!(
                    words(&word.to_lowercase()).map(|(_, w)| w).collect::<Vec<_>>(),
                    [*word],
                    "{word}"
                );
            }
        }
    }
}
