"""How a process of ours collects garbage: seldom, as it makes much that stays.

What a page is made of points to itself and is collected only so; but looking for it as often as
Python does by itself takes an eighth of all typesetting. It takes about 20 MB more.
"""

import atexit
import gc
from typing import Final

_OBJECTS: Final = 50_000
"""New ones after which the youngest are looked through."""


def collect_seldom() -> None:
    """Set how a process collects, and have nothing looked through when it ends."""
    gc.set_threshold(_OBJECTS, 10, 10)
    atexit.register(gc.freeze)
