"""Inline Markdown → safe HTML: emphasis, strong and links; everything else is text.

CommonMark 0.31 by markdown-it with only those three rules and backslash escapes switched
on, so HTML and template syntax come out as typed.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from careerprint.typefaces import SPACES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_PARAGRAPH_BREAK: Final = re.compile(r"\n\s*\n|(?<=\S)\n(?=\S)")
_BREAKING_SPACE: Final = re.compile(r"[ \t\r\n]+")
_LONG: Final = 7
"""Words from which a text runs over several lines."""
_SHORT_WORD: Final = 11
_TAG: Final = re.compile(r"<[^>]*>")
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}


class RichText(str):
    """HTML that is safe to print as it stands; template engines see that by ``__html__``."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)

    @property
    def plain(self) -> str:
        """The words alone, for bookmarks, metadata and alternative text."""
        text = _TAG.sub("", self)
        for entity, character in _ENTITIES.items():
            text = text.replace(entity, character)
        return text


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape"])
    parser.validateLink = _is_link_allowed  # type: ignore[method-assign]
    return parser


def _is_link_allowed(url: str) -> bool:
    return url.lower().startswith(("https://", "http://", "mailto:"))


def rich(text: str) -> RichText:
    """Give one run of text as HTML; line breaks within it become spaces.

    The last space of a longer text does not break, so that no line holds one short word.
    """
    words = _BREAKING_SPACE.split(text.translate(SPACES).strip())
    if len(words) >= _LONG and len(words[-1]) <= _SHORT_WORD:
        words[-2:] = [f"{words[-2]}\N{NO-BREAK SPACE}{words[-1]}"]
    source = " ".join(words).replace("![", "!\\[")
    return RichText(_parser().renderInline(source))


def paragraphs(text: str) -> tuple[RichText, ...]:
    """Give a story's paragraphs as HTML; a blank line, or a kept line break, parts them."""
    return tuple(rich(part) for part in _PARAGRAPH_BREAK.split(text.strip()) if part.strip())
