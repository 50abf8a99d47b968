"""What is found about texts that are to be printed: characters that no face has."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Finding
from careerprint.typefaces.letters import mend, missing_characters, named


def unprintable(texts: Iterable[tuple[KeyPath, str]], fonts: tuple[Path, ...]) -> Iterator[Finding]:
    """Give a finding for each text with characters that no face has.

    ``texts`` come with their key paths; ``fonts`` are a project's own font files.
    """
    for path, text in texts:
        if missing := missing_characters(text, fonts):
            message = f"no typeface at hand has {named(missing)}"
            yield Finding(at=path, message=message, hint=mend(missing))
