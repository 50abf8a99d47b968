"""Times of a profile in one form: am, AM or a.m., and full hours with :00 or without."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from careerprint.profile.slips import Slip
from careerprint.reading.composer import KeyPath

_TIME: Final = re.compile(
    r"\b(?P<hour>\d{1,2})(?P<minute>:\d\d)?(?P<gap>\s?)(?P<half>[ap])(?P<dot>\.?)\s?"
    r"(?P<m>m)(?P<end>(?P=dot))(?![\w])",
    re.IGNORECASE,
)
Text = tuple[KeyPath, str]


def mixed_times(texts: Iterable[Text], *, with_prose: bool) -> Iterator[tuple[KeyPath, Slip]]:
    """Give a slip for each time that is not in the form that most times of the day have.

    ``with_prose`` looks at the times in running text too.
    """
    every = list(texts)
    fields = [(path, text) for path, text in every if path[-1] == "time"]
    prose = [(path, text) for path, text in every if path[-1] != "time"] if with_prose else []
    yield from _halves(fields, prose)
    yield from _full_hours(fields)
    yield from _half_missing(fields)


def _halves(fields: list[Text], prose: list[Text]) -> Iterator[tuple[KeyPath, Slip]]:
    def forms(texts: list[Text]) -> list[str]:
        return [_form(found) for _, text in texts for found in _TIME.finditer(text)]

    written = forms(fields) or forms(prose)
    if not written:
        return
    usual = Counter(written).most_common(1)[0][0]
    for path, text in (*fields, *prose):
        for found in _TIME.finditer(text):
            if _form(found) != usual:
                start, end = found.start("gap"), found.end()
                instead: str | None = _in_form(found, usual)
                after = text[end:]
                may_end = path[-1] != "time" and re.match(r"\s+[A-Z]|$", after)
                if found["end"] and "." not in usual and may_end:
                    instead = None  # its last dot may be the sentence's
                if "." in usual and after.startswith("."):
                    end += 1
                yield (
                    path,
                    Slip(
                        start=start,
                        end=end,
                        instead=instead,
                        message=f"“{found[0]}” is another form than “{_example(usual)}”,"
                        " which the other times have",
                    ),
                )


def _form(found: re.Match[str]) -> str:
    """Give the form of a half of the day: `` am``, `` AM``, `` a.m.`` or one without the space."""
    gap = " " if found["gap"] else ""
    half = "A" if found["half"].isupper() else "a"
    m = "M" if found["m"].isupper() else "m"
    return f"{gap}{half}{found['dot']}{m}{found['end']}"


def _in_form(found: re.Match[str], form: str) -> str:
    is_afternoon = found["half"] in "pP"
    return form.replace("a", "p").replace("A", "P") if is_afternoon else form


def _example(form: str) -> str:
    return f"9{form}"


def _full_hours(fields: list[Text]) -> Iterator[tuple[KeyPath, Slip]]:
    found = [(path, time) for path, text in fields if (time := _TIME.search(text))]
    full = [(path, time) for path, time in found if time["minute"] in {None, ":00"}]
    with_zeros = sum(time["minute"] is not None for _, time in full)
    if with_zeros in {0, len(full)}:
        return
    is_usual = with_zeros * 2 > len(full)
    for path, time in full:
        if (time["minute"] is not None) != is_usual:
            yield (
                path,
                Slip(
                    start=time.start("hour"),
                    end=time.end("hour") + len(time["minute"] or ""),
                    instead=f"{time['hour']}:00" if is_usual else time["hour"],
                    message=f"full hours are written in two forms, here as {time[0]}",
                ),
            )


def _half_missing(fields: list[Text]) -> Iterator[tuple[KeyPath, Slip]]:
    bare = [(path, text) for path, text in fields if not _TIME.search(text)]
    if len(bare) in {0, len(fields)}:
        return
    for path, text in bare:
        yield (
            path,
            Slip(
                start=0,
                end=len(text),
                instead=None,
                message=f"{text} does not say am or pm, and other times of the day do",
                hint="write all times in one form",
            ),
        )
