"""What evidence says: each line of a check that ran and can fail, in both languages, no names."""

import io
import json
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from tests.conformance import assert_conforms
from tests.pdf_text import painted
from tests.unit.accessibility.test_audit import FAULTS, HTML, changed

from careerprint.accessibility.audit import RULES
from careerprint.brand import Brand
from careerprint.evidence import validators
from careerprint.evidence.evidence import Evidence
from careerprint.evidence.evidence_page import EvidencePage, Form, evidence_pdf
from careerprint.evidence.evidence_words import WORDS
from careerprint.evidence.looking import Kind, MadeFile, look_at
from careerprint.evidence.questions import QUESTIONS, questions_about
from careerprint.preflight.demands import Demands
from careerprint.render.pdf import Typesetter
from careerprint.settings import Paper


@pytest.fixture(scope="module")
def whole(typesetter: Typesetter) -> bytes:
    """Give a page without a flaw."""
    return typesetter.specimen(HTML.format(ink="#222", ground="#303060"))


def gathered(
    folder: Path, pdf: bytes, *, kind: Kind = Kind.HANDOUT, is_read: bool = True
) -> Evidence:
    """Give the evidence of a run that made one file."""
    path = folder / "made.pdf"
    path.write_bytes(pdf)
    evidence = Evidence(run="render", day="2026-11-27")
    file = MadeFile(path=path, kind=kind, label="a.pdf", is_read=is_read)
    evidence.add(file, look_at(file, Demands()))
    return evidence


def test_every_rule_is_told_and_held(whole: bytes, tmp_path: Path) -> None:
    evidence = gathered(tmp_path, whole)
    assert not evidence.has_failed
    told = {one.rule for one in evidence.checks}
    assert told == {rule.name for rule in RULES} | {"as a whole"}
    outcomes = {one.rule: one.outcome for one in evidence.checks}
    assert outcomes["notes"] == outcomes["archive"] == "nothing there"
    assert set(outcomes.values()) == {"held", "nothing there"}


@pytest.mark.parametrize("fault", ["order: lost", "alternatives: none", "fonts: not there"])
def test_a_flaw_stands_in_its_line_with_its_place(
    whole: bytes, fault: str, tmp_path: Path, typesetter: Typesetter
) -> None:
    evidence = gathered(tmp_path, changed(whole, FAULTS[fault]))
    rule = fault.split(":", maxsplit=1)[0]
    check = next(one for one in evidence.checks if one.rule == rule)
    assert check.outcome == "failed"
    assert check.first[0][0] == "a.pdf"
    page = EvidencePage(
        evidence=evidence, form=Form(paper=Paper.LETTER, brand=Brand()), json_name="e.json"
    )
    said = painted(evidence_pdf(page, typesetter))
    assert "".join(f"a.pdf: {check.first[0][1]}".split()) in said


def test_what_was_not_run_is_said(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "others" not in gathered(tmp_path, whole).not_run
    monkeypatch.setattr(validators, "_MODULE", "no_such_checker")
    alone = gathered(tmp_path, whole)
    assert {"others", "archive", "press", "figures"} <= set(alone.not_run)
    assert {one.checker for one in alone.checks} == {f"careerprint {_version()}"}


def _version() -> str:
    from careerprint import __version__

    return __version__


def test_sheets_are_held_to_what_holds_for_paper(whole: bytes, tmp_path: Path) -> None:
    bare = changed(whole, FAULTS["tagged: no tree"])
    evidence = gathered(tmp_path, bare, kind=Kind.SHEETS, is_read=False)
    assert {one.rule for one in evidence.checks} == {"fonts", "protection", "contrast"}
    assert not evidence.has_failed
    assert "sheets" in evidence.not_run
    assert {"order", "title"}.isdisjoint(one.name for one in evidence.questions)


def test_a_file_that_is_no_pdf_fails(tmp_path: Path) -> None:
    assert gathered(tmp_path, b"no PDF").has_failed


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_the_page_is_what_it_speaks_of(
    whole: bytes, language: str, paper: Paper, tmp_path: Path, typesetter: Typesetter
) -> None:
    form = Form(paper=paper, language=language, brand=Brand())
    page = EvidencePage(evidence=gathered(tmp_path, whole), form=form, json_name="e.json")
    pdf = evidence_pdf(page, typesetter)
    assert_conforms(pdf, tmp_path)
    assert not gathered(tmp_path, pdf).has_failed
    assert pdf == evidence_pdf(page, typesetter)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        width_mm = float(opened.pages[0].MediaBox[2]) / 72 * 25.4
        assert width_mm == pytest.approx(page.size_mm[0], abs=0.1)
        spaces = [one for one in opened.objects if isinstance(one, Dictionary)]
        assert Name.DeviceRGB not in [one.get("/CS") for one in spaces]
    said = painted(pdf)
    assert "".join(WORDS[language]["person_heading"].split()) in said
    assert "compliant" not in said.casefold()


def test_words_of_all_languages_are_the_same_ones() -> None:
    first, *others = WORDS.values()
    for words in others:
        assert list(words) == list(first)
    wanted = {f"rule_{rule.name}" for rule in RULES} | {f"ask_{one.name}" for one in QUESTIONS}
    assert wanted <= set(first)


def test_conditions_stand_with_the_program_or_with_a_person() -> None:
    program = [one for rule in RULES for one in rule.conditions]
    person = [one for question in QUESTIONS for one in question.conditions]
    assert len({*program, *person}) == len([*program, *person])
    asked = [one.name for one in questions_about(frozenset(), are_read=True)]
    assert "tables" not in asked


def test_the_record_has_everything(whole: bytes, tmp_path: Path) -> None:
    record = json.loads(json.dumps(gathered(tmp_path, whole).record))
    assert record["files"][0]["pages"] == 1
    assert len(record["files"][0]["sha256"]) == 64
    assert {one["outcome"] for one in record["checks"]} == {"held", "nothing there"}
