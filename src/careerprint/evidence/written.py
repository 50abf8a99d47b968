"""The evidence of a run on the disk: a page and its JSON, beside what they are about."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from careerprint.evidence.evidence import Evidence
from careerprint.evidence.evidence_page import EvidencePage, Form, evidence_pdf
from careerprint.publish.files import write_whole
from careerprint.render.pdf import Typesetter
from careerprint.settings import Paper, Settings

NAME: Final = "evidence"
_ON_A4: Final = frozenset({Paper.A3, Paper.A4, Paper.A5})


def form_of(settings: Settings) -> Form:
    """Give the form of the page: on the paper of offices where the run's own one is at home."""
    variant = settings.variant
    return Form(
        paper=Paper.A4 if variant.paper in _ON_A4 else Paper.LETTER,
        language=variant.languages[0].value,
        brand=variant.brand,
    )


def evidence_of_file(path: Path) -> Path:
    """Give the path of the evidence of one file, without a suffix: it stands beside it."""
    return path.with_name(f"{path.stem}-{NAME}")


def write_evidence(
    evidence: Evidence, place: Path, form: Form, open_typesetter: Callable[[], Typesetter]
) -> Path:
    """Write the page and its JSON; gives the page's path.

    ``place`` is their path without a suffix. Raises ``WriteError`` if they cannot be written.
    """
    page, record = (place.with_name(f"{place.name}.{suffix}") for suffix in ("pdf", "json"))
    shown = EvidencePage(evidence=evidence, form=form, json_name=record.name)
    content = json.dumps(evidence.record, ensure_ascii=False, indent=1)
    write_whole(record, f"{content}\n".encode())
    write_whole(page, evidence_pdf(shown, open_typesetter()))
    return page
