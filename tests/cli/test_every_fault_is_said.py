"""Every command on every kind of broken input: no failure is silent, none ends in a traceback."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from PIL import Image
from tests.conftest import SAMPLES

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
Break = Callable[[Path], object]


def _text(text: str) -> Break:
    return lambda path: path.write_text(text, encoding="utf-8")


def _bytes(content: bytes) -> Break:
    return lambda path: path.write_bytes(content)


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    """A file that cannot be opened, even by the superuser, whom no mode keeps out."""
    path.unlink()
    path.symlink_to(path)


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


BREAKS: Final[dict[str, Break]] = {
    "missing": lambda path: path.unlink(),
    "empty": _bytes(b""),
    "remark": _text("# nothing but this\n"),
    "binary": _bytes(bytes(range(256)) * 8),
    "zeros": _bytes(bytes(4096)),
    "latin-1": _bytes("título: año\nname: año\n".encode("latin-1")),
    "cut": _cut,
    "open brace": _text("title: {a: 1\nname: [x\n"),
    "open quote": _text('title: "never closed\nname: x\n'),
    "tab": _text("title:\n\tname: x\n"),
    "a list": _text("- one\n- two\n"),
    "a word": _text("word\n"),
    "unknown field": _text("nonsense: 1\n"),
    "twice": _text("title: a\ntitle: b\n"),
    "wrong types": _text("title: [a]\npaper: {b: c}\nverdict: 3\ncareers: {}\nbrand: x\n"),
    "too deep": _text("title: " + "[" * 60 + "]" * 60 + "\n"),
    "two documents": _text("title: a\n---\ntitle: b\n"),
    "control sign": _bytes(b"title: a\x07b\nname: x\n"),
    "too large": _bytes(b"# " + b"x" * (1024 * 1024 + 1) + b"\n"),
    "folder": _folder,
    "unreadable": _loop,
    "dangling": _dangling,
    "a pdf": _bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<<>>\n"),
}
SETTINGS, PROFILE, TRANSLATION = "careerprint.yaml", "own.yaml", "es/own.yaml"
ROSTER, SPEC, PDF, RELEASE = "roster.csv", "spec.yaml", "sheets.pdf", "release.xlsx"
LAYOUT, TEMPLATE, STYLE = (
    f"layouts/mine/{n}" for n in ("layout.yaml", "page.html.j2", "style.css")
)
LOGO = "logo.png"

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    SETTINGS: (
        "list",
        "check",
        "check own.yaml",
        "render own.yaml",
        "render --all --combined all.pdf",
        "new Barista",
        "translate own.yaml es",
        "booklet filmmaker -o made.pdf",
        "batch roster.csv -o made",
        "layout list",
        "layout new yours",
        "layout check one-pager",
        "figures show 27-4014",
        "figures find barista",
        "figures import release.xlsx",
        "doctor",
        "mail made",
        "cache info",
    ),
    PROFILE: (
        "check own.yaml",
        "check -q own.yaml",
        "check --json own.yaml",
        "check --fix own.yaml",
        "render own.yaml",
        "render -q own.yaml",
        "render --json own.yaml",
        "render own.yaml --layout card --combined cards.pdf",
        "booklet spec.yaml own.yaml -o made.pdf",
        "translate own.yaml es",
    ),
    TRANSLATION: (
        "check own.yaml",
        "check es/own.yaml",
        "check --fix own.yaml",
        "render own.yaml --lang es",
        "render own.yaml --lang es --json",
        "render own.yaml --lang en,es --layout two-sider",
        "render own.yaml --lang es --layout card --combined cards.pdf",
        "booklet spec.yaml own.yaml --lang es -o made.pdf",
    ),
    ROSTER: ("batch roster.csv -o made --dry-run", "batch roster.csv -o made --json --dry-run"),
    SPEC: ("booklet spec.yaml -o made.pdf", "batch roster.csv --booklet spec.yaml -o made"),
    LAYOUT: (
        "layout list",
        "layout check mine",
        "layout new yours --like mine",
        "render own.yaml --layout mine",
        "batch roster.csv --layout mine -o made",
    ),
    PDF: (
        "impose sheets.pdf --scheme saddle -o made.pdf",
        "impose sheets.pdf --scheme 4up -o x.pdf",
    ),
    RELEASE: ("figures import release.xlsx --yes",),
    LOGO: ("render own.yaml", "booklet filmmaker -o made.pdf"),
}
HARMLESS: Final = {
    (SETTINGS, "missing"),
    (SETTINGS, "empty"),
    (SETTINGS, "remark"),
    (SETTINGS, "folder"),
    (TRANSLATION, "missing"),
}
"""What need not fail: settings and translations may be absent."""
LONG: Final = {
    "layout check one-pager",
    "render --all --combined all.pdf",
    "batch roster.csv -o made",
}
"""What takes long where nothing is broken."""
NO_CONCERN: Final = {"cache info", "layout list", "layout new yours --like mine"}
CASES: Final = [
    (file, command, kind)
    for file, commands in COMMANDS.items()
    for command, kind in product(commands, BREAKS)
    if (file, kind) not in HARMLESS or command not in LONG
]


@pytest.fixture
def project(empty_folder: Path) -> Path:
    """Give a project in which everything is well."""
    own = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    Path(SETTINGS).write_text("brand: {organisation: Sample High, logo: logo.png}\n")
    for name in (PROFILE, TRANSLATION, LAYOUT):
        Path(name).parent.mkdir(exist_ok=True, parents=True)
    Path(PROFILE).write_text(own, encoding="utf-8")
    Path(TRANSLATION).write_text(own, encoding="utf-8")
    Path(ROSTER).write_text("name,careers\nAna Ejemplo,filmmaker\n", encoding="utf-8")
    Path(SPEC).write_text("title: Ours\ncareers: [filmmaker]\nparts: [careers]\n", encoding="utf-8")
    Path(LAYOUT).write_text("description: mine\npages: 1\npapers: {letter: {}}\n", encoding="utf-8")
    for name in (PDF, RELEASE):
        Path(name).write_bytes(b"x" * 400)
    Image.new("RGB", (600, 200), "#123456").save(LOGO)
    return empty_folder


def _said(capsys: Capture, command: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(command.split())
    return code, capsys.readouterr().err


def _must_be_told(code: int, err: str) -> None:
    assert code != ExitCode.INTERNAL, err
    assert "Traceback" not in err
    if code != ExitCode.OK:
        assert re.search(r"[a-z]{3} [a-z]", err), f"ended with {code}, without a word"


@pytest.mark.parametrize(
    ("file", "command", "kind"), CASES, ids=[" - ".join(case) for case in CASES]
)
def test_no_failure_is_silent(
    file: str, command: str, kind: str, project: Path, capsys: Capture
) -> None:
    BREAKS[kind](Path(file))
    code, err = _said(capsys, command)
    _must_be_told(code, err)
    if (file, kind) not in HARMLESS and command not in NO_CONCERN:
        assert code != ExitCode.OK


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 300


OUTPUTS: Final[dict[str, Break]] = {
    "a file for its folder": _text("taken\n"),
    "links in a circle": lambda path: path.symlink_to(path),
    "a link to nowhere below a file": lambda path: path.symlink_to("own.yaml/made"),
}
WRITERS: Final = (
    "render own.yaml -o made",
    "render own.yaml -o made/below",
    "render own.yaml --combined made/all.pdf",
    "booklet spec.yaml -o made/book.pdf",
    "batch roster.csv --booklet spec.yaml -o made",
    "impose {pdf} --scheme saddle -o made/sheets.pdf",
    "init made",
    "schema -o made/schema.json",
)


@pytest.mark.parametrize("kind", OUTPUTS)
@pytest.mark.parametrize("command", WRITERS)
def test_a_place_that_cannot_be_written_is_said(
    command: str, kind: str, project: Path, capsys: Capture
) -> None:
    assert run(["render", "own.yaml", "-o", "before"]) == ExitCode.OK
    OUTPUTS[kind](Path("made"))
    code, err = _said(capsys, command.format(pdf="before/own-one-pager-letter.pdf"))
    _must_be_told(code, err)
    assert code != ExitCode.OK


@pytest.mark.parametrize(
    "command", ["render own.yaml --combined made", "booklet spec.yaml -o made"]
)
def test_a_folder_in_place_of_a_file_is_said(command: str, project: Path, capsys: Capture) -> None:
    Path("made").mkdir()
    code, err = _said(capsys, command)
    _must_be_told(code, err)
    assert code != ExitCode.OK


def test_a_file_that_cannot_be_mended_is_said_and_left(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full when the mended file is written: the file is as it was."""
    Path(PROFILE).write_text(Path(PROFILE).read_text().replace("You sit", "You don't sit"))
    before = Path(PROFILE).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, err = _said(capsys, "check --fix own.yaml")
    _must_be_told(code, err)
    assert code == ExitCode.SOME_FAILED
    assert Path(PROFILE).read_bytes() == before
    assert not [path for path in Path().iterdir() if path.name.startswith(".careerprint-")]
