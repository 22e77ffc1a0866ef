"""Writes src/metadata/date/names.rs from Unicode CLDR. See README.md beside this file."""

import hashlib
import json
import re
import sys
import tarfile
import unicodedata
from pathlib import Path

RELEASE = "cldr-dates-full 47.0.0"
SHA256 = "b2be3ed93e4f80fad3ab2f3a461d6c995620a9bf63a5791b6c19bef7c0be0d47"
OUT = Path(__file__).resolve().parents[2] / "src/metadata/date/names.rs"

# Languages by how much of the web is written in them, roughly: where one word names two months in two languages, and the
# page does not say its own, the first has it.
LOCALES = """en ru de es fr ja pt it nl pl tr fa zh vi id cs ko uk ar el hu sv ro fi sk da he th bg lt hr sr nb sl et lv
ca hi bn ur az ka hy kk uz be mk sq bs gl eu is ms fil sw ta te ml kn mr gu pa ne si my km lo mn af ga cy mt lb fo fy
ky tg tk no nn zh-Hant sr-Latn sr-Cyrl az-Latn uz-Latn uz-Cyrl de-AT es-MX es-AR es-PE pt-PT fr-CA fr-CH it-CH nl-BE
en-GB en-AU en-CA en-IN ar-LB ar-IQ ar-DZ ar-MA ar-TN ar-EG ar-SA fa-AF ro-MD ru-UA ms-ID am so ha yo zu ps ku jv br""".split()
UNITS = ["second", "minute", "hour", "day", "week", "month", "year"]
# Words that CLDR writes as a part of a month's name and that our reader passes over.
LINKS = {"de", "d"}
MAX_WORDS = 2
# Marks that writers leave out: accents of Latin letters, hamza, the dot below of Indic letters.
MARKS = {chr(c) for c in (*range(0x300, 0x370), *range(0x653, 0x656), 0x93C, 0x9BC, 0xA3C)}


def words(text):
    """The words of a text as our lexer cuts it: runs of letters and the signs that belong to them, in lower case."""
    out, run = [], ""
    for c in unicodedata.normalize("NFC", text.lower()).replace("\u0307", "") + " ":
        if unicodedata.category(c)[0] in "LM":
            run += c
        elif run:
            out.append(run)
            run = ""
    return out


def plain(word):
    """As written without accents, hamzas and dots below: "fevrier", "اكتوبر"."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in MARKS))


def months(data):
    """(words, month) for each spelling of each month."""
    names = data["calendars"]["gregorian"]["months"]
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names[form][width].items():
                parts = words(name)
                while len(parts) > 1 and parts[0] in LINKS:
                    parts.pop(0)
                # "1月", "tháng 1": the reader knows these forms.
                if not any(c.isnumeric() or c == "月" for c in name) and 0 < len(parts) <= MAX_WORDS:
                    yield tuple(parts), int(number)
                    yield tuple(plain(part) for part in parts), int(number)


def meridiem(data):
    """(word, afternoon) of the halves of the day."""
    periods = data["calendars"]["gregorian"]["dayPeriods"]["format"]
    for width in ("wide", "abbreviated"):
        for half in ("am", "pm"):
            parts = words(periods[width].get(half, ""))
            # Short ones mean other things too: "de", "to", "ch".
            if len(parts) == 1 and (parts[0] in ("am", "pm") or not parts[0].isascii() or len(parts[0]) > 2):
                yield parts[0], half == "pm"


def past(data):
    """(before, after, unit, count) of how the past is told; a count of 0 stands for the number between the two."""

    def clean(text):
        return " ".join(re.sub("[\u200b-\u200f]", "", unicodedata.normalize("NFC", text.lower())).split())

    for unit in UNITS:
        for width in ("", "-short"):
            field = data["fields"][unit + width]
            for key, pattern in field.get("relativeTime-type-past", {}).items():
                before, number, after = clean(pattern).partition("{0}")
                if number and (before.strip() + after.strip()).strip("-"):
                    yield before.strip(), after.strip(), unit, 0
                elif not number:
                    count = {"zero": None, "one": 1, "two": 2}.get(key.rsplit("-", 1)[1])
                    if count:
                        yield clean(pattern), "", unit, count
    for days in (1, 2):
        word = data["fields"]["day"].get(f"relative-type--{days}")
        if word:
            yield clean(word), "", "day", days


def generate(archive):
    def load(locale, name, key):
        member = archive.extractfile(f"package/main/{locale}/{name}.json")
        return json.load(member)["main"][locale]["dates"][key]

    month_names, halves, pasts = {}, {}, {}
    for locale in LOCALES:
        data = {"calendars": load(locale, "ca-gregorian", "calendars"), "fields": load(locale, "dateFields", "fields")}
        language = locale.split("-")[0]
        for name, month in months(data):
            langs = month_names.setdefault(name, {}).setdefault(month, [])
            if language not in langs:
                langs.append(language)
        for word, afternoon in meridiem(data):
            halves.setdefault(word, set()).add(afternoon)
        known = pasts.setdefault(language, [])
        known.extend(p for p in past(data) if p not in known)

    lines = [
        f"//! Words of dates. Written by `examples/locale/generate.py` from {RELEASE} (Unicode CLDR,",
        "//! Unicode-3.0 licence); do not edit.",
        "",
        "use super::relative::{Past, Unit};",
        "",
        "/// Month names in lower case, sorted: one or two words, the month, and the languages that mean this one if others mean",
        "/// another. Rows of one name stand together, the bigger language first.",
        "#[rustfmt::skip]",
        "pub(super) static MONTHS: &[(&str, &str, u8, &str)] = &[",
    ]
    for name in sorted(month_names):
        meanings = month_names[name]
        for month, langs in meanings.items():
            first, second = (name + ("",))[:2]
            told = " ".join(langs) if len(meanings) > 1 else ""
            lines.append(f'    ("{first}", "{second}", {month}, "{told}"),')
    lines += [
        "];",
        "",
        "/// Words for the halves of the day, sorted, and whether they mean the second.",
        "#[rustfmt::skip]",
        "pub(super) static HALVES: &[(&str, bool)] = &[",
    ]
    for word in sorted(halves):
        if len(halves[word]) == 1:
            lines.append(f'    ("{word}", {str(next(iter(halves[word]))).lower()}),')
    lines += [
        "];",
        "",
        "/// How languages tell the past, by primary language, sorted.",
        "#[rustfmt::skip]",
        "pub(super) static PASTS: &[(&str, &[Past])] = &[",
    ]
    for language in sorted(pasts):
        # The longest first: "hours" is not to be read as "h".
        rows = sorted(pasts[language], key=lambda p: (-len(p[0]) - len(p[1]), p))
        lines.append(f'    ("{language}", &[')
        for before, after, unit, count in rows:
            lines.append(f'        Past {{ before: "{before}", after: "{after}", unit: Unit::{unit.title()}, count: {count} }},')
        lines.append("    ]),")
    lines += ["];", ""]
    return "\n".join(lines)


def main():
    check = "--check" in sys.argv
    path = Path([a for a in sys.argv[1:] if not a.startswith("--")][0])
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        sys.exit(f"{path} is not {RELEASE}: {found}")
    with tarfile.open(path) as archive:
        text = generate(archive)
    assert not re.search(r"[\\\x00-\x09\x0b-\x1f\u200b\u200e\u200f\u202a-\u202e]", text)
    if check:
        sys.exit(None if OUT.read_text(encoding="utf-8") == text else f"{OUT} is out of date")
    OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
