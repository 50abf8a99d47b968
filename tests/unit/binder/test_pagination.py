"""Where parts fall: every page once, sides kept, numbers without a gap."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from careerprint.binder.pagination import Extent, Numbering, Side, label, paginate

EXTENTS = st.lists(
    st.builds(
        Extent,
        pages=st.integers(0, 9),
        numbering=st.sampled_from(Numbering),
        side=st.sampled_from(Side),
    ),
    max_size=30,
)


@given(EXTENTS)
def test_parts_follow_each_other_with_a_blank_page_at_most(extents: list[Extent]) -> None:
    page = 0
    for extent, at in zip(extents, paginate(extents), strict=True):
        assert at.first == page + at.blanks
        assert at.blanks in {0, 1}
        if extent.side is Side.ANY:
            assert at.blanks == 0
        else:
            assert (at.first % 2 == 0) == (extent.side is Side.RIGHT)
        page = at.first + extent.pages


@given(EXTENTS)
def test_every_page_of_a_numbering_has_the_next_number(extents: list[Extent]) -> None:
    """Blank pages count with the part before them; those before all parts count with none."""
    numbers: defaultdict[Numbering, list[int]] = defaultdict(list)
    before = Numbering.NONE
    for extent, at in zip(extents, paginate(extents), strict=True):
        for _ in range(at.blanks):
            numbers[before].append(len(numbers[before]) + 1)
        assert at.number == len(numbers[extent.numbering]) + 1
        numbers[extent.numbering] += range(at.number, at.number + extent.pages)
        before = extent.numbering
    for counted in numbers.values():
        assert counted == list(range(1, len(counted) + 1))


@given(EXTENTS, st.integers(0, 29))
def test_what_comes_later_does_not_move_what_came_before(extents: list[Extent], cut: int) -> None:
    assert paginate(extents[:cut]) == paginate(extents)[:cut]


@given(st.integers(1, 3999))
def test_a_roman_number_can_be_read_back(number: int) -> None:
    values = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))
    digits = [values[sign] for sign in label(number, Numbering.ROMAN)]
    following = [*digits[1:], 0]
    assert sum(-n if n < after else n for n, after in zip(digits, following, strict=True)) == number


def test_pages_without_numbers_have_no_label() -> None:
    assert label(3, Numbering.NONE) == ""
