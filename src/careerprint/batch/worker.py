"""The worker's side: a kit unpacked once, makers of booklets kept warm, jobs made and never raised.

An exception that cannot be pickled would bring a whole pool down, and its text could name a
student: so a worker gives outcomes only.
"""

import atexit
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Final

from careerprint.batch.jobs import Built, Failed, Job, Kit, Outcome, Packed
from careerprint.binder.binder import Bound
from careerprint.booklet.forms import find_forms
from careerprint.booklet.maker import BookletMaker, Copy
from careerprint.errors import CareerprintError, UsageError, WriteError
from careerprint.profile.library import Career
from careerprint.publish.files import write_whole
from careerprint.render.pdf import Typesetter
from careerprint.sections.sections import Sections
from careerprint.settings import Language
from careerprint.workers.scratch import scratch_folder

_benches: dict[str, "_Bench"] = {}
_ONE_AT_A_TIME: Final = Lock()


def make(packed: Packed, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
    """Make booklets; gives one outcome for each job, in their order.

    A process makes one go at a time, also where a cluster gives its workers several threads:
    the engine and the kit are not made for more.
    """
    with _ONE_AT_A_TIME:
        return _made(packed, jobs)


def _made(packed: Packed, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
    try:
        if packed.digest not in _benches:
            for old in _benches.values():
                old.close()
            _benches.clear()
            _benches[packed.digest] = _Bench(packed.kit(), packed.folder)
        bench = _benches[packed.digest]
    except CareerprintError as error:
        return tuple(_failed(job, error) for job in jobs)
    except Exception as error:
        reason = f"the worker could not start ({type(error).__name__})"
        return tuple(Failed(number=job.number, reason=reason) for job in jobs)
    return tuple(bench.make(jobs))


class _Bench:
    """A kit unpacked, and a maker of booklets for each language and state that came along.

    It is unpacked in ``folder``, which whoever gave it takes away, or in one of its own.
    """

    def __init__(self, kit: Kit, folder: Path | None) -> None:
        self._kit = kit
        self._held = ExitStack()
        atexit.register(self._held.close)
        root = Path(self._held.enter_context(_own_folder(folder)))
        self._places = kit.bundle.unpacked(root)
        self._sections = Sections(self._typesetter, kit.cache, fonts=self._places.fonts)
        self._makers: dict[tuple[str, str | None], BookletMaker] = {}

    def close(self) -> None:
        """Take the kit's files off the disk."""
        atexit.unregister(self._held.close)
        self._held.close()

    def _typesetter(self) -> Typesetter:
        return Typesetter(roots=self._places.layouts, font_folder=self._places.fonts)

    def make(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Give the outcomes of jobs; neighbours of one language and state are set together."""
        for form, group in groupby(jobs, key=lambda job: (job.language, job.state)):
            same = list(group)
            try:
                outcomes = [self._made(form, same)]
            except Exception:
                outcomes = [self._alone(form, job) for job in same]
            for outcome in outcomes:
                yield from outcome

    def _alone(self, form: tuple[str, str | None], job: Job) -> list[Outcome]:
        try:
            return self._made(form, [job])
        except CareerprintError as error:
            return [_failed(job, error)]
        except Exception as error:
            reason = f"this booklet could not be made ({type(error).__name__})"
            return [Failed(number=job.number, reason=reason)]

    def _made(self, form: tuple[str, str | None], jobs: Sequence[Job]) -> list[Outcome]:
        copies = [
            Copy(
                careers=tuple(self._career(name, job) for name in job.careers),
                recipient=job.recipient,
                owner=job.owner,
            )
            for job in jobs
        ]
        if not all(copy.careers for copy in copies):
            raise UsageError("no career of the library fits the interests")
        found: list[Outcome] = []
        for job, bound in zip(jobs, self._maker(form).make(copies), strict=True):
            found.append(_written(job, bound))
        return found

    def _career(self, name: str, job: Job) -> Career:
        career = self._kit.careers.get((name, job.language))
        if career is None:
            message = f"the career '{name}' has errors"
            raise UsageError(message, hint=f"see them with: careerprint check {name}")
        return career

    def _maker(self, form: tuple[str, str | None]) -> BookletMaker:
        if form not in self._makers:
            language, state = form
            variant = replace(
                self._kit.variant,
                languages=(Language(language),),
                state=state,
                figure_folders=self._places.figures,
            )
            forms = find_forms(self._kit.file, self._places.layouts, variant.paper)
            self._makers[form] = BookletMaker(
                self._kit.file, variant, self._sections, forms, self._kit.cover
            )
        return self._makers[form]


def _own_folder(folder: Path | None) -> AbstractContextManager[str | Path]:
    return tempfile.TemporaryDirectory(dir=folder) if folder else scratch_folder()


def _written(job: Job, bound: Bound) -> Outcome:
    """Give a booklet that was made; if it has a target, it is written there."""
    if job.target:
        try:
            write_whole(Path(job.target), bound.pdf)
        except WriteError as error:
            return Failed(
                number=job.number, reason=error.message, hint=error.hint, is_unwritten=True
            )
    return Built(
        number=job.number,
        pdf=b"" if job.target else bound.pdf,
        digest=hashlib.sha256(bound.pdf).hexdigest(),
        size=len(bound.pdf),
        pages=bound.pages,
    )


def _failed(job: Job, error: CareerprintError) -> Failed:
    return Failed(number=job.number, reason=error.message, hint=error.hint)
