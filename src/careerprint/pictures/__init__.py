"""Pictures of others, a logo or a cover's, made plain before anything is placed on a page."""

from typing import Final

UNSAID_PX: Final = (300.0, 150.0)
"""The size of a drawing that says none, in CSS pixels (CSS Images 3, 4.3)."""


class PictureError(ValueError):
    """A picture cannot be used; the message says why and goes behind a file's name."""
