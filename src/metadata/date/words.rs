//! Words of dates: month names, meridiem marks, time zone abbreviations, the small words between the parts.
//!
//! Every word is matched whole and in lower case. Names that mean different months in different languages
//! (`listopad` is October in Croatian and November in Polish) take the meaning of the bigger web.

/// The month (1 to 12) a lower-case word names, full or abbreviated, without its full stop.
#[rustfmt::skip]
pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" | "januar" | "jänner" | "jän" | "janvier" | "janv" | "enero" | "ene" | "gennaio" | "gen" | "genn"
        | "janeiro" | "januari" | "stycznia" | "styczeń" | "sty" | "ledna" | "leden" | "led" | "januára" | "január" | "januar." | "janar"
        | "tammikuuta" | "tammikuu" | "tammik" | "ocak" | "oca" | "января" | "январь" | "янв" | "січня" | "січень" | "січ"
        | "ianuarie" | "ian" | "siječnja" | "sij" | "јануар" | "јан" | "януари" | "ιανουαρίου" | "ιαν" | "ιανουάριος"
        | "gener" | "xaneiro" | "janúar" | "janvāris" | "janvārī" | "sausio" | "sausis" | "jaanuar" | "يناير" | "ינואר" | "בינואר"
        | "जनवरी" | "มกราคม" | "ม.ค" | "জানুয়ারি" | "جنوری" | "ژانویه" => 1,
        "february" | "feb" | "febr" | "februar" | "feber" | "février" | "fevrier" | "févr" | "fevr" | "fév" | "fev" | "febrero"
        | "febbraio" | "febb" | "fevereiro" | "februari" | "lutego" | "luty" | "lut" | "února" | "únor" | "úno" | "februára" | "február"
        | "helmikuuta" | "helmikuu" | "helmik" | "şubat" | "şub" | "февраля" | "февраль" | "февр" | "фев" | "лютого" | "лютий" | "лют"
        | "februarie" | "veljače" | "velj" | "фебруар" | "феб" | "февруари" | "φεβρουαρίου" | "φεβ" | "φεβρουάριος"
        | "febrer" | "febreiro" | "febrúar" | "februāris" | "februārī" | "vasario" | "vasaris" | "veebruar" | "فبراير" | "פברואר" | "בפברואר"
        | "फरवरी" | "फ़रवरी" | "กุมภาพันธ์" | "ফেব্রুয়ারি" | "فروری" | "فوریه" => 2,
        "march" | "mar" | "märz" | "mär" | "maerz" | "mrz" | "mars" | "marzo" | "março" | "marco" | "maart" | "mrt" | "marca" | "marzec"
        | "března" | "březen" | "bře" | "marec" | "marts" | "maaliskuuta" | "maaliskuu" | "maalisk" | "mart" | "марта" | "март" | "мар"
        | "березня" | "березень" | "бер" | "martie" | "ožujka" | "ožu" | "március" | "márc" | "μαρτίου" | "μαρ" | "μάρτιος"
        | "març" | "martā" | "kovo" | "kovas" | "märts" | "مارس" | "מרץ" | "במרץ" | "मार्च" | "มีนาคม" | "মার্চ" | "مارچ" => 3,
        "april" | "apr" | "avril" | "avr" | "abril" | "abr" | "aprile" | "kwietnia" | "kwiecień" | "kwi" | "dubna" | "duben" | "dub"
        | "apríla" | "apríl" | "huhtikuuta" | "huhtikuu" | "huhtik" | "nisan" | "nis" | "апреля" | "апрель" | "апр" | "квітня" | "квітень"
        | "квіт" | "aprilie" | "travnja" | "tra" | "április" | "ápr" | "април" | "απριλίου" | "απρ" | "απρίλιος"
        | "aprīlis" | "aprīlī" | "balandžio" | "balandis" | "aprill" | "prill" | "أبريل" | "ابريل" | "אפריל" | "באפריל" | "अप्रैल" | "เมษายน"
        | "এপ্রিল" | "اپریل" | "آوریل" => 4,
        "may" | "mai" | "mayo" | "maggio" | "mag" | "magg" | "maio" | "mei" | "maja" | "maj" | "května" | "květen" | "kvě" | "mája" | "máj"
        | "toukokuuta" | "toukokuu" | "toukok" | "mayıs" | "mayis" | "мая" | "май" | "травня" | "травень" | "трав" | "svibnja" | "svi"
        | "május" | "мај" | "maí" | "μαΐου" | "μαΐ" | "μάιος" | "maig" | "maijs" | "maijā" | "gegužės" | "gegužė" | "مايو" | "מאי" | "במאי"
        | "मई" | "พฤษภาคม" | "মে" | "مئی" | "مه" => 5,
        "june" | "jun" | "juni" | "juin" | "junio" | "giugno" | "giu" | "junho" | "czerwca" | "czerwiec" | "cze" | "června" | "červen"
        | "júna" | "jún" | "kesäkuuta" | "kesäkuu" | "kesäk" | "haziran" | "haz" | "июня" | "июнь" | "июн" | "червня" | "червень" | "черв"
        | "iunie" | "iun" | "lipnja" | "lip" | "június" | "júní" | "јун" | "юни" | "ιουνίου" | "ιουν" | "ιούνιος" | "juny" | "xuño" | "jūnijs"
        | "jūnijā" | "birželio" | "birželis" | "juuni" | "qershor" | "يونيو" | "יוני" | "ביוני" | "जून" | "มิถุนายน" | "জুন" | "جون" | "ژوئن" => 6,
        "july" | "jul" | "juli" | "juillet" | "juil" | "julio" | "luglio" | "lug" | "julho" | "lipca" | "lipiec" | "července" | "červenec"
        | "júla" | "júl" | "heinäkuuta" | "heinäkuu" | "heinäk" | "temmuz" | "tem" | "июля" | "июль" | "июл" | "липня" | "липень" | "лип"
        | "iulie" | "iul" | "srpnja" | "július" | "júlí" | "јул" | "юли" | "ιουλίου" | "ιουλ" | "ιούλιος" | "juliol" | "xullo" | "jūlijs"
        | "jūlijā" | "liepos" | "liepa" | "juuli" | "korrik" | "يوليو" | "יולי" | "ביולי" | "जुलाई" | "กรกฎาคม" | "জুলাই" | "جولائی"
        | "ژوئیه" => 7,
        "august" | "aug" | "août" | "aout" | "agosto" | "ago" | "ag" | "agos" | "augustus" | "sierpnia" | "sierpień" | "sie" | "srpna" | "srpen"
        | "augusta" | "elokuuta" | "elokuu" | "elok" | "ağustos" | "ağu" | "августа" | "август" | "авг" | "серпня" | "серпень" | "серп"
        | "kolovoza" | "kol" | "augusztus" | "ágúst" | "αυγούστου" | "αυγ" | "αύγουστος" | "agost" | "augusts" | "augustā" | "rugpjūčio"
        | "rugpjūtis" | "gusht" | "أغسطس" | "اغسطس" | "אוגוסט" | "באוגוסט" | "अगस्त" | "สิงหาคม" | "আগস্ট" | "اگست" | "اوت" => 8,
        "september" | "sep" | "sept" | "septembre" | "septiembre" | "setiembre" | "settembre" | "set" | "sett" | "setembro" | "września"
        | "wrzesień" | "wrz" | "září" | "zář" | "septembra" | "syyskuuta" | "syyskuu" | "syysk" | "eylül" | "eyl" | "сентября" | "сентябрь"
        | "сент" | "сен" | "вересня" | "вересень" | "вер" | "septembrie" | "rujna" | "ruj" | "szeptember" | "szept" | "септембар" | "септември"
        | "сеп" | "σεπτεμβρίου" | "σεπ" | "σεπτέμβριος" | "setembre" | "septembris" | "septembrī" | "rugsėjo" | "rugsėjis" | "shtator"
        | "سبتمبر" | "ספטמבר" | "בספטמבר" | "सितंबर" | "सितम्बर" | "กันยายน" | "সেপ্টেম্বর" | "ستمبر" | "سپتامبر" => 9,
        "october" | "oct" | "oktober" | "okt" | "octobre" | "octubre" | "ottobre" | "ott" | "outubro" | "out" | "października"
        | "październik" | "paź" | "října" | "říjen" | "říj" | "októbra" | "október" | "lokakuuta" | "lokakuu" | "lokak" | "ekim" | "eki"
        | "октября" | "октябрь" | "окт" | "жовтня" | "жовтень" | "жовт" | "octombrie" | "listopada" | "октобар" | "октомври"
        | "οκτωβρίου" | "οκτ" | "οκτώβριος" | "outono" | "oktobris" | "oktobrī" | "spalio" | "spalis" | "oktoober" | "tetor"
        | "أكتوبر" | "اكتوبر" | "אוקטובר" | "באוקטובר" | "अक्टूबर" | "अक्तूबर" | "ตุลาคม" | "অক্টোবর" | "اکتوبر" | "اکتبر" => 10,
        "november" | "nov" | "novembre" | "noviembre" | "novembro" | "listopadu" | "listopad" | "lis" | "novembra" | "marraskuuta"
        | "marraskuu" | "marrask" | "kasım" | "kas" | "ноября" | "ноябрь" | "нояб" | "ноя" | "листопада" | "листопад" | "лист" | "noiembrie"
        | "noi" | "studenoga" | "studenog" | "studeni" | "stu" | "nóvember" | "новембар" | "ноември" | "νοεμβρίου" | "νοε" | "νοέμβριος"
        | "novembris" | "novembrī" | "lapkričio" | "lapkritis" | "nëntor" | "نوفمبر" | "נובמבר" | "בנובמבר" | "नवंबर" | "नवम्बर" | "พฤศจิกายน"
        | "নভেম্বর" | "نومبر" | "نوامبر" => 11,
        "december" | "dec" | "dezember" | "dez" | "décembre" | "decembre" | "déc" | "diciembre" | "dic" | "dicembre" | "dezembro" | "grudnia"
        | "grudzień" | "gru" | "prosince" | "prosinec" | "pro" | "decembra" | "joulukuuta" | "joulukuu" | "jouluk" | "aralık" | "ara"
        | "декабря" | "декабрь" | "дек" | "грудня" | "грудень" | "груд" | "decembrie" | "prosinca" | "децембар" | "декември"
        | "δεκεμβρίου" | "δεκ" | "δεκέμβριος" | "desember" | "des" | "desembre" | "decembris" | "decembrī" | "gruodžio" | "gruodis"
        | "detsember" | "dhjetor" | "ديسمبر" | "דצמבר" | "בדצמבר" | "दिसंबर" | "दिसम्बर" | "ธันวาคม" | "ডিসেম্বর" | "دسمبر" | "دسامبر" => 12,
        _ => return None,
    })
}

/// Words that may stand between day, month and year: "14 de junio de 2025", "14th of June", "2025 m.".
pub(super) fn links_date_parts(word: &str) -> bool {
    matches!(word, "de" | "del" | "of" | "di" | "do" | "d" | "m" | "da" | "dhe" | "năm" | "в")
}

/// Endings of ordinal day numbers: "14th", "1er", "1º".
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "re" | "e" | "ª" | "º" | "o" | "a" | "ú" | "ая" | "го")
}

/// Words that may stand between a date and its time: "at", "um", "à", "kl.".
pub(super) fn links_time(word: &str) -> bool {
    matches!(
        word,
        "t" | "at"
            | "um"
            | "à"
            | "a"
            | "las"
            | "às"
            | "as"
            | "ore"
            | "alle"
            | "klo"
            | "kl"
            | "om"
            | "o"
            | "в"
            | "у"
            | "о"
            | "de"
            | "ob"
            | "godz"
            | "saat"
            | "lúc"
            | "hora"
            | "г"
            | "р"
            | "года"
            | "року"
            | "time"
    )
}

/// UTC offset in minutes of a zone abbreviation that means one thing.
pub(super) fn zone_minutes(word: &str) -> Option<i32> {
    Some(match word {
        "z" | "utc" | "gmt" | "wet" => 0,
        "bst" | "cet" | "mez" | "wat" | "west" => 60,
        "cest" | "mesz" | "eet" | "sast" => 120,
        "eest" | "msk" | "eat" => 180,
        "gst" => 240,
        "pkt" => 300,
        "wib" => 420,
        "hkt" | "sgt" | "pht" | "awst" => 480,
        "jst" | "kst" => 540,
        "aest" => 600,
        "aedt" => 660,
        "nzst" => 720,
        "nzdt" => 780,
        "brt" | "adt" => -180,
        "edt" | "ast" => -240,
        "est" | "cdt" => -300,
        "mdt" => -360,
        "mst" | "pdt" => -420,
        "pst" | "akdt" => -480,
        "hst" => -600,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn names_months_in_many_languages() {
        for (word, number) in
            [("mars", 3), ("października", 10), ("июня", 6), ("kasım", 11), ("jänner", 1), ("août", 8)]
        {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!(month("marsh"), None);
    }
}
