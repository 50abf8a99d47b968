"""What running text is made of, as well as punctuation and small words tell."""

import re
from decimal import Decimal
from typing import Final

_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.!?])[”’\")]*\s+")


def sentences(text: str) -> list[str]:
    """Split a text into its sentences, as well as punctuation tells."""
    return [one for one in _BETWEEN_SENTENCES.split(" ".join(text.split())) if one]


_AMOUNT: Final = re.compile(
    r"\$\s?(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"\s?(?P<times>K\b|M\b|thousand\b|million\b|mil\b|mill[oó]n(?:es)?\b)?"
)
_TIMES: Final = {"K": 1_000, "t": 1_000, "M": 1_000_000, "m": 1_000_000, "mil": 1_000, "": 1}


def amounts(text: str) -> dict[str, Decimal]:
    """Give the amounts of money that a text tells, as it writes them: $66K, $1.5 million, $48,070.

    A figure's thousands stand behind commas, in Spanish too: so families in the US write them.
    """
    found = {}
    for match in _AMOUNT.finditer(text):
        times = match["times"] or ""
        each = _TIMES[times if times in _TIMES else times[:1]]
        found[match[0].rstrip()] = Decimal(match["figure"].replace(",", "")) * each
    return found


_ENGLISH: Final = re.compile(
    r"\b(?:the|and|of|to|is|are|was|you|your|they|their|it|that|this|with|for|from|not|or|but|if"
    r"|when|what|which|who|have|has|be|by|on|at|as|an|can|will|do|does)\b"
)
_SPANISH: Final = re.compile(
    r"\b(?:el|la|los|las|un|una|de|del|y|o|que|en|es|son|se|tu|tus|su|sus|lo|le|les|con|por|para"
    r"|no|si|cuando|como|más|pero|al|te|ya|muy|está|hay)\b"
)


def reads_english(sentence: str) -> bool:
    """Whether the small words of a sentence are English ones, and hardly any Spanish."""
    words = sentence.casefold()
    english, spanish = (len(own.findall(words)) for own in (_ENGLISH, _SPANISH))
    return english >= 3 and english > 3 * spanish
