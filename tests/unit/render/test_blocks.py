"""Blocks that a part's template marks: whole by themselves, nothing lost between them."""

import re

import pytest

from careerprint.render.blocks import Block, split

LIST = (
    '<h1>Fruit</h1>\n<ul class="a">\n<!--block--><li>Fig</li>\n<!--block--><li>Plum<br>ripe</li>'
    "\n</ul>\n<!--block--><p>End</p>"
)


def test_what_is_open_is_closed_and_opened_again() -> None:
    """A list that is opened for the next block is that block's, and the next shares it."""
    assert split(LIST) == (
        Block("<h1>Fruit</h1>\n", 0),
        Block('<ul class="a"><li>Fig</li>\n</ul>', 0),
        Block('<ul class="a"><li>Plum<br>ripe</li>\n</ul>\n', 1),
        Block("<p>End</p>", 0),
    )


def test_a_part_without_marks_is_one_block() -> None:
    assert split("<p>One</p><p>Two</p>") == (Block("<p>One</p><p>Two</p>", 0),)


def test_two_lists_that_follow_each_other_are_two() -> None:
    html = "<ul><!--block--><li>a</li></ul><ul><!--block--><li>b</li></ul>"
    assert [block.joined for block in split(html)] == [0, 0]


def test_a_drawing_alone_is_something_and_an_empty_element_is_not() -> None:
    html = '<p>a</p><!--block--><div><svg viewBox="0 0 1 1"/></div><!--block--><div> </div>'
    assert [block.html for block in split(html)] == [
        "<p>a</p>",
        '<div><svg viewBox="0 0 1 1"/></div>',
    ]


def test_an_empty_cell_at_the_end_of_a_row_stays() -> None:
    html = "<table><!--block--><tr><td>a</td><td></td></tr><!--block--><tr><td>b</td></tr></table>"
    assert "<td>a</td><td></td></tr>" in split(html)[0].html


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_no_word_is_lost_and_every_block_is_whole(depth: int) -> None:
    items = "".join(f"<!--block--><li>w{n} <b>x{n}</b></li>" for n in range(6))
    blocks = split("<ol><li>" * depth + items + "</li></ol>" * depth)
    assert re.findall(r"w\d", "".join(block.html for block in blocks)) == [
        f"w{n}" for n in range(6)
    ]
    for block in blocks:
        for tag in ("ol", "li", "b"):
            assert block.html.count(f"<{tag}>") == block.html.count(f"</{tag}>")
    assert [block.joined for block in blocks] == [0] + [2 * depth] * 5
