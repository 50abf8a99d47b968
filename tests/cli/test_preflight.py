"""``careerprint preflight`` as somebody uses it who got a PDF from elsewhere."""

import json
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.conftest import ROOT

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.press.press import Press
from careerprint.press.press_order import PressOrder

Capture = pytest.CaptureFixture[str]
OTHERS = ROOT / "tests" / "pdfs" / "chromium-links.pdf"


def test_a_file_of_others_is_judged_in_words(empty_folder: Path, capsys: Capture) -> None:
    assert run(["preflight", str(OTHERS)]) == ExitCode.SOME_FAILED
    said = capsys.readouterr()
    assert "error: page 1: it does not say where it is to be cut (no TrimBox)" in said.out
    assert "hint: take links, fields and notes out, or flatten them" in said.out
    assert "1 file looked at:" in said.err


def test_json_has_a_record_of_each_finding(empty_folder: Path, capsys: Capture) -> None:
    Path("no.pdf").write_bytes(b"no PDF")
    assert run(["preflight", str(OTHERS), "no.pdf", "--json"]) == ExitCode.SOME_FAILED
    first, second = json.loads(capsys.readouterr().out)
    assert first["path"] == str(OTHERS)
    assert {"rule", "severity", "page", "place_mm", "count", "message", "hint"} == set(
        first["findings"][0]
    )
    assert second["findings"] == [
        {
            "rule": "damage",
            "severity": "error",
            "page": None,
            "place_mm": None,
            "count": 1,
            "message": "this is not a PDF",
            "hint": "export it anew",
        }
    ]


def test_a_press_file_is_ready(empty_folder: Path, capsys: Capture) -> None:
    from tests.unit.press.test_press import drawn

    Path("band.pdf").write_bytes(Press(PressOrder()).made(drawn(b"1 0 0 rg 0 50 200 50 re f")))
    font = run(["preflight", "band.pdf"])
    assert font == ExitCode.SOME_FAILED, "Helvetica is not in the file"
    capsys.readouterr()
    assert run(["preflight", "missing.pdf"]) == ExitCode.USAGE
    assert "missing.pdf cannot be read (No such file or directory)" in capsys.readouterr().err


def test_the_ink_limit_is_the_projects_or_the_options(empty_folder: Path, capsys: Capture) -> None:
    from tests.unit.press.test_press import drawn

    Path("band.pdf").write_bytes(Press(PressOrder()).made(drawn(b"0.3 0 0.4 rg 0 50 200 50 re f")))
    run(["preflight", "band.pdf"])
    assert "ink, and" not in capsys.readouterr().out
    run(["preflight", "band.pdf", "--ink-limit", "120"])
    assert "% ink, and 120 % is the most" in capsys.readouterr().out


def test_what_a_school_was_sent_is_judged_and_laid_out_in_words(
    empty_folder: Path, capsys: Capture
) -> None:
    with pikepdf.open(OTHERS) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Hidden")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        pdf.save("sent.pdf")
        pdf.save("locked.pdf", encryption=pikepdf.Encryption(owner="a", user=""))
    assert run(["preflight", "sent.pdf", "locked.pdf"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().out
    for expected in (
        "sent.pdf: warning: it has layers",
        "a link lies on it, which a press cannot print",
        "locked.pdf: error: it is protected",
    ):
        assert expected in said
    options = ["--scheme", "saddle", "--press", "--no-evidence", "-o", "sheets.pdf"]
    assert run(["impose", "sent.pdf", *options]) == ExitCode.OK
    assert "sheets-press.pdf: warning: it has layers" in capsys.readouterr().err
    assert run(["impose", "locked.pdf", *options]) == ExitCode.SOME_FAILED
    assert "error: this PDF is protected" in capsys.readouterr().err
