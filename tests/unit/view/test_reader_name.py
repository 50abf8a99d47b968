"""The reader's name on a cover: as large as it can be, on two lines at most, or the engine's."""

import pytest

from careerprint.view.charts.geometry import label_width
from careerprint.view.reader_name import ReaderName

COVER = ReaderName(sizes_pt=(38, 32, 27, 22), room_pt=254)
NAMES = ("Ana Ejemplo", "Maximilian Muster", "Ana María Ejemplo de la Cruz")
SHORT, LONG = ("Avy Tofi", "Vaka Pfy"), ("Avy Tofi-Vakowetz y Max", "Vaka Pfyffer-Tovaly To")


@pytest.mark.parametrize(
    ("name", "lines", "size_pt"),
    [
        ("X", ("X",), 38),
        ("Ana Ejemplo", ("Ana Ejemplo",), 38),
        ("Maximilian Muster", ("Maximilian", "Muster"), 38),
        ("Ana María Ejemplo de la Cruz", ("Ana María", "Ejemplo de la Cruz"), 27),
        ("Ωmega Δelta", ("Ωmega Δelta",), 38),
        ("Ана Пример", ("Ана Пример",), 38),
        ("Nguyễn Thị Hương", ("Nguyễn", "Thị Hương"), 38),
        ("ʻAulani Kahananui", ("ʻAulani", "Kahananui"), 38),
        ("N̓ax̱wa Sample", ("N̓ax̱wa Sample",), 38),
        ("王小明", ("王小明",), 38),
        ("김민준", ("김민준",), 38),
        ("محمد علي", ("محمد علي",), 38),
        ("יעל כהן", ("יעל כהן",), 38),
        ("สมชาย ใจดี", ("สมชาย ใจดี",), 38),
        ("नेहा शर्मा", ("नेहा शर्मा",), 38),
    ],
)
def test_the_largest_size_at_which_two_lines_hold_it(
    name: str, lines: tuple[str, ...], size_pt: float
) -> None:
    found = COVER.of(name)
    assert (found.lines, found.size_pt) == (lines, size_pt)
    assert max(label_width(line, size_pt, "serif-semibold") for line in found.lines) <= 254


@pytest.mark.parametrize(
    "name",
    [
        "Maximiliane Alexandrina Hollunderbusch von und zu Musterhausen",
        "王小明" * 5,
        "محمد" + "علي" * 10,
    ],
)
def test_what_is_longer_is_broken_by_the_engine(name: str) -> None:
    found = COVER.of(name)
    assert (found.lines, found.size_pt) == ((name,), 22)


def test_nobody_has_no_lines_and_a_cover_without_sizes_has_one() -> None:
    assert COVER.of("").lines == ()
    assert ReaderName().of("Ana María Ejemplo de la Cruz").lines == (
        "Ana María Ejemplo de la Cruz",
    )


@pytest.mark.parametrize("name", NAMES)
def test_stand_ins_have_as_many_lines_and_fit_them(name: str) -> None:
    found = COVER.of(name)
    short, long = found.stand_ins(SHORT, LONG)
    assert {len(one.lines) for one in (found, short, long)} == {len(found.lines)}
    for one in (short, long):
        assert one.size_pt == found.size_pt
        assert max(label_width(x, one.size_pt, "serif-semibold") for x in one.lines) <= 254
    pairs = zip(short.lines, long.lines, strict=True)
    assert all(len(line) < len(longer) for line, longer in pairs)
