"""Names of files: safe everywhere, never the same, never outside the folder."""

import csv
import re
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerprint.batch.names import (
    LONGEST,
    LONGEST_BYTES,
    add_shared,
    key_rows,
    name_files,
    read_pattern,
    safe_name,
)
from careerprint.batch.namesakes import SharedNames, holders_of, student_hash
from careerprint.errors import UsageError
from careerprint.roster.student import Student

KEY = b"a key of the tests"


def _student(
    first: str = "Ana", last: str = "Ejemplo", row: int = 2, number: int = 1, **given: str
) -> Student:
    return Student(
        row=row,
        number=number,
        first=first,
        last=last,
        name=given.get("name", f"{first} {last}"),
        email=given.get("email", ""),
        group=given.get("group", "7b"),
        language=None,
        state=None,
        careers=("welder", "filmmaker"),
        interests="",
    )


def _paths(pattern: str, *students: Student, size: int = 0) -> list[str]:
    files = name_files(students, read_pattern(pattern), size=size or len(students), key=KEY)
    return [str(file.path) for file in files]


def test_a_pattern_is_filled_and_numbers_have_the_zeros_of_the_whole() -> None:
    pattern = "{class}/{last}-{first}-{n}-{row}-{careers}"
    assert _paths(pattern, _student(), _student("Testa", "Muster", 17, 2), size=120) == [
        "7b/Ejemplo-Ana-001-002-2.pdf",
        "7b/Muster-Testa-002-017-2.pdf",
    ]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("/etc/{n}", "starts with /"),
        ("../{n}", "lead out"),
        ("a/../{n}", "lead out"),
        ("./{n}", "lead out"),
        ("~/{n}", "lead out"),
        ("C:{n}", "file systems refuse"),
        ("{class}\\{n}", "file systems refuse"),
        ("what?{n}", "file systems refuse"),
        ("a\u202e{n}", "file systems refuse"),
        ("", "empty part"),
        ("a//{n}", "empty part"),
        ("{n", "brace"),
        ("{n:03}", "unknown field"),
        ("{surname}", "unknown field"),
        ("{}", "unknown field"),
    ],
)
def test_a_pattern_that_cannot_be(pattern: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        read_pattern(pattern)
    assert caught.value.hint


def test_an_unknown_field_is_told_which_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        read_pattern("{zzz}")
    assert caught.value.hint == "there are: first, last, name, class, n, row, id, careers"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc", "etc"),
        ("Ejemplo. ", "Ejemplo"),
        (".hidden", "hidden"),
        ("a\x00b\tc\r\nd", "a b c d"),
        ("", "unnamed"),
        (" .- ", "unnamed"),
        ("CON", "CON_"),
        ("nul.tar.gz", "nul_.tar.gz"),
        ("com¹", "com¹_"),
        ("Lpt9 .x", "Lpt9_.x"),
        ("CONNY", "CONNY"),
        ("Mari\u0301a", "Mar\u00eda"),
        ("D'Ejemplo", "D'Ejemplo"),
        ("\u202eanA\u2066 x\u2069", "anA x"),
        ("דוגמה", "דוגמה"),
        ("👩\u200d🚀 Ana", "👩\u200d🚀 Ana"),
        ("-rf", "rf"),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_missing_part_leaves_no_gap() -> None:
    assert _paths("{class}/{last}-{first}-{n}", _student("", "Ejemplo", group=" ")) == [
        "unnamed/Ejemplo-1.pdf"
    ]


def test_names_that_are_the_same_get_a_sign_of_their_own() -> None:
    same = [_student("Ana"), _student("ANA"), _student("Ａna", email="a@example.org")]
    paths = _paths("{first}", *same)
    assert paths[0] == "Ana.pdf"
    assert [bool(re.fullmatch(r"[^-]{3}-[a-z2-7]{4}\.pdf", path)) for path in paths[1:]] == [
        True
    ] * 2
    assert len({path.lower()[3:] for path in paths}) == 3
    assert _paths("{first}", *same) == paths


def test_of_students_whom_nothing_tells_apart_the_order_does() -> None:
    paths = _paths("{first}", *(_student("Ana") for _ in range(4)))
    sign = paths[1].removesuffix(".pdf")
    assert paths == ["Ana.pdf", f"{sign}.pdf", f"{sign}-2.pdf", f"{sign}-3.pdf"]


def test_folders_that_differ_in_case_are_one() -> None:
    first, second = _paths("{class}/{first}", _student(group="7b"), _student(group="7B"))
    assert (first, second.startswith("7B/Ana-")) == ("7b/Ana.pdf", True)


class _Standing:
    """What earlier runs made, as a ledger knows it."""

    def __init__(self) -> None:
        self.owners: dict[str, str] = {}

    def hashed(self, *texts: str) -> str:
        return " ".join(texts)

    def owner(self, path: str) -> str:
        return self.owners.get(path, "")

    def is_blank(self) -> bool:
        return not self.owners

    def run(self, *students: Student) -> dict[str, str]:
        """Name the files of a roster, and note whose they are; gives the names by address."""
        pattern, shared = read_pattern("{last}-{first}"), SharedNames()
        for student in students:
            add_shared(shared, student, pattern)
        holders = holders_of(students, shared, self)
        files = list(name_files(students, pattern, size=len(students), key=KEY, holders=holders))
        self.owners |= {str(file.path): student_hash(file.student, self) for file in files}
        return {file.student.email: str(file.path) for file in files}


def _named_alike(address: str, row: int) -> Student:
    return _student(row=row, email=address)


def test_who_joins_leaves_or_is_moved_renames_no_namesake() -> None:
    standing = _Standing()
    one, two, three = (_named_alike(f"{n}@example.org", n) for n in (2, 3, 4))
    assert standing.run(one) == {"2@example.org": "Ejemplo-Ana.pdf"}
    both = standing.run(two, one)  # who joins stands before
    assert both["2@example.org"] == "Ejemplo-Ana.pdf"
    assert both["3@example.org"] != "Ejemplo-Ana.pdf"
    assert standing.run(two) == {"3@example.org": both["3@example.org"]}
    all_three = standing.run(three, two, one)
    assert all_three.items() >= both.items()
    assert standing.run(one, three, two) == all_three
    del standing.owners["Ejemplo-Ana.pdf"]  # it was pruned after she had left
    assert standing.run(three, two) == {k: v for k, v in all_three.items() if k != "2@example.org"}


def test_a_corrected_address_renames_nobody() -> None:
    standing = _Standing()
    standing.run(_named_alike("wrong@example.org", 2))
    assert standing.run(_named_alike("right@example.org", 2)) == {
        "right@example.org": "Ejemplo-Ana.pdf"
    }


def test_a_long_name_does_not_push_out_the_number() -> None:
    (path,) = _paths("{last}-{first}-{n}", _student("A" * 150, "E" * 150))
    assert path.endswith("A-1.pdf")
    assert len(path) <= LONGEST


def test_nothing_is_cut_from_its_accent_or_in_two() -> None:
    family = "👩\u200d👩\u200d👧"
    (path,) = _paths("{first}", _student(family * 40))
    stem = path.removesuffix(".pdf")
    assert stem.replace(family, "") == ""
    assert len(path.encode()) <= LONGEST_BYTES


TEXT = st.text(st.characters(exclude_categories=[]), max_size=260)


@given(
    firsts=st.lists(
        st.one_of(TEXT, st.sampled_from(["con", "CON", "é", "e\u0301", "ß", "SS"])), max_size=8
    )
)
def test_any_names_are_safe_and_differ(firsts: list[str]) -> None:
    students = [_student(first, group=first[::-1]) for first in firsts]
    paths = [PurePosixPath(path) for path in _paths("{class}/{first}", *students)]
    folded = {unicodedata.normalize("NFKC", str(path)).casefold() for path in paths}
    assert len(folded) == len(students)
    for path in paths:
        assert len(path.parts) == 2
        for part in path.parts:
            assert len(part) <= LONGEST
            assert len(part.encode()) <= LONGEST_BYTES
            assert part == part.strip(" .") == unicodedata.normalize("NFC", part)
            assert not set(part) & set('/\\:*?"<>|\u202e\u2066')
            assert all(unicodedata.category(sign) != "Cc" for sign in part)
            assert part.split(".")[0].upper() not in {"CON", "NUL"}


def test_a_file_of_every_name_can_be_made(tmp_path: Path) -> None:
    students = [_student(text) for text in ("CON", "a/b", "👩\u200d🚀", "x" * 300, "é" * 300, "")]
    paths = _paths("{class}/{first}", *students)
    for path in paths:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch(exist_ok=False)
    assert len(list(tmp_path.rglob("*.pdf"))) == len(students)


def test_the_id_is_the_same_in_any_row_and_needs_its_key() -> None:
    ana = _student(email="ana@example.org")
    moved = _student(email="ana@example.org", row=99)
    other = _student(email="other@example.org")
    one, two, three = (_paths("{id}", student)[0] for student in (ana, moved, other))
    assert one == two != three
    pattern = read_pattern("{id}")
    with_other_key = next(name_files([ana], pattern, size=1, key=KEY[::-1]))
    assert str(with_other_key.path) != one
    with pytest.raises(ValueError, match="16 to 64"):
        next(name_files([ana], pattern, size=1))


def test_numbers_alone_with_the_names_in_a_key() -> None:
    students = [_student(), _student("=Testa", 'Muster, "T"', 3, 2, group="+7")]
    files = list(name_files(students, read_pattern("{n}"), size=10))
    assert [str(file.path) for file in files] == ["01.pdf", "02.pdf"]
    assert list(csv.reader(key_rows(files))) == [
        ["n", "file", "row", "name", "class"],
        ["1", "01.pdf", "2", "Ana Ejemplo", "7b"],
        ["2", "02.pdf", "3", '\'=Testa Muster, "T"', "'+7"],
    ]
