"""Web addresses: what is one, and which of them lead to no more than a front page."""

import re
from typing import Final
from urllib.parse import urlsplit

from careerprint.reading.plain_words import plain_error, shortened

LONGEST_URL: Final = 200
_HINT: Final = "write it in full, such as https://www.bls.gov/oes/"
_JOINTS: Final = 2
"""Hyphens in the name of an article, at least."""
_FRONT_FILE: Final = re.compile(r"(index|home|default)\.\w{2,5}", re.IGNORECASE)


def web_address(value: object) -> str:
    """Give a web address as written, without spaces around it; ``ValueError`` if it is none."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        raise plain_error(f"must be a web address, not '{shortened(value)}'", _HINT) from None
    is_web = parts.scheme in {"http", "https"} and "." in host and not parts.username
    if len(text) > LONGEST_URL:
        raise plain_error(
            f"has {len(text):,} characters and may have {LONGEST_URL}",
            "a QR code of a longer address is too fine to scan: use a shorter one",
        )
    if not is_web or re.search(r"[\s<>\"{}|\\^`]", text) or not text.isascii():
        raise plain_error(f"must be a web address, not '{shortened(value)}'", _HINT)
    return text


def is_front_page(url: str) -> bool:
    """Tell whether an address leads to the front page of a site, or of one of its sections.

    That is a bare name, or a single folder: ``https://www.bls.gov/oes/``. A query, and a path
    behind a ``#``, lead further, and so does a folder named like an article, in three words or
    more.
    """
    parts = urlsplit(url)
    if parts.query or parts.fragment.startswith(("/", "!")):
        return False
    *folders, file = parts.path.lstrip("/").split("/")
    is_article = bool(folders) and folders[0].count("-") >= _JOINTS
    is_front = not file or bool(_FRONT_FILE.fullmatch(file))
    return len(folders) <= 1 and not is_article and is_front
