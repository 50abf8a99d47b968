"""Inline Markdown → safe HTML: emphasis, strong and links; everything else is text.

CommonMark 0.31 by markdown-it with only those three rules and backslash escapes switched
on, so HTML and template syntax come out as typed.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Self

from careerprint.typefaces.letters import SPACES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_PARAGRAPH_BREAK: Final = re.compile(r"\n\s*\n|(?<=\S)\n(?=\S)")
_BREAKING_SPACE: Final = re.compile(r"[ \t\r\n]+")
_LONG: Final = 7
"""Words from which a text runs over several lines."""
_SHORT_WORD: Final = 11
_LINK: Final = re.compile(r'<a href="(?P<url>[^"]*)"[^>]*>(?P<text>.*?)</a>')
_TAG: Final = re.compile(r"<[^>]*>")
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}


class Quoted(str):
    """Words as they are printed, with the places of the profile that they are from.

    ``at`` has the places' keys, ``work.story`` or ``day.entries.0``, with a space between two;
    it is empty where the words are no profile's.
    """

    __slots__ = ("at",)
    at: str

    def __new__(cls, words: str, at: str = "") -> Self:
        """Give words that are from places."""
        made = super().__new__(cls, words)
        made.at = at
        return made


class RichText(Quoted):
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


def rich(text: str, *, at: str = "", is_addressed: bool = False) -> RichText:
    """Give one run of text as HTML; line breaks within it become spaces.

    ``at`` says which places it is from, ``is_addressed`` writes a link's address after it, for
    paper that cannot be clicked.

    The last space of a longer text does not break, so that no line holds one short word.
    """
    words = _BREAKING_SPACE.split(text.translate(SPACES).strip())
    if len(words) >= _LONG and len(words[-1]) <= _SHORT_WORD:
        words[-2:] = [f"{words[-2]}\N{NO-BREAK SPACE}{words[-1]}"]
    source = " ".join(words).replace("![", "!\\[")
    html = _parser().renderInline(source)
    return RichText(_LINK.sub(_addressed, html) if is_addressed else html, at)


def address_in_words(url: str) -> str:
    """Give an address as people read it: without its scheme and last slash."""
    return url.split("://", 1)[-1].removeprefix("mailto:").rstrip("/")


def is_line_of(line: str, text: str) -> bool:
    """Whether a printed line stands in a text, whatever its spaces and marks."""
    words = "".join(line.split())
    return bool(words) and words in "".join(rich(text).plain.split())


def _addressed(link: re.Match[str]) -> str:
    address = address_in_words(link["url"])
    if link["text"] == address:
        return link[0]
    return f'{link[0]} (<a href="{link["url"]}">{address}</a>)'


def paragraphs(text: str, *, at: str = "", is_addressed: bool = False) -> tuple[RichText, ...]:
    """Give a story's paragraphs as HTML; a blank line, or a kept line break, parts them.

    Those after the first are at ``KEY~1``, ``KEY~2``.
    """
    parts = [part for part in _PARAGRAPH_BREAK.split(text.strip()) if part.strip()]
    places = [f"{at}{PARAGRAPH}{n}" if at and n else at for n in range(len(parts))]
    return tuple(
        rich(part, at=place, is_addressed=is_addressed)
        for part, place in zip(parts, places, strict=True)
    )


PARAGRAPH: Final = "~"
"""What stands between the key of a story and the number of its paragraph."""


def paragraph_starts(text: str) -> tuple[int, ...]:
    """Give the number of the character at which each paragraph of a story begins."""
    whole = text.strip()
    before = len(text) - len(text.lstrip())
    starts = [0, *(found.end() for found in _PARAGRAPH_BREAK.finditer(whole))]
    return tuple(before + start for start in starts)
