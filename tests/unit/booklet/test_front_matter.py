"""Parts made up of blocks that stand look, read and say what the engine's own would."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageChops
from tests.conformance import assert_conforms
from tests.conftest import CAREERS
from tests.editions import TWELVE, careers, press
from tests.pdf_text import painted
from tests.structure import Tree

from careerprint.binder.makeready import MadeUp
from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.edition import Edition
from careerprint.booklet.forms import find_forms
from careerprint.booklet.front_matter import FrontMatter
from careerprint.booklet.maker import BookletMaker, Copy
from careerprint.booklet.makeup import make_up
from careerprint.errors import FitError
from careerprint.profile.library import Career, Library
from careerprint.render.pdf import Typesetter
from careerprint.resources import shipped
from careerprint.sections.sections import Sections
from careerprint.sections.store import _MAGIC, default_folder
from careerprint.settings import Ink, Language, Paper, Variant
from careerprint.view.booklet_page import Cover

FOLDERS = (shipped("layouts"),)
LIBRARY = Library((CAREERS,))
PARTS = ("cover", "contents", "comparison", "careers", "sources")
CHOICES = (("chef", "welder", "paralegal"), ("music-producer", "farmer", "chef", "electrician"))
VARIANTS = (
    Variant(),
    Variant(paper=Paper.A4, ink=Ink.COPIER),
    Variant(languages=(Language.SPANISH,)),
    Variant(state="OH"),
)
NAMES = (
    "Ana Ejemplo",
    "Torvald Ávila y Tovar-Fiore",
    "Łucja Żółć",
    "A. V. To",
    "O’Testa, Müñoz",
    'Pat O\'Testa "Q"',
    "X",
    "Avy Tofi",
    "<b>&amp; %d",
)


def _press(variant: Variant = VARIANTS[0], folders: tuple[Path, ...] = FOLDERS) -> BookletMaker:
    file = BookletFile(title="Careers to look at", parts=PARTS, layout="one-pager")
    sections = Sections(lambda: Typesetter(roots=folders), default_folder())
    forms = find_forms(file, folders, variant.paper)
    return BookletMaker(file, variant, sections, forms, Cover(title=file.title))


def _careers(*names: str) -> tuple[Career, ...]:
    return tuple(LIBRARY.career(LIBRARY.find(name, Path())) for name in names)


def _made(press: BookletMaker, name: str, *careers: str) -> bytes:
    (bound,) = press.make([Copy(careers=_careers(*careers), recipient=name)])
    return bound.pdf


def _pictures(pdf: bytes) -> list[Image.Image]:
    with pymupdf.open(stream=pdf) as document:
        maps = [page.get_pixmap(dpi=72) for page in document]
        return [Image.frombytes("RGB", (one.width, one.height), one.samples) for one in maps]


def _farthest(one: bytes, other: bytes) -> int:
    """Give how far the colours of two PDFs' pages are apart at most, from 0 to 255."""
    pairs = list(zip(_pictures(one), _pictures(other), strict=True))
    return max(max(ImageChops.difference(a, b).tobytes()) for a, b in pairs)


def _by_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no part made up."""
    monkeypatch.setattr(FrontMatter, "_made_up", lambda *_: None)


@pytest.mark.parametrize(
    ("variant", "choice"),
    [(variant, CHOICES[1]) for variant in VARIANTS] + [(VARIANTS[0], CHOICES[0])],
)
def test_a_made_up_part_is_what_the_engine_sets(
    variant: Variant, choice: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same picture, the same words in the same order, the same elements."""
    made = _made(_press(variant), "Ana Ejemplo", *choice)
    _by_engine(monkeypatch)
    whole = _made(_press(variant), "Ana Ejemplo", *choice)
    if variant.ink is Ink.COLOR:  # where a copier's hatch begins in a bar is another matter
        assert _farthest(made, whole) <= 12  # a hairline of one pixel, hardly lighter
    assert painted(made) == painted(whole)
    with pymupdf.open(stream=made) as one, pymupdf.open(stream=whole) as other:
        for page, twin in zip(one, other, strict=True):
            assert page.get_text() == twin.get_text()
            assert _link_boxes(page) == _link_boxes(twin)
    assert _roles(made) == _roles(whole)


def _link_boxes(page: pymupdf.Page) -> list[list[float]]:
    return [[round(x, 1) for x in link["from"]] for link in page.get_links()]


def _roles(pdf: bytes) -> list[tuple[int, str]]:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tree = Tree(opened)
        assert tree.faults == []
        lines = [line for top in tree.tops for line in top.flat()]
    return [(depth, role) for depth, role, _ in lines]


def test_all_of_these_parts_are_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the others here would compare the engine with itself."""
    names = []

    def noted(blocks: object, *, name: str, language: str, below: bytes) -> MadeUp:
        names.append(name)
        return make_up(blocks, name=name, language=language, below=below)  # type: ignore[arg-type]

    monkeypatch.setattr("careerprint.booklet.front_matter.make_up", noted)
    _made(_press(), "Ana Ejemplo", *CHOICES[1])
    assert names == [f"the part '{name}'" for name in PARTS if name != "careers"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_filled_in_is_what_the_engine_sets(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = _press()
    _made(press, "Ana Muster", "chef", "welder")
    with monkeypatch.context() as patched:
        patched.setattr(FrontMatter, "_typeset", lambda *_: pytest.fail("the engine was asked"))
        made = _made(press, name, "chef", "welder")
    if len(name) > 1 and name != "Avy Tofi":  # which is the one that blocks are tried with
        assert not any(name in html for part, html in press._fronts._standing)
    _by_engine(monkeypatch)
    whole = _made(_press(), name, "chef", "welder")
    assert _farthest(made, whole) <= 40  # glyphs a hundredth of a point beside
    assert painted(made) == painted(whole)
    with pymupdf.open(stream=made) as document:
        assert f"Made for {name}" in document[0].get_text()


@pytest.mark.parametrize(
    "name",
    ["Maximiliane Alexandrina Hollunderbusch von und zu Musterhausen", "Ωmega Δelta", "Жанна"],
)
def test_a_name_that_is_longer_or_in_other_letters_is_the_engines(name: str) -> None:
    """It is whole, its letters are in no other reader's file, and it is not kept."""
    press = _press()
    copies = [Copy(careers=_careers("chef", "welder"), recipient=n) for n in ("Ana", name, "Ben")]
    ana, own, ben = (bound.pdf for bound in press.make(copies))
    with pymupdf.open(stream=own) as document:
        assert (
            " ".join(document[0].get_text().split("\n")[1:])
            .replace("Made for ", "")
            .startswith(name)
        )
    assert ana == _made(_press(), "Ana", "chef", "welder")
    assert ben == _made(_press(), "Ben", "chef", "welder")
    kept = repr([*press._fronts._standing, *press._fronts._kept, *press._fronts._blanks])
    assert name not in kept
    assert "Ana" not in kept


def test_a_booklet_of_nobody_s_is_nobody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cover is kept, and says for nobody that it was made."""
    press = _press()
    first = _made(press, "Ana Ejemplo", "chef")
    bare = _made(press, "", "chef")
    with pymupdf.open(stream=bare) as document:
        assert "Made for" not in document[0].get_text()
    monkeypatch.setattr(FrontMatter, "_typeset", lambda *_: pytest.fail("the engine was asked"))
    assert _made(press, "", "chef") == bare
    assert _made(press, "Ana Ejemplo", "chef") == first


def test_a_readers_name_is_not_kept(tmp_path: Path) -> None:
    """Nor is what a template makes of it: in capitals, or its first letter alone."""
    folder = tmp_path / "layouts"
    (folder / "_booklet").mkdir(parents=True)
    cover = folder / "_booklet" / "cover.html.j2"
    cover.write_text(
        "<h1>{{ page.title }}</h1><!--block--><p>{{ page.recipient | upper }}</p>"
        "<!--block--><p>{{ page.recipient[0] }}!</p>"
    )
    folders = (folder, *FOLDERS)
    press = _press(folders=folders)
    copies = [Copy(careers=_careers("chef"), recipient=name) for name in ("Quentin", "Zora")]
    for bound, name in zip(press.make(copies), ("QUENTIN", "ZORA"), strict=True):
        with pymupdf.open(stream=bound.pdf) as document:
            assert document[0].get_text().split()[-2:] == [name, f"{name[0]}!"]
    kept = repr([*press._fronts._standing, *press._fronts._kept])
    assert "QUENTIN" not in kept
    assert "ZORA" not in kept


def test_a_long_word_on_the_cover_is_broken_or_refused_with_its_part(tmp_path: Path) -> None:
    run = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt"
    made = _made(_press(), f"Ana {run}", "chef")
    with pymupdf.open(stream=made) as document:
        assert run in "".join(document[0].get_text().split())
        assert max(word[2] for word in document[0].get_text("words")) <= 612 - 54
    (tmp_path / "_booklet").mkdir()
    (tmp_path / "_booklet" / "cover.html.j2").write_text(
        '<h1 style="white-space:nowrap">{{ page.recipient }}</h1>'
    )
    with pytest.raises(FitError) as caught:
        _made(_press(folders=(tmp_path, *FOLDERS)), f"Ana {run}", "chef")
    assert "mm in the booklet's part 'cover'" in caught.value.message
    assert run not in caught.value.message + caught.value.hint


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_line_begins_where_its_alignment_has_it(
    align: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "layouts"
    (folder / "_booklet").mkdir(parents=True)
    (folder / "_booklet" / "cover.html.j2").write_text(
        "<h1>{{ page.title }}</h1>"
        f'<!--block--><p style="text-align:{align};font-weight:700">{{{{ page.recipient }}}}</p>'
    )
    folders = (folder, *FOLDERS)
    press = _press(folders=folders)
    made = _made(press, "Ana Ejemplo", "chef")
    assert any(press._fronts._blanks.values())
    _by_engine(monkeypatch)
    assert _farthest(made, _made(_press(folders=folders), "Ana Ejemplo", "chef")) <= 40


def test_what_does_not_fit_a_page_is_set_as_a_whole() -> None:
    """No row of it is lost."""
    names = tuple(path.stem for path in LIBRARY.paths[:29])
    with pymupdf.open(stream=_made(_press(), "Ana", *names)) as document:
        said = " ".join(" ".join(page.get_text().split()) for page in list(document)[:7])
    for career in _careers(*names):
        assert said.count(career.profile.title) >= 2  # contents and side by side


def test_another_grouping_gives_the_same_bytes() -> None:
    pairs = [("chef", "welder"), ("farmer", "chef"), ("paralegal", "welder"), ("chef", "farmer")]
    copies = [
        Copy(careers=_careers(*pair), recipient=f"Muster {n}") for n, pair in enumerate(pairs)
    ]
    together = [bound.pdf for bound in _press().make(copies)]
    press = _press()
    alone = [next(iter(press.make([copy]))).pdf for copy in reversed(copies)]
    assert together == alone[::-1]
    assert len(set(together)) == len(copies)


def test_eight_careers_stand_side_by_side_on_one_page() -> None:
    """Each with its name once, its pay at its bar, its week, down to the foot of the page."""
    names = (*CHOICES[0], *CHOICES[1][:2], "registered-nurse", "physical-therapist", "welder")
    eight = tuple(dict.fromkeys((*names, "truck-driver", "accountant")))[:8]
    press = _press()
    with pymupdf.open(stream=_made(press, "", *eight)) as document:
        pages = [page for page in document if "Where the hours go" in page.get_text()]
        (page,) = pages
        text = page.get_text()
        foot = max(word[3] for word in page.get_text("words") if word[3] < 750)
    for career in _careers(*eight):
        assert text.count(career.profile.title) == 1
        first = career.profile.work.time_split
        assert max(first, key=lambda share: share.percent).activity in text
    assert text.count(" to $") == 8
    assert 560 < foot < 740


def test_an_owner_is_in_the_metadata_alone() -> None:
    copy = Copy(careers=_careers("chef"), recipient="Ana", owner="abc")
    (one,) = _press().make([copy])
    (other,) = _press().make([replace(copy, owner="xyz")])
    assert len(one.pdf) == len(other.pdf)
    assert b"abc" in one.pdf
    assert b"abc" not in other.pdf


def test_blocks_are_read_from_the_cache_and_damaged_ones_set_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREERPRINT_CACHE", str(tmp_path))
    first = _made(_press(), "Ana Ejemplo", "chef", "welder")
    kept = sorted(tmp_path.rglob("*.section"))
    blocks = [path for path in kept if b'"room_pt"' in path.read_bytes()]
    assert len(blocks) > 10

    def fail(*_: object) -> None:
        raise AssertionError("the engine was asked")

    with monkeypatch.context() as patched:
        patched.setattr(FrontMatter, "_typeset", fail)
        press = _press()
        assert _made(press, "Ana Ejemplo", "chef", "welder") == first
    for path in blocks[::2]:
        path.write_bytes(path.read_bytes()[:-7] + b"_______")
    assert _made(_press(), "Ana Ejemplo", "chef", "welder") == first
    for path in blocks[1::2]:  # whole, but not what is expected there
        body = b'{"content": 3}'
        path.write_bytes(_MAGIC + hashlib.sha256(body).digest() + body)
    assert _made(_press(), "Ana Ejemplo", "chef", "welder") == first


POCKET_NAMES = (
    "Ana Ejemplo",
    "Maximilian Muster",
    "Ana María Ejemplo de la Cruz",
    "O’Testa, Müñoz",
    "<b>&amp; %d",
)
_MORE = ((1, Ink.COPIER), (4, Ink.COLOR), (12, Ink.COPIER))
LONG_NAME = "Maximiliane Alexandrina Hollunderbusch von und zu Musterhausen"


def _pocket(name: str, *names: str, ink: Ink = Ink.COLOR) -> bytes:
    (bound,) = press(Edition.POCKET, ink=ink).make([Copy(careers=careers(names), recipient=name)])
    return bound.pdf


@pytest.mark.parametrize(
    ("count", "ink"),
    [
        (1, Ink.COLOR),
        (4, Ink.COPIER),
        (12, Ink.COLOR),
        *(pytest.param(*case, marks=pytest.mark.prove) for case in _MORE),
    ],
)
def test_a_made_up_part_of_an_edition_is_what_the_engine_sets(
    count: int, ink: Ink, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its cloth and label too, which are painted below."""
    made = _pocket("Ana Ejemplo", *TWELVE[:count], ink=ink)
    _by_engine(monkeypatch)
    whole = _pocket("Ana Ejemplo", *TWELVE[:count], ink=ink)
    assert painted(made) == painted(whole)
    if ink is Ink.COLOR:
        assert _unlike(made, whole) <= 0.002
    for pdf in (made, whole):
        assert_conforms(pdf, tmp_path)


def _unlike(one: bytes, other: bytes) -> float:
    """Give the greatest share of a page whose colours are plainly others."""
    return max(
        sum(n > 60 for n in ImageChops.difference(a, b).convert("L").tobytes()) / a.width / a.height
        for a, b in zip(_pictures(one), _pictures(other), strict=True)
    )


def test_all_parts_of_the_pocket_edition_are_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    names = []

    def noted(blocks: object, *, name: str, language: str, below: bytes) -> MadeUp:
        names.append(name)
        return make_up(blocks, name=name, language=language, below=below)  # type: ignore[arg-type]

    monkeypatch.setattr("careerprint.booklet.front_matter.make_up", noted)
    _pocket("Ana Ejemplo", *TWELVE[:4])
    parts = ("cover", "comparison", "take-away", "back-cover")
    assert names == [f"the part '{name}'" for name in parts]


@pytest.mark.parametrize("name", POCKET_NAMES)
def test_a_name_of_one_line_or_two_is_filled_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = press(Edition.POCKET)
    chosen = careers(TWELVE[:2])
    list(own.make([Copy(careers=chosen, recipient=one) for one in (*POCKET_NAMES, "Ben Muster")]))
    with monkeypatch.context() as patched:
        patched.setattr(FrontMatter, "_typeset", lambda *_: pytest.fail("the engine was asked"))
        made = next(iter(own.make([Copy(careers=chosen, recipient=name)]))).pdf
    assert not any(name.split(maxsplit=1)[0] in html for part, html in own._fronts._standing)
    _by_engine(monkeypatch)
    whole = _pocket(name, *TWELVE[:2])
    assert painted(made) == painted(whole)
    assert _unlike(made, whole) <= 0.002
    with pymupdf.open(stream=made) as document:
        assert name in " ".join(document[0].get_text().split())


def test_a_name_of_sixty_letters_is_whole_on_the_label_and_not_kept() -> None:
    own = press(Edition.POCKET)
    chosen = careers(TWELVE)
    (bound,) = own.make([Copy(careers=chosen, recipient=LONG_NAME)])
    with pymupdf.open(stream=bound.pdf) as document:
        cover = document[0]
        assert LONG_NAME in " ".join(cover.get_text().split())
        words = cover.get_text("words")
        assert max(word[2] for word in words) <= cover.rect.width - 44 - 7
        assert max(word[3] for word in words) <= cover.rect.height - 20
    kept = repr([*own._fronts._standing, *own._fronts._kept, *own._fronts._blanks])
    assert "Hollunderbusch" not in kept


def test_two_readers_with_other_careers_have_other_cloths() -> None:
    own = press(Edition.POCKET)
    copies = [
        Copy(careers=careers(TWELVE[start : start + 4]), recipient="Ana Ejemplo")
        for start in (0, 4)
    ]
    one, other = (_pictures(bound.pdf)[0] for bound in own.make(copies))
    outside = (0, 500, one.width, one.height)  # below the label
    difference = ImageChops.difference(one.crop(outside), other.crop(outside))
    unlike = sum(
        max(pixel) > 40 for pixel in zip(*(c.tobytes() for c in difference.split()), strict=True)
    )
    assert unlike > 0.5 * difference.width * difference.height
