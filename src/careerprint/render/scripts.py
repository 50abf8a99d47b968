"""Letters beyond the layout's own typefaces → HTML that says which face sets them.

A template knows nothing of scripts: what it renders is gone through before it is typeset. Each
run of another face becomes a ``<span>`` of its family, language and direction; a label in a
drawing gets the family as an attribute.
"""

import re
from html import escape, unescape
from pathlib import Path
from typing import Final

from careerprint.typefaces.faces import SANS
from careerprint.typefaces.letters import COMMON, Run, runs

PIECES: Final = re.compile(
    r"""<!--.*?-->|<(?P<raw>style|script|title)\b.*?</(?P=raw)\s*>"""
    r"""|</?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+|<""",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, what is not text, tags, and the text between them."""


def spelled(html: str, fonts: tuple[Path, ...] = ()) -> tuple[str, frozenset[str]]:
    """Give HTML with its runs of other faces marked, and the families that they are set in.

    ``fonts`` are a project's own font files. HTML of common letters comes back as it is.
    """
    if COMMON.issuperset(html):
        return html, frozenset()
    pieces: list[str] = []
    families: set[str] = set()
    is_drawing = False
    for found in PIECES.finditer(html):
        piece = found[0]
        if piece.startswith("<"):
            is_drawing = is_drawing or piece[:4].lower() == "<svg"
            is_drawing = is_drawing and piece[:6].lower() != "</svg>"
        elif not COMMON.issuperset(piece):
            parts = runs(unescape(piece), fonts)
            named = [name for part in parts for name in part.families]
            families.update(named)
            if named and is_drawing:
                _set_label(pieces, tuple(dict.fromkeys((SANS, *named))))
            elif named:
                piece = "".join(map(_marked, parts))
        pieces.append(piece)
    return "".join(pieces), frozenset(families)


def _marked(run: Run) -> str:
    text = escape(run.text, quote=False)
    if not run.families:
        return text
    language = f' lang="{run.language}"' if run.language else ""
    direction = ' dir="rtl"' if run.is_rtl else ""
    return f'<span style="{_style(run.families)}"{language}{direction}>{text}</span>'


def _style(families: tuple[str, ...]) -> str:
    return "font-family:" + ",".join(f"'{name}'" for name in families)


def _set_label(pieces: list[str], families: tuple[str, ...]) -> None:
    """Put the families on the tag before a label: a drawing has no spans."""
    if pieces and pieces[-1].startswith("<") and not pieces[-1].startswith(("</", "<!")):
        tag = re.sub(r"""\sfont-family=("[^"]*"|'[^']*')""", "", pieces[-1])
        end = "/>" if tag.endswith("/>") else ">"
        pieces[-1] = f'{tag.removesuffix(end)} font-family="{",".join(families)}"{end}'
