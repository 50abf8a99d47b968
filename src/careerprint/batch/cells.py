"""What a cell of a roster says, or what is wrong with it, without repeating it.

A fault's words never hold what was written: messages land in logs and on shared screens, and
the cell may be a name or an address.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from careerprint.errors import Severity
from careerprint.reading.wording import suggest
from careerprint.settings import STATES, Language, find_state

LONGEST_NAME: Final = 200
_JOINERS: Final = "\u200c\u200d"
"""Some scripts and emoji are not themselves without these."""
_EMAIL: Final = re.compile(
    r"[^\s@,;:<>()\[\]\\\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"
)
_LONGEST_EMAIL: Final = 254
"""RFC 5321, 4.5.3.1, with erratum 1690 of RFC 3696."""
_LANGUAGES: Final = {
    Language.ENGLISH: {"en", "eng", "english", "ingles"},
    Language.SPANISH: {"es", "spa", "esp", "spanish", "espanol", "castellano"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a cell; it reads on without the cell's text."""

    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


def cleaned(text: str) -> str:
    """Give a text in one line (NFC), without controls and signs that cannot be seen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    signs = (sign if sign in _JOINERS else _visible(sign) for sign in text)
    line = unicodedata.normalize("NFC", " ".join("".join(signs).split()))
    return line if line.strip(_JOINERS) else ""


def seen(text: str) -> str:
    """Give a text without signs that cannot be seen, such as a soft hyphen; line breaks stay."""
    if text.isascii():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign.isspace() or category == "Cc":
        return " "
    return "" if category in {"Cf", "Cs"} else sign


def email_fault(text: str) -> Fault | None:
    """Say why a text is no e-mail address (RFC 5322, 3.4.1, without quoting and comments)."""
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in text):
        message = "the e-mail address holds a line break or a sign that cannot be seen"
        return Fault(message=message, hint="type the address anew")
    if text.count("@") > 1:
        return Fault(message="the cell holds more than one e-mail address", hint="keep one")
    if len(text) > _LONGEST_EMAIL or not _EMAIL.fullmatch(text) or ".." in text:
        message = "this is no e-mail address"
        return Fault(message=message, hint="write the address alone, such as name@example.org")
    return None


def read_language(text: str) -> Language | Fault:
    """Read ``es``, ``Spanish``, ``español`` or ``es-MX``."""
    signs = unicodedata.normalize("NFKD", text).casefold()
    word = "".join(sign for sign in signs if not unicodedata.combining(sign))
    if match := re.fullmatch(r"(en|es)[-_][a-z0-9]+", word):
        word = match[1]
    for language, words in _LANGUAGES.items():
        if word in words:
            return language
    return Fault(message="the language is not known", hint="write en or es")


def read_state(text: str) -> str | Fault:
    """Read a state's postal code or name; gives the code."""
    code = find_state(text)
    if code is not None:
        return code
    hint = suggest(text, tuple(STATES.values())) if len(text) <= LONGEST_NAME else ""
    return Fault(message="the state is not known", hint=hint or "write a postal code, such as OH")


def name_fault(text: str) -> Fault | None:
    """Say what is odd about a name, or why it cannot be one."""
    if len(text) > LONGEST_NAME:
        message = f"the name has {len(text):,} characters and may have {LONGEST_NAME}"
        return Fault(message=message, hint="has another column slipped in?")
    if re.fullmatch(r"#(?:N/A|REF!|NAME\?|VALUE!|NULL!|NUM!|DIV/0!)", text):
        return Fault(message="the name is a fault of the spreadsheet", hint="mend its formula")
    if text.startswith(("=", "+", "-", "@")):
        return Fault(
            message=f"the name starts with {text[0]}, as a formula does; it is taken as text",
            hint="remove the sign if it does not belong to the name",
            severity=Severity.WARNING,
        )
    return None


_GENERATION: Final = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)


def split_name(name: str) -> tuple[str, str]:
    """Give first and last name: at the comma of “Last, First”, else before the last word.

    A guess, for file names and order only: “Ana Ejemplo Muestra” has two surnames.
    """
    last, _, first = (part.strip() for part in name.partition(","))
    if not first:
        first, _, last = last.rpartition(" ")
    elif _GENERATION.fullmatch(first):  # a comma may also stand before Jr.
        generation = first
        first, _, last = last.rpartition(" ")
        last = f"{last}, {generation}"
    return first, last
