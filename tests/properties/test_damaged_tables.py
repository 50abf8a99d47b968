"""Damaged tables of ten kinds: each is read, or refused in words; none is a fault of ours.

The damage is drawn with a fixed seed. All persons are made up.
"""

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from tests.releases import ep_workbook, oews_workbook, onet_release
from tests.rosters import whole_roster

from careerprint.errors import CareerprintError, InputError
from careerprint.figures.importing import read_release
from careerprint.profile.career_names import CareerNames
from careerprint.roster.roster import read_roster

SEED: Final = 20_260_701
TITLES = {"chef": ("Chef",), "welder": ("Welder",)}
SIGNS: Final = (b'"', b"=", b"\0", b"\xff", b"\r", b"<", b"&", b"]]>", b"_xD800_", b"-1", b"1e999")


def _chance(kind: int = 0) -> random.Random:
    return random.Random(SEED + kind)  # noqa: S311 - the same every time


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _blanked(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = chance.choice((4, 64, 512))
    return content[:start] + bytes(length) + content[start + length :]


def _sprinkled(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 2, 20))):
        at = chance.randrange(len(content))
        content = content[:at] + chance.choice(SIGNS) + content[at:]
    return content


def _moved(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[second:] + content[first:second] + content[:first]


def _numbered(content: bytes, chance: random.Random) -> bytes:
    """Give other digits: indexes, references and numbers that lead nowhere."""
    digits = [at for at, sign in enumerate(content) if 0x30 <= sign <= 0x39]
    changed = bytearray(content)
    for at in chance.sample(digits, min(len(digits), chance.choice((1, 5, 50)))):
        changed[at : at + 1] = chance.choice((b"9", b"0", b"-7", b"99999999999", b"x", b""))
    return bytes(changed)


WHOLE: Final = (_cut, _flipped, _blanked, _sprinkled, _moved)


def _in_part(damage: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    """Give a damage that leaves the archive whole and is within one of its parts."""

    def damaged(content: bytes, chance: random.Random) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
            hit = chance.choice([name for name in old.namelist() if name.endswith(("ml", "rels"))])
            for name in old.namelist():
                part = old.read(name)
                if name != hit:
                    new.writestr(name, part)
                elif damage is not _moved or chance.random() < 0.5:
                    new.writestr(name, damage(part, chance))
        return packed.getvalue()

    return damaged


IN_PARTS: Final = tuple(_in_part(one) for one in (_cut, _sprinkled, _numbered, _flipped, _moved))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "roster.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Student ID", "Name", "Class", "Careers"])
    for number in range(40):
        sheet.append([number, f"Ana Ejemplo {number}", 7.5, "chef"])
    sheet.append([1, '=HYPERLINK("x","Ben Sample")', "7A", '="welder"'])
    sheet.merge_cells("C3:C6")
    sheet["A2"].number_format = "00000"
    sheet["A3"].number_format = "yyyy-mm-dd"
    book.save(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def text() -> bytes:
    lines = [f'{n:05},"Ejemplo, José {n}",7A,"chef\nwelder"' for n in range(40)]
    return "\r\n".join(["Student ID,Name,Class,Careers", *lines]).encode()


def _is_read(path: Path) -> bool:
    """Whether a roster gives rows or findings, and not the fault that refuses it."""
    try:
        whole_roster(read_roster(path, names=CareerNames(TITLES)))
    except InputError:
        return False
    return True


@pytest.mark.parametrize("kind", range(10))
def test_a_damaged_workbook_is_read_or_refused_in_words(
    kind: int, workbook: bytes, tmp_path: Path
) -> None:
    damage, chance = (*WHOLE, *IN_PARTS)[kind], _chance(kind)
    path = tmp_path / "roster.xlsx"
    read = 0
    for _ in range(35):
        path.write_bytes(damage(workbook, chance))
        read += _is_read(path)
    assert read < 35, "no damage was noticed: the test does not damage anything"


@pytest.mark.parametrize("damage", [*WHOLE, _numbered])
def test_a_damaged_text_is_read_or_refused_in_words(
    damage: Callable[[bytes, random.Random], bytes], text: bytes, tmp_path: Path
) -> None:
    chance = _chance()
    path = tmp_path / "roster.csv"
    for number in range(25):
        content = damage(text.decode().encode(("utf-8", "cp1252", "utf-16")[number % 3]), chance)
        path.write_bytes(content)
        _is_read(path)


def test_damaged_figures_are_read_or_refused_in_words(tmp_path: Path) -> None:
    """Some of what a person might import, in every kind of damage."""
    oews = oews_workbook(tmp_path / "a_M2026.xlsx", "oews-2025-05-national.csv", "a_M2026", 20)
    projections = ep_workbook(tmp_path / "occupation.xlsx")
    onet = tmp_path / "db_30_1_text.zip"
    with zipfile.ZipFile(onet, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in onet_release(tmp_path / "db_30_1_text").iterdir():
            packed.writestr(file.name, b"\n".join(file.read_bytes().split(b"\n")[:30]))
    chance = _chance()
    for whole in (oews, onet, projections):
        kinds = WHOLE if whole is onet else (*WHOLE, *IN_PARTS)
        content, times = whole.read_bytes(), 1 if whole is projections else 6
        for damage in kinds * times:
            whole.write_bytes(damage(content, chance))
            with suppress(CareerprintError):
                read_release(whole, "30.1" if whole is onet else None)


def test_damaged_rows_of_figures_are_refused_in_words(tmp_path: Path) -> None:
    """The text files of O*NET with their letters changed, outside of an archive."""
    folder = onet_release(tmp_path / "db_30_1_text")
    files = {file: b"\n".join(file.read_bytes().split(b"\n")[:15]) for file in folder.iterdir()}
    chance = _chance()
    for damage in (*WHOLE, _numbered) * 8:
        hit = chance.choice(sorted(files))
        for file, content in files.items():
            file.write_bytes(damage(content, chance) if file == hit else content)
        with suppress(CareerprintError):
            read_release(folder)
