"""Unbroken runs: a line that would leave its column is broken where it can be, between letters.

CSS Text 3, 5.2: under ``overflow-wrap: anywhere`` an otherwise unbreakable sequence may be broken
anywhere if there is no other place on the line. The engine does so for a text that begins its
line, and not for one that goes on behind emphasis or a link.
"""

from collections.abc import Callable
from typing import Any, Final

HAIR: Final = 0.1
"""CSS pixels by which a line may be wider than its room: rounding."""

Split = Callable[..., tuple[Any, ...]]
TrailingSpace = Callable[[Any, Any], float]


class _BeganNothing(list[Any]):
    """What stands on a line already; the engine takes it for nothing, so it breaks the next text.

    It is asked for its length to see whether a text begins its line.
    """

    __slots__ = ()

    def __len__(self) -> int:
        return 0


def breaking_runs(split_box: Split, line_box: type, trailing_space: TrailingSpace) -> Split:
    """Give the engine's way to fill a line, made to break what is still too wide.

    ``split_box`` is its ``split_inline_box``, which fills lines and the boxes in them;
    ``line_box`` the kind of box that is a line, ``trailing_space`` the width of the space that
    ends one and is not printed. A line is filled a second time, any text on it free to break,
    if it is wider than its room: then there was no other place to break it.
    """

    def split(  # noqa: PLR0913, PLR0917 - the engine's own
        context: Any,
        box: Any,
        position_x: float,
        max_x: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *lists: Any,
    ) -> tuple[Any, ...]:
        *found, line_children, first_letter, first_line = lists

        def fill(children: list[Any]) -> tuple[Any, ...]:
            return split_box(
                context,
                box,
                position_x,
                max_x,
                bottom_space,
                skip_stack,
                containing_block,
                *found,
                children,
                first_letter,
                first_line,
            )

        if not isinstance(box, line_box):
            return fill(line_children)
        before = [len(one) for one in found]
        filled = fill(line_children)
        over = position_x + filled[0].width - max_x
        if over <= HAIR or over - trailing_space(context, filled[0]) <= HAIR:
            return filled
        for one, length in zip(found, before, strict=True):
            del one[length:]
        return fill(_BeganNothing())

    return split
