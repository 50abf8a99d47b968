"""Names that a profile or a project adds: each stands for one career."""

from collections.abc import Iterator, Sequence

from careerprint.errors import Diagnostic, ExitCode, InputError, Severity
from careerprint.profile.career_names import CareerNames, name_key
from careerprint.profile.model import OTHER_NAMES, Profile
from careerprint.reading.documents import Loaded
from careerprint.reading.plain_words import shortened
from careerprint.settings import FILE_NAME, Settings


def read_aliases(settings: Settings, names: CareerNames) -> dict[str, str]:
    """Give a project's words with the id that each stands for.

    Raises ``InputError`` with the place of each that names no career, or is a career's own name.
    """
    found: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for word, career in settings.aliases.items():
        ids = names.find(career)
        message, hint = "", ""
        if not name_key(word):
            message, hint = f"'{shortened(word)}' has no letter", "write the word that is used"
        elif (own := names.named(word)) and own != ids:
            message = f"'{shortened(word)}' is the name of a career: {', '.join(own)}"
            hint = "write a word that names none, or change that career's title"
        elif not ids:
            message = f"there is no career '{shortened(career)}' in the library"
            hint = names.hint(career) or "careerprint list shows all careers"
        elif len(ids) > 1:
            message = f"'{shortened(career)}' is a name of several careers"
            hint = f"write the id of one: {', '.join(ids)}"
        if message:
            at = settings.locate(("aliases", word))
            faults.append(
                Diagnostic(location=at, severity=Severity.ERROR, message=message, hint=hint)
            )
        else:
            found[word] = ids[0]
    if faults:
        raise InputError(tuple(faults), ExitCode.USAGE)
    return found


def shared_names(profiles: Sequence[Loaded[Profile]], names: CareerNames) -> Iterator[Diagnostic]:
    """Give an error for each other name of some profiles that is another career's name too.

    A name that a project's aliases give to one career is settled.
    """
    for loaded in profiles:
        words = loaded.value.also_known_as if loaded.value else ()
        for index, word in enumerate(words):
            others = [name for name in names.all_called(word) if name != loaded.path.stem]
            if others:
                yield Diagnostic(
                    location=loaded.locate((OTHER_NAMES, index)),
                    severity=Severity.ERROR,
                    message=f"'{shortened(word)}' is a name of {' and '.join(others)} too",
                    hint="take it out of one; or say in"
                    f" {FILE_NAME}, under aliases:, which career it means",
                )
