"""What a profile says, ready to print, each with the place that it is said at."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from careerprint.profile.model import Profile
from careerprint.view.rich import RichText, paragraphs, rich


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """A profile's texts by their keys, such as ``verdict.maybe_not_if``.

    A text and its place are asked for by one name, so that they cannot be two. ``is_addressed``
    writes a link's address after it, for paper that cannot be clicked.
    """

    profile: Profile
    is_addressed: bool = False

    def text(self, key: str) -> RichText:
        """Give one run of text; empty if the profile has none."""
        return rich(self._said(key) or "", at=key, is_addressed=self.is_addressed)

    def texts(self, key: str) -> tuple[RichText, ...]:
        """Give the items of a list of texts."""
        return tuple(
            rich(item, at=f"{key}.{n}", is_addressed=self.is_addressed)
            for n, item in enumerate(self._said(key))
        )

    def story(self, key: str) -> tuple[RichText, ...]:
        """Give a text of several paragraphs."""
        return paragraphs(self._said(key), at=key, is_addressed=self.is_addressed)

    def _said(self, key: str) -> Any:
        return attrgetter(key)(self.profile)
