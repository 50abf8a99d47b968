"""Mail addresses: one cell of a table → one address that cannot break out of its header.

An address is dot-atom@domain (RFC 5321, 4.1.2) in ASCII, its domain as DNS knows it. What
cannot be one is a value with its reason, which never repeats the address itself.
"""

import base64
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

_ATEXT: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOT_ATOM: Final = re.compile(rf"{_ATEXT}(\.{_ATEXT})*")
_LABEL: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?")
_TOP: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
"""The last label of a domain: two characters or more, and no number (RFC 3696, 2)."""
_MOST_LOCAL: Final = 64
_MOST: Final = 254
"""Characters of an address: the 256 of RFC 5321, 4.5.3.1.3, less its angle brackets."""
_MOST_NAME: Final = 200
_CHANGED_SINCE_2003: Final = frozenset("ßς\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
"""Characters that IDNA 2003 and 2008 send to different domains (RFC 5894, 7.2)."""
_UNSAFE_KINDS: Final = {"Cc", "Cs", "Co", "Zl", "Zp"}
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Bidirectional controls: they show a text in another order than it has (UAX #9)."""
_PLAIN_NAME: Final = re.compile(rf"{_ATEXT}( {_ATEXT})*")
_QUOTABLE_NAME: Final = re.compile(r"[ !#-\[\]-~]+")
_SHORT: Final = 40
"""Characters of a text that stands in one header line as it is."""
_WORD_BYTES: Final = 42
"""Bytes of text in one encoded word: 75 characters at most (RFC 2047, section 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One address with the name that goes before it; its repr shows neither."""

    local: str = field(repr=False)
    domain: str = field(repr=False)
    name: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """The address as servers take it, all ASCII."""
        return f"{self.local}@{self.domain}"

    @property
    def masked(self) -> str:
        """The address as a list may show it: ``a…@example.org``."""
        return f"{self.local[0]}…@{self.domain}"

    @property
    def header(self) -> str:
        """The mailbox as a header field's value (RFC 5322, 3.4).

        The name is a phrase, a quoted string or encoded words.
        """
        return f"{_phrase(self.name)} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a text cannot be used, reading on after the name of its column, and what to do.

    ``is_address`` says that it is one all the same, which not all servers take.
    """

    reason: str
    hint: str = ""
    is_address: bool = False


def _phrase(name: str) -> str:
    if len(name) <= _SHORT and "=?" not in name:
        if _PLAIN_NAME.fullmatch(name):
            return name
        if _QUOTABLE_NAME.fullmatch(name):
            return f'"{name}"'
    return encoded_words(name)


def encoded_words(text: str) -> str:
    """Give a text as encoded words, never parting a character (RFC 2047)."""
    words, part = list[str](), b""
    for character in text:
        more = character.encode()
        if len(part) + len(more) > _WORD_BYTES:
            words.append(_word(part))
            part = b""
        part += more
    return " ".join((*words, _word(part)))


def _word(part: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(part).decode()}?="


def in_header(text: str) -> str:
    """Give a checked text as the value of an unstructured field (RFC 5322, 2.2.1)."""
    is_plain = text.isascii() and len(text) <= _SHORT + 20 and "=?" not in text
    return text if is_plain else encoded_words(text)


def single_spaced(text: str) -> str:
    """Give a text without spaces around it or two together; other white space stays."""
    return " ".join(word for word in text.split(" ") if word)


def unsafe(text: str) -> str:
    """Give the name of the first character that could end a line or turn it, or nothing."""
    for character in text:
        if unicodedata.category(character) in _UNSAFE_KINDS or character in _TURNS:
            kind = "a line break" if character in "\r\n\u2028\u2029" else "a control character"
            return f"{kind} (U+{ord(character):04X})"
    return ""


def read_mailbox(address: str, name: str = "") -> Mailbox | Refusal:
    """Give the mailbox of an address and a name, or why there is none.

    The domain is IDNA-encoded (RFC 3490). A local part outside of ASCII is refused: whether
    it arrives depends on every server on its way offering SMTPUTF8 (RFC 6531), and a draft
    has no server yet.
    """
    text, shown = address.strip(), single_spaced(name)
    local, _, domain = text.rpartition("@")
    refusal = _characters(text, shown) or _shape(text) or _local(local)
    if refusal:
        return refusal
    ascii_domain = _domain(domain)
    if isinstance(ascii_domain, Refusal):
        return ascii_domain
    if len(local) + 1 + len(ascii_domain) > _MOST:
        return Refusal(reason=f"is longer than the {_MOST} characters that servers take")
    return Mailbox(local=local, domain=ascii_domain, name=shown)


def _characters(address: str, name: str) -> Refusal | None:
    if found := unsafe(address):
        return Refusal(reason=f"has {found}", hint="write the address alone, on one line")
    if any(unicodedata.category(sign) == "Cf" for sign in address):
        return Refusal(reason="has a sign that cannot be seen", hint="type the address anew")
    if found := unsafe(name):
        return Refusal(reason=f"has a name with {found}", hint="write the name on one line")
    if len(name) > _MOST_NAME:
        return Refusal(reason=f"has a name of over {_MOST_NAME} characters", hint="shorten it")
    return None


def _shape(text: str) -> Refusal | None:
    if not text:
        return Refusal(reason="is empty", hint="write an address such as name@example.org")
    if "@" not in text:
        return Refusal(reason="has no @", hint="write an address such as name@example.org")
    if text.count("@") > 1 or any(mark in text for mark in ",;"):
        return Refusal(reason="looks like more than one address", hint="one cell holds one address")
    if any(character.isspace() for character in text):
        return Refusal(reason="has a space inside", hint="write the address without spaces")
    if any(mark in text for mark in '"<>()[]\\:'):
        return Refusal(
            reason="has quotes or brackets",
            hint="write the address alone; the name has a column of its own",
        )
    return None


def _local(local: str) -> Refusal | None:
    if not local.isascii():
        return Refusal(
            reason="has letters before the @ that many mail servers cannot take",
            hint="ask for an address in plain letters (a–z)",
            is_address=True,
        )
    if not _DOT_ATOM.fullmatch(local) or len(local) > _MOST_LOCAL:
        return Refusal(
            reason="is not an address before the @",
            hint="look for a dot at its start or end, or two together",
        )
    return None


def _domain(domain: str) -> str | Refusal:
    if _CHANGED_SINCE_2003 & set(domain):
        return Refusal(
            reason="has a letter in its domain that programs write in two ways",
            hint="write the domain in its xn-- form",
        )
    try:
        name = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return Refusal(reason="has no possible domain after the @", hint="check its spelling")
    labels = name.split(".")
    is_name = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    if not is_name or not _TOP.fullmatch(labels[-1]):
        return Refusal(
            reason="has no possible domain after the @", hint="write one such as example.org"
        )
    return name


_LIKE_AN_ADDRESS: Final = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;]+")


def redacted(text: str, *mailboxes: Mailbox) -> str:
    """Give a server's text without addresses, nor words of these mailboxes' names, on one line."""
    text = _LIKE_AN_ADDRESS.sub("[address]", " ".join(text.split()))
    for mailbox in mailboxes:
        for word in (mailbox.local, *re.split(r"[^\w]+", f"{mailbox.local} {mailbox.name}")):
            if len(word) > 2:
                pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
                text = re.sub(pattern, "[name]", text, flags=re.IGNORECASE)
    return text[:300]
