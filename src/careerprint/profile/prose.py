"""What running text is made of, as well as punctuation and small words tell."""

import re
from typing import Final

_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.!?])[”’\")]*\s+")


def sentences(text: str) -> list[str]:
    """Split a text into its sentences, as well as punctuation tells."""
    return [one for one in _BETWEEN_SENTENCES.split(" ".join(text.split())) if one]


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
