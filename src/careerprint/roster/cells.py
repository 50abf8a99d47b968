"""What a cell of a roster says, or what is wrong with it, without repeating it.

A fault's words never hold what was written: messages land in logs and on shared screens, and
the cell may be a name or an address.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from careerprint.errors import Severity
from careerprint.publish.addresses import Refusal, read_mailbox
from careerprint.reading.plain_words import suggest
from careerprint.settings import STATES, Language, find_state

LONGEST_NAME: Final = 200
_JOINERS: Final = "\u200c\u200d"
"""Some scripts and emoji are not themselves without these."""
_NOTHING: Final = frozenset({"n/a", "none", "null", "nan", "nil", "true", "false", "undefined"})
"""What programs write where there is nothing, or an answer to a question."""
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
    topic: str = ""


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


def email_fault(text: str, name: str) -> Fault | None:
    """Say why no message can go to an address and the name that goes before it, if none can.

    Of an address that is one, but not for all servers, it is a warning.
    """
    found = read_mailbox(text, name)
    if not isinstance(found, Refusal):
        return None
    message = f"the e-mail address {found.reason}"
    if found.is_address:
        message += "; the booklet is made, but cannot be mailed"
    severity = Severity.WARNING if found.is_address else Severity.ERROR
    return Fault(message=message, hint=found.hint, severity=severity)


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
    sign = "@" if "@" in text else text[:1]
    if sign and sign in "=+-@":
        has = f"starts with {sign}, as a formula does" if sign == text[0] else "has an @ in it"
        return Fault(
            message=f"the name {has}; it is taken as text",
            hint="remove the sign if it does not belong to the name",
            severity=Severity.WARNING,
        )
    return None


def stands_for_nothing(name: str) -> bool:
    """Whether a whole name is a word that programs write where there is nothing."""
    return name.casefold() in _NOTHING


NAME_OF_NOTHING: Final = Fault(
    message="the name is a word that programs write for nothing; it is printed as it is written",
    hint="if it is no name, write the student's",
    severity=Severity.WARNING,
)
UNCERTAIN_NAME: Final = Fault(
    message="which part of the name comes first cannot be told; it is printed as it is written",
    hint="write it as it is to be printed, without commas, or use columns for first and last name",
    severity=Severity.WARNING,
)
