"""The press forms of pages, kept beside their screen forms: separated once, not once a run.

Only of what is nobody's: the cover of a booklet has its reader's name, and no cache may have that.
"""

from pathlib import Path

from careerprint.press.press import Press, press_for
from careerprint.press.press_order import PressOrder
from careerprint.sections.keys import program
from careerprint.sections.store import Store


def kept_press(order: PressOrder, cache: Path | None) -> Press:
    """Give the press of an order; one that keeps what it separates in a folder, if one is given.

    Raises ``ProfileError`` if the order's profile is damaged.
    """
    if cache is None:
        return press_for(order)
    press = Press(order)
    press.keep_on(Store(cache), program())
    return press
