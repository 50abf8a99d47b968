"""Which letters can be set, in which face, and what is said of those that cannot."""

from pathlib import Path

import pytest
import uharfbuzz
from babel.numbers import get_currency_symbol, list_currencies

from careerprint.errors import UsageError
from careerprint.render.scripts import spelled
from careerprint.typefaces import letters
from careerprint.typefaces.faces import FALLBACKS, WEIGHTS, static_font
from careerprint.typefaces.letters import (
    Spoken,
    mend,
    missing_characters,
    runs,
    spoken,
    without_missing,
)

FAMILIES = {
    "王小明": "Noto Sans SC",
    "陳大文": "Noto Sans TC",
    "田中さくら": "Noto Sans JP",
    "渋沢": "Noto Sans JP",
    "김민준": "Noto Sans KR",
    "محمد علي": "IBM Plex Sans Arabic",
    "پروین": "IBM Plex Sans Arabic",
    "יעל כהן": "Noto Sans Hebrew",
    "สมชาย ใจดี": "Noto Sans Thai",
    "ລາວ": "Noto Sans Lao",
    "ភូមិ សុខា": "Noto Sans Khmer",
    "မောင်": "Noto Sans Myanmar",
    "नेहा शर्मा": "Noto Sans Devanagari",
    "রহিম": "Noto Sans Bengali",
    "தமிழ் செல்வன்": "Noto Sans Tamil",
    "రాము": "Noto Sans Telugu",
    "አበበ ቢቂላ": "Noto Sans Ethiopic",
    "N̓ax̱wa": "Source Sans",
}


@pytest.mark.parametrize(("name", "family"), FAMILIES.items())
def test_a_name_is_one_run_of_one_face_and_lacks_nothing(name: str, family: str) -> None:
    (run,) = runs(name)
    assert (run.text, run.families) == (name, (family,))
    assert missing_characters(name) == ""


@pytest.mark.parametrize(
    "name", ["Ana Ejemplo", "Zoë", "Nguyễn Thị Hương", "ʻAulani", "Ελένη", "Пётр"]
)
def test_what_the_typefaces_have_is_left_to_the_layout(name: str) -> None:
    assert [run.families for run in runs(name)] == [()]


def test_right_to_left_is_one_run_with_all_that_is_inside() -> None:
    before, name, after = runs("Made for محمد (Mo) علي, yes")
    assert (before.text, after.text) == ("Made for ", ", yes")
    assert (name.text, name.is_rtl, name.language) == ("محمد (Mo) علي", True, "ar")
    assert name.families == ("IBM Plex Sans Arabic", "Source Sans")


def test_the_runs_of_a_text_are_the_text() -> None:
    text = "".join((*FAMILIES, "\u200b x 🦄 \u0301", "ﷺ\u0000"))
    assert "".join(run.text for run in runs(text)) == text


def test_every_fallback_is_there_at_each_weight_and_has_no_axes() -> None:
    for fallback in FALLBACKS:
        for weight in WEIGHTS:
            face = uharfbuzz.Face(uharfbuzz.Blob(static_font(fallback.family, weight)))
            assert not face.has_var_data, fallback.family
            assert face.glyph_count > 100


def test_what_no_face_has_is_named_once_and_left_out_only_when_asked() -> None:
    assert missing_characters("Zoë 🦄🦄 ಕ") == "🦄ಕ"
    assert without_missing("Zoë 🦄 Ejemplo") == "Zoë Ejemplo"
    assert without_missing("Zoë  Ejemplo") == "Zoë  Ejemplo"


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    without = tuple(one for one in FALLBACKS if not one.extra)
    absent = tuple(
        type(one)(family=one.family, package="not_installed", file=one.file, extra=one.extra)
        for one in FALLBACKS
        if one.extra
    )
    monkeypatch.setattr(letters, "FALLBACKS", (*without, *absent))
    letters._is_covered.cache_clear()
    assert missing_characters("王") == "王"
    assert "careerprint[cjk]" in mend("王")
    assert "fonts/" in mend("🦄")
    letters._is_covered.cache_clear()


def test_a_font_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(b"no font")
    with pytest.raises(UsageError, match="cannot be read as a font"):
        missing_characters("王", (file,))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Ana", Spoken.BY_GLYPHS),
        ("王小明", Spoken.BY_GLYPHS),
        ("محمد علي", Spoken.REVERSED),
        ("יעל כהן", Spoken.REVERSED),
        ("מֹשֶׁה", Spoken.BESIDE),
        ("محمد Mo", Spoken.BESIDE),
        ("नेहा", Spoken.BESIDE),
        ("ใจดี", Spoken.BESIDE),
        ("N̓ax̱wa", Spoken.BESIDE),
    ],
)
def test_how_glyphs_say_a_text(text: str, how: Spoken) -> None:
    assert spoken(text) is how


HAN = '<span style="font-family:\'Noto Sans SC\'" lang="zh-Hans">王</span>'


def test_html_of_common_letters_comes_back_as_it_is() -> None:
    html = "<p title='x > y'>Ana &amp; “Zoë” – 5 €</p>\n"
    assert spelled(html) == (html, frozenset())


def test_runs_are_marked_in_text_only() -> None:
    html, families = spelled(
        '<title>王</title><style>p::before{content:"王"}</style><!-- 王 -->'
        '<p title="王>">A &lt;王&gt; ב</p>'
    )
    assert families == {"Noto Sans SC", "Noto Sans Hebrew"}
    assert html == (
        '<title>王</title><style>p::before{content:"王"}</style><!-- 王 -->'
        '<p title="王>">A &lt;<span style="font-family:\'Noto Sans SC\'" lang="zh-Hans">王</span>'
        '&gt; <span style="font-family:\'Noto Sans Hebrew\'" lang="he" dir="rtl">ב</span></p>'
    )


def test_a_label_of_a_drawing_gets_the_family() -> None:
    html, families = spelled('<svg font-family="x"><title>王</title><text x="1">王</text></svg>王')
    assert families == {"Noto Sans SC"}
    assert '<text x="1" font-family="Source Sans,Noto Sans SC">王</text>' in html
    assert "<title>王</title>" in html
    assert html.endswith(
        '</svg><span style="font-family:\'Noto Sans SC\'" lang="zh-Hans">王</span>'
    )


def test_every_currency_has_a_sign_that_can_be_printed() -> None:
    signs = {get_currency_symbol(currency, "en_US") for currency in list_currencies()}
    assert missing_characters("".join(sorted(signs))) == ""


def test_signs_that_turn_or_hide_what_follows_are_no_letters() -> None:
    assert missing_characters("a\u202eb\u2066c\x07") == "\u202e\u2066\x07"
    assert missing_characters("Ana\x07") == "\x07"
