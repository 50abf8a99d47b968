"""Sections that a cluster sets: what is sent there, and what its workers do with it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from weakref import finalize

from careerprint.render.layouts import any_layout
from careerprint.render.opening import TypesetterOf
from careerprint.sections.bundle import Bundle
from careerprint.sections.sections import Sections, Wanted, packed
from careerprint.workers.scratch import scratch_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class FarBenchOf:
    """Opens what a worker of a cluster does with a section that is wanted; can be sent there."""

    bundle: Bundle

    def __call__(self) -> Callable[[Wanted], bytes]:
        """Give it; raises ``UsageError`` if the typesetter cannot be opened."""
        return _FarBench(self.bundle)


class _FarBench:
    """A project's files unpacked, as long as somebody has this, and a typesetter over them."""

    def __init__(self, bundle: Bundle) -> None:
        held = ExitStack()
        finalize(self, held.close)
        self._places = bundle.unpacked(held.enter_context(scratch_folder()))
        opened = TypesetterOf(roots=self._places.layouts, font_folder=self._places.fonts)
        self._sections = Sections(opened, None, fonts=self._places.fonts)

    def __call__(self, one: Wanted) -> bytes:
        """Set a section and give it packed; raises what ``typeset_section`` raises."""
        career, *others = one.careers
        section = self._sections.section(
            career,
            others=tuple(others),
            layout=any_layout(one.layout.name, self._places.layouts),
            variant=replace(one.variant, figure_folders=self._places.figures),
        )
        return packed(section)
