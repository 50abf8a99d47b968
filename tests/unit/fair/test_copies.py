"""How many copies a fair takes: sums that anybody can follow."""

import pytest

from careerprint.fair.copies import card_sheets, guides, shared, stack


@pytest.mark.parametrize(
    ("visitors", "careers", "taken", "spare", "expected"),
    [
        (600, 40, 5, 10, 90),  # 600 x 5 / 40 = 75, and a tenth more is 82.5
        (600, 29, 5, 10, 120),  # 103.4, 113.8
        (600, 3, 5, 10, 660),  # there are but three to take: one of each for everybody
        (600, 40, 5, 0, 80),
        (10_000, 200, 5, 10, 280),  # 250, 275
        (1, 1, 5, 10, 10),  # a stack is never less
        (50, 1, 1, 0, 50),
        (300, 30, 3, 0, 30),  # what is a round number already stays
    ],
)
def test_a_stack(visitors: int, careers: int, taken: int, spare: int, expected: int) -> None:
    assert stack(visitors, careers, taken, spare) == expected


def test_guides_are_for_everybody_and_divided_by_language() -> None:
    assert guides(600, 10, 1, 25) == (660,)
    assert guides(600, 10, 2, 25) == (500, 170)  # 495 and 165
    assert guides(600, 10, 2, 0) == (660, 0)
    assert shared(100, [75, 25]) == (80, 30)
    assert shared(0, [75, 25]) == (0, 0)


@pytest.mark.parametrize(
    ("careers", "up", "expected"),
    [(1, 4, 10), (2, 4, 20), (3, 4, 40), (4, 4, 40), (1, 8, 5), (3, 8, 20), (5, 8, 40)],
)
def test_sheets_of_cards_hold_forty_of_each(careers: int, up: int, expected: int) -> None:
    assert card_sheets(40, careers, up) == expected
