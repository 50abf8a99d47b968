"""One Markdown source → the plain text and the HTML of a letter.

CommonMark 0.31 by markdown-it, raw HTML off. The HTML is for mail programs as they are: one
column of a table 600 px wide, every style in the element it is for, the system's typefaces,
nothing loaded from elsewhere.
"""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from careerprint.brand import Brand
from careerprint.settings import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

WIDTH_PX: Final = 600
_ACCENT: Final = "#1a4f8b"
_ACCENT_MARK: Final = "\uf8ff"
"""Stands for the brand's colour until a letter is framed."""
_FACES: Final = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_STYLES: Final = {
    "p": "margin:0 0 16px",
    "ul": "margin:0 0 16px;padding:0 0 0 24px",
    "ol": "margin:0 0 16px;padding:0 0 0 24px",
    "li": "margin:0 0 6px",
    "h1": "margin:0 0 16px;font-size:24px;line-height:30px",
    "h2": "margin:24px 0 12px;font-size:20px;line-height:26px",
    "h3": "margin:24px 0 8px;font-size:17px;line-height:24px",
    "blockquote": f"margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid {_ACCENT_MARK}",
    "a": f"color:{_ACCENT_MARK};text-decoration:underline",
    "hr": "margin:24px 0;border:0;border-top:1px solid #c8c8c8",
    "code": "font-family:Consolas,Menlo,monospace",
}
_SCHEMES: Final = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What a source has that a letter cannot hold; ``line`` counts from 0."""

    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A source drawn twice; ``html`` is what goes into the frame's column."""

    text: str
    html: str
    flaws: tuple[Flaw, ...] = ()


def draw(source: str) -> Letter:
    """Draw a Markdown source as plain text and as HTML."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    # every address becomes a link here, so that a bad one is found instead of shown as typed
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    tokens = parser.parse(source)
    flaws = tuple(flaw for token in tokens for flaw in _flaws(token))
    text = _Plain().draw(tokens)
    for token in tokens:
        _style(token)
    return Letter(
        text=text, html=parser.renderer.render(tokens, parser.options, {}).strip(), flaws=flaws
    )


def _flaws(token: "Token") -> "Sequence[Flaw]":
    line = token.map[0] if token.map else 0
    found = []
    for child in token.children or ():
        if child.type == "image":
            found.append(
                Flaw(
                    line=line,
                    message="a picture cannot be sent in the message",
                    hint="link to it instead: [text](https://…)",
                )
            )
        address = str(child.attrs.get("href", ""))
        if child.type == "link_open" and not address.lower().startswith(_SCHEMES):
            found.append(
                Flaw(
                    line=line,
                    message="a link's address has another beginning than https:// or mailto:",
                    hint="write it out: [text](https://example.org)",
                )
            )
    return found


def _style(token: "Token") -> None:
    if token.nesting >= 0 and (style := _STYLES.get(token.tag)):
        token.attrSet("style", style)
    for child in token.children or ():
        _style(child)


class _Plain:
    """Draws tokens as text: lists with dashes or numbers, links with their address after."""

    def __init__(self) -> None:
        self._text = ""
        self._lists: list[int | None] = []
        self._quotes = 0
        self._marker = ""
        self._is_tight = self._was_listed = False

    def draw(self, tokens: "Sequence[Token]") -> str:
        """Give the whole text, its blocks parted by blank lines."""
        for token in tokens:
            if token.type == "inline":
                self._add(_words(token.children or ()))
            elif token.type in {"fence", "code_block"}:
                self._add(token.content.rstrip("\n"))
            elif token.type == "hr":
                self._add("---")
            else:
                self._step(token)
        return self._text

    def _step(self, token: "Token") -> None:
        if token.type == "list_item_open":
            number = self._lists[-1]
            self._marker = "- " if number is None else f"{number}. "
            self._lists[-1] = None if number is None else number + 1
        elif token.tag in {"ul", "ol"} and token.nesting == 1:
            start = int(token.attrs.get("start", 1))
            self._lists.append(start if token.tag == "ol" else None)
        elif token.tag in {"ul", "ol"}:
            self._lists.pop()
            self._was_listed = bool(self._lists)  # a list after a list is another block
        elif token.tag == "blockquote":
            self._quotes += token.nesting
        elif token.type == "paragraph_open":
            self._is_tight = token.hidden

    def _add(self, block: str) -> None:
        is_close = self._is_tight and self._was_listed and bool(self._lists)
        indent = "> " * self._quotes + "  " * (len(self._lists) - 1)
        rest = indent + " " * len(self._marker)
        lines = block.split("\n")
        drawn = "\n".join((indent + self._marker + lines[0], *(rest + one for one in lines[1:])))
        self._text += ("\n" if is_close else "\n\n") * bool(self._text) + drawn
        self._was_listed, self._marker, self._is_tight = bool(self._lists), "", False


def _words(tokens: "Sequence[Token]") -> str:
    text, address, start = "", "", 0
    for token in tokens:
        if token.type == "link_open":
            address, start = str(token.attrs["href"]), len(text)
        elif token.type == "link_close":
            if text[start:] not in {address, address.removeprefix("mailto:")}:
                text += f" ({address.removeprefix('mailto:')})"
        else:
            text += {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
    return text


def signed(text: str, brand: Brand) -> str:
    """Give a plain text with the brand's signature under the usual mark (RFC 3676, 4.3)."""
    lines = [line for line in (brand.organisation, brand.contact) if line]
    return "\n".join((text, "", "-- ", *lines)) if lines else text


def framed(html: str, *, subject: str, language: Language, brand: Brand) -> str:
    """Give the whole HTML document of a letter, signed with the brand.

    The language stands on the column too: some mail programs keep nothing outside of it.
    """
    accent = brand.accent or _ACCENT
    body = html.replace(_ACCENT_MARK, accent) + _signature(brand, accent)
    return _FRAME.format(
        language=language.value,
        subject=escape(subject),
        body=body,
        accent=accent,
        width=WIDTH_PX,
        faces=_FACES,
    )


def _signature(brand: Brand, accent: str) -> str:
    lines = []
    if brand.organisation:
        lines.append(f'<strong style="color:{accent}">{escape(brand.organisation)}</strong>')
    if brand.contact:
        lines.append(escape(brand.contact))
    style = "margin:24px 0 0;padding:12px 0 0;border-top:1px solid #c8c8c8;font-size:14px"
    return f'\n<p style="{style}">{"<br>".join(lines)}</p>' if lines else ""


# Outlook for Windows knows no max-width: the conditional table is for it alone
_FRAME: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{subject}</title>
</head>
<body style="margin:0;padding:0;background-color:#ffffff">
<!--[if mso]><table role="presentation" align="center" width="{width}" cellpadding="0" \
cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" lang="{language}" dir="ltr" align="center" width="100%" \
cellpadding="0" cellspacing="0" border="0" style="max-width:{width}px;margin:0 auto">
<tr><td style="padding:24px 16px;border-top:4px solid {accent};font-family:{faces};\
font-size:16px;line-height:24px;color:#1d1d1f;text-align:left">
{body}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</body>
</html>
"""
