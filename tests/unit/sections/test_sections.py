"""A section kept is the one that would be made; whatever becomes of the cache, printing goes on."""

import hashlib
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import pymupdf
import pytest
from tests.conftest import CAREERS, ROOT, SAMPLES

from careerprint.brand import Brand
from careerprint.profile.library import Career, Library
from careerprint.render.layouts import Layout, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.receipt import Section
from careerprint.resources import shipped
from careerprint.sections.keys import section_key
from careerprint.sections.sections import Sections, _unpacked
from careerprint.sections.store import _MAGIC, _checked, clear, default_folder, shelf
from careerprint.settings import Ink, Language, Paper, Variant
from careerprint.typefaces.shaping import shaped


@pytest.fixture
def career(tmp_path: Path) -> Career:
    """Give a short career of a folder of its own."""
    return _career(shutil.copy(SAMPLES / "sparse.yaml", tmp_path / "sparse.yaml"))


def _career(path: str | Path) -> Career:
    return Library((CAREERS,)).career(Path(path))


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """Give a copy of the one-pager that a test may change."""
    for name in ("one-pager", "_shared", "card"):
        shutil.copytree(shipped("layouts") / name, tmp_path / "layouts" / name)
    return find_layout("one-pager", (tmp_path / "layouts",), Paper.LETTER)


@pytest.fixture(scope="module")
def plain() -> Layout:
    """Give the shipped one-pager."""
    return find_layout("one-pager", (shipped("layouts"),), Paper.LETTER)


@pytest.fixture
def make(typesetter: Typesetter, career: Career, plain: Layout) -> Callable[..., Section]:
    """Give a function that gives the career's section from a cache."""

    def make(cache: Sections, variant: Variant | None = None) -> Section:
        return cache.section(career, layout=plain, variant=variant or Variant())

    return make


@pytest.fixture
def cache(typesetter: Typesetter, tmp_path: Path) -> Callable[..., Sections]:
    """Give a function that opens a cache in a folder of the test."""
    folder = tmp_path / "cache"
    return lambda **more: Sections(lambda: typesetter, more.pop("folder", folder), **more)


def _entry(folder: Path) -> Path:
    (path,) = folder.glob("??/*.section")
    return path


# --- the key ---------------------------------------------------------------------------------


def _add(path: Path, text: str = "\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.parametrize(
    "name",
    [
        "one-pager/style.css",
        "one-pager/page.html.j2",
        "one-pager/layout.yaml",
        "one-pager/new.svg",
        "one-pager/pictures/new.svg",
        "_shared/style.css",
        "_shared/parts.html.j2",
    ],
)
def test_the_key_changes_with_the_files_of_the_layout(
    name: str, career: Career, layout: Layout
) -> None:
    before = section_key((career,), layout, Variant())
    _add(layout.folder.parent / name)
    assert section_key((career,), layout, Variant()) != before


def test_the_key_changes_with_a_layout_that_is_named_in_this_one(
    career: Career, layout: Layout
) -> None:
    other = layout.folder.parent / "card" / "page.html.j2"
    before = section_key((career,), layout, Variant())
    _add(other)
    assert section_key((career,), layout, Variant()) == before
    _add(layout.template, '{% include "card/page.html.j2" %}')
    before = section_key((career,), layout, Variant())
    _add(other)
    assert section_key((career,), layout, Variant()) != before


FORMS: list[dict[str, Any]] = [
    {"paper": Paper.A4},
    {"ink": Ink.COPIER},
    {"languages": (Language.SPANISH,)},
    {"languages": (Language.ENGLISH, Language.SPANISH)},
    {"state": "OH"},
    {"brand": Brand(organisation="Lincoln High")},
    {"is_fillable": True},
    {"is_bound": True},
]


def test_the_key_changes_with_every_field_of_the_form(career: Career, plain: Layout) -> None:
    keys = {section_key((career,), plain, replace(Variant(), **form)) for form in FORMS}
    assert len(keys | {section_key((career,), plain, Variant())}) == len(FORMS) + 1


def test_the_key_changes_with_the_text_the_company_and_the_order(
    career: Career, plain: Layout, tmp_path: Path
) -> None:
    path = tmp_path / "sparse.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("repair", "mending", 1), encoding="utf-8")
    other = _career(path)
    keys = {
        section_key(careers, plain, Variant())
        for careers in ((career,), (other,), (career, other), (other, career))
    }
    assert len(keys) == 4
    assert section_key((replace(career, related=("Welder",)),), plain, Variant()) not in keys


def test_the_key_changes_with_figures_and_fonts(
    career: Career, plain: Layout, tmp_path: Path
) -> None:
    figures, fonts = tmp_path / "figures", tmp_path / "fonts"
    variant = Variant(figure_folders=(figures,))
    keys = [section_key((career,), plain, variant, fonts)]
    for file in (figures / "pay.csv", figures / "pay.csv", fonts / "new.otf", fonts / "new.otf"):
        _add(file, "x")
        keys.append(section_key((career,), plain, variant, fonts))
    assert len(set(keys)) == 5


def test_the_key_does_not_change_with_what_does_not_go_in(
    career: Career, layout: Layout, tmp_path: Path
) -> None:
    figures = tmp_path / "figures"
    variant = Variant(figure_folders=(figures,))
    before = section_key((career,), layout, variant)
    _add(tmp_path / "careerprint.yaml")
    _add(layout.folder.parent / "card" / "style.css")
    os.utime(layout.template, (0, 0))
    (tmp_path / "elsewhere").mkdir()
    moved = tmp_path / "elsewhere" / "layouts"
    shutil.move(layout.folder.parent, moved)
    layout = find_layout("one-pager", (moved,), Paper.LETTER)
    variant = Variant(figure_folders=(tmp_path / "other-figures",))
    assert section_key((career,), layout, variant) == before


KEY = (
    "from pathlib import Path\n"
    "from tests.conftest import SAMPLES\n"
    "from careerprint.sections.keys import section_key\n"
    "from careerprint.profile.library import Library\n"
    "from careerprint.render.layouts import find_layout\n"
    "from careerprint.resources import shipped\n"
    "from careerprint.settings import Paper, Variant\n"
    "career = Library(()).career(SAMPLES / 'sparse.yaml')\n"
    "layout = find_layout('one-pager', (shipped('layouts'),), Paper.LETTER)\n"
    "print(section_key((career,), layout, Variant()))\n"
)


def test_the_key_is_the_same_in_every_process() -> None:
    keys = {_python(KEY, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(keys) == 1


def _python(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **more},
    )


# --- kept and given again --------------------------------------------------------------------


def test_what_is_kept_is_what_was_made(
    cache: Callable[..., Sections], make: Callable[..., Section]
) -> None:
    first, second = cache(), cache()
    made, kept = make(first), make(second)
    assert (made.pdf, made.receipt, made.warnings) == (kept.pdf, kept.receipt, kept.warnings)
    assert (first.typeset_count, second.typeset_count) == (1, 0)


def test_without_a_folder_nothing_is_kept(
    cache: Callable[..., Sections], make: Callable[..., Section], tmp_path: Path
) -> None:
    uncached = cache(folder=None)
    assert make(uncached).pdf == make(uncached).pdf
    assert uncached.typeset_count == 2
    assert not (tmp_path / "cache").exists()


def test_the_donor_is_kept_too(cache: Callable[..., Sections]) -> None:
    html = "<!doctype html><html lang=en><title>x</title><p style=\"font-family:'Source Sans'\">x"
    first, second = cache(), cache()
    assert first.specimen(html) == second.specimen(html)
    assert (first.typeset_count, second.typeset_count) == (1, 0)


def _foreign(content: bytes) -> bytes:
    """Give an entry that is whole and says something else."""
    body = len(content).to_bytes(4, "big") + content
    return _MAGIC + hashlib.sha256(body).digest() + body


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut in the mark": lambda content: content[:10],
    "cut in the sum": lambda content: content[:40],
    "cut at the end": lambda content: content[:-1],
    "one bit": lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:],
    "longer": lambda content: content + b"x",
    "another program's": lambda _: b"%PDF-1.7 not ours",
    "whole without a body": lambda _: _MAGIC + hashlib.sha256(b"").digest(),
    "whole of no JSON": lambda _: _foreign(b"{"),
    "whole of a list": lambda _: _foreign(b"[]"),
    "whole of other fields": lambda _: _foreign(
        json.dumps({"receipt": {"x": 1}, "warnings": []}).encode()
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_bad_entry_is_made_anew(
    damage: Callable[[bytes], bytes],
    cache: Callable[..., Sections],
    make: Callable[..., Section],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    made = make(cache())
    entry = _entry(tmp_path / "cache")
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    second = cache()
    assert make(second).pdf == made.pdf
    assert second.typeset_count == 1
    assert entry.read_bytes() == whole
    assert capfd.readouterr() == ("", "")


def test_a_folder_in_an_entrys_place_does_no_harm(
    cache: Callable[..., Sections], make: Callable[..., Section], tmp_path: Path
) -> None:
    made = make(cache())
    entry = _entry(tmp_path / "cache")
    entry.unlink()
    entry.mkdir()
    assert make(cache()).pdf == made.pdf


@pytest.mark.parametrize("kind", ["file", "device", "read-only"])
def test_a_cache_that_cannot_be_written_does_no_harm(
    kind: str, cache: Callable[..., Sections], make: Callable[..., Section], tmp_path: Path
) -> None:
    """As root every folder is writable, so a file and the kernel's own folder stand in too."""
    folder = {
        "file": tmp_path / "file" / "cache",
        "device": Path("/proc/careerprint"),
        "read-only": tmp_path / "locked",
    }[kind]
    (tmp_path / "file").touch()
    (tmp_path / "locked").mkdir(mode=0o500)
    one = cache(folder=folder)
    assert make(one).pdf.startswith(b"%PDF")
    assert one.typeset_count == 1
    assert shelf(folder).entries == int(kind == "read-only" and os.access(folder, os.W_OK))


def test_a_folder_that_goes_missing_is_made_again(
    cache: Callable[..., Sections], make: Callable[..., Section], tmp_path: Path
) -> None:
    one = cache()
    make(one)
    shutil.rmtree(tmp_path / "cache")
    make(one)
    assert one.typeset_count == 2
    assert shelf(tmp_path / "cache").entries == 1


# --- size ------------------------------------------------------------------------------------


def test_the_least_recently_used_goes_first(
    cache: Callable[..., Sections], make: Callable[..., Section], tmp_path: Path
) -> None:
    folder = tmp_path / "cache"
    states = [Variant(state=code) for code in ("OH", "TX", "CA")]
    names: list[str] = []
    for age, variant in enumerate(states):
        make(cache(), variant)
        (new,) = {path.name for path in folder.glob("??/*.section")} - set(names)
        names.append(new)
        os.utime(folder / new[:2] / new, (1000 + age, 1000 + age))
    make(cache(), states[0])  # used again, so the second is the oldest now
    size = shelf(folder).size
    make(cache(most_bytes=size), Variant(state="NY"))
    left = {path.name for path in folder.glob("??/*.section")}
    assert names[1] not in left
    assert {names[0], names[2]} < left
    assert shelf(folder).size <= size


def test_a_cap_below_one_section_keeps_none(
    cache: Callable[..., Sections], make: Callable[..., Section], tmp_path: Path
) -> None:
    assert make(cache(most_bytes=10)).pdf.startswith(b"%PDF")
    assert shelf(tmp_path / "cache").entries == 0


def test_clearing_leaves_what_is_not_ours(
    cache: Callable[..., Sections], make: Callable[..., Section], tmp_path: Path
) -> None:
    folder = tmp_path / "cache"
    make(cache())
    _add(folder / "aa" / "notes.txt")
    _add(folder / "aa" / ".careerprint-old")
    _add(folder / "aa" / ".careerprint-new")
    os.utime(folder / "aa" / ".careerprint-old", (0, 0))
    assert clear(folder).entries == 1
    assert shelf(folder).entries == 0
    assert {path.name for path in (folder / "aa").iterdir()} == {"notes.txt", ".careerprint-new"}


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CAREERPRINT_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("CAREERPRINT_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert default_folder() == tmp_path / "x" / "careerprint"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path / ".cache" / "careerprint"


# --- many processes, and ones that are killed ------------------------------------------------


def _whole(folder: Path) -> Iterator[Path]:
    """Give the entries under a final name; one that is not whole fails."""
    for path in folder.glob("??/*.section"):
        body = _checked(path.read_bytes())
        assert body is not None, path
        section = _unpacked(body)
        if section is None and not body.startswith(b"%PDF"):  # a block of a booklet's part
            assert json.loads(body)["room_pt"] > 0
        else:  # a section, or a specimen
            with pymupdf.open(stream=section.pdf if section else body) as document:
                assert len(document) == 1
        yield path


def _work(folder: Path, barrier: Any, results: Any) -> None:
    sections = Sections(lambda: Typesetter(roots=(shipped("layouts"),)), folder)
    assert sections.typesetter is not None
    barrier.wait()
    for text in "abcde" * 2:
        html = f'<!doctype html><html lang=en><title>x</title><p style="{FACE}">{text}'
        results.put((text, hashlib.sha256(sections.specimen(html)).hexdigest()))


FACE = "font-family:'Source Sans'"


def test_many_processes_at_once_keep_whole_entries(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(4), context.Queue()
    workers = [
        context.Process(target=_work, args=(tmp_path / "cache", barrier, results)) for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    made = {results.get(timeout=120) for _ in range(4 * 10)}
    for worker in workers:
        worker.join(timeout=60)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert len(made) == 5
    assert len(list(_whole(tmp_path / "cache"))) == 5


NAMES = ("filmmaker", "welder")


def _command(cwd: Path) -> list[str]:
    out = str(cwd / "out")
    return [sys.executable, "-m", "careerprint", "render", *NAMES, "-o", out]


def _surroundings(cwd: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "CAREERPRINT_CACHE": str(cwd / "cache"),
    }


def _kill_at_random(kills: int, cwd: Path, longest_s: float) -> None:
    """Kill so many runs in their work, at random moments of ``longest_s`` seconds."""
    random_moment = random.Random(kills)  # noqa: S311 - no secret
    while kills:
        if random_moment.random() < 0.4:
            shutil.rmtree(cwd / "cache", ignore_errors=True)
        run = subprocess.Popen(
            _command(cwd),
            cwd=cwd,
            env=_surroundings(cwd),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            run.wait(timeout=random_moment.uniform(0.2, 1.0) * longest_s)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            kills -= 1
        list(_whole(cwd / "cache"))
        for pdf in (cwd / "out").glob("*.pdf"):
            assert pdf.read_bytes().rstrip().endswith(b"%%EOF")


def _run(folder: Path) -> float:
    """Run to the end; gives how many seconds it took."""
    start = monotonic()
    subprocess.run(
        _command(folder), cwd=folder, env=_surroundings(folder), check=True, capture_output=True
    )
    return monotonic() - start


def _kill_and_run_on(kills: int, cwd: Path, clean: Path) -> None:
    """Fail unless the run after killed ones prints what a run with no history prints."""
    _kill_at_random(kills, cwd, longest_s=_run(clean))
    _run(cwd)
    for name in NAMES:
        file = f"out/{name}-one-pager-letter.pdf"
        assert (cwd / file).read_bytes() == (clean / file).read_bytes()


@pytest.fixture
def two_folders(tmp_path: Path) -> tuple[Path, Path]:
    """Give two empty folders."""
    folders = (tmp_path / "killed", tmp_path / "clean")
    for folder in folders:
        folder.mkdir()
    return folders


def test_a_killed_run_leaves_nothing_half_done(two_folders: tuple[Path, Path]) -> None:
    _kill_and_run_on(3, *two_folders)


@pytest.mark.prove
def test_fifty_killed_runs_leave_nothing_half_done(two_folders: tuple[Path, Path]) -> None:
    _kill_and_run_on(50, *two_folders)


# --- through the command ---------------------------------------------------------------------

AGAIN = (
    "import sys\n"
    "from careerprint.sections import sections\n"
    "from careerprint.cli.command_line import run\n"
    "made = []\n"
    "class Counted(sections.Sections):\n"
    "    def __init__(self, *a, **k):\n"
    "        super().__init__(*a, **k)\n"
    "        made.append(self)\n"
    "sections.Sections = Counted\n"
    "code = run(['render', *sys.argv[1:]])\n"
    "dear = 'weasyprint jinja2 pikepdf PIL segno'.split()\n"
    "dear = [one for one in dear if one in sys.modules]\n"
    "print(int(code), sum(one.typeset_count for one in made), *dear)\n"
)


def _render_twice(folder: Path, *careers: str) -> int:
    """Render twice; fails unless the second run typeset nothing. Gives how many were made."""
    said = []
    for name in ("one", "two"):
        where = ("-o", str(folder / name))
        done = _python(AGAIN, *careers, *where, CAREERPRINT_CACHE=str(folder / "cache"))
        said.append(done.stdout.splitlines()[-1])
    count = shelf(folder / "cache").entries
    assert said[0].startswith(f"0 {count} weasyprint ")
    assert said[1] == "0 0"  # nor is anything loaded that only a page to be set needs
    for path in (folder / "one").iterdir():
        assert path.read_bytes() == (folder / "two" / path.name).read_bytes()
    return count


def test_a_second_render_typesets_nothing(tmp_path: Path) -> None:
    assert _render_twice(tmp_path, "--cluster", "agriculture") == 3


@pytest.mark.prove
def test_a_second_render_of_all_typesets_nothing(tmp_path: Path) -> None:
    assert _render_twice(tmp_path, "--all") == len(list(CAREERS.glob("*.yaml")))


def test_no_name_of_a_reader_is_in_the_cache(tmp_path: Path) -> None:
    name = "Quirina Zzyzx-Obermoser"
    code = "import sys; from careerprint.cli.command_line import run; sys.exit(run(sys.argv[1:]))"
    book = str(tmp_path / "b.pdf")
    where = str(tmp_path / "cache")
    _python(code, "booklet", "welder", "--for", name, "-o", book, CAREERPRINT_CACHE=where)
    with pymupdf.open(book) as document:
        assert name in " ".join(document[0].get_text().split())
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(files) >= 3
    for path in files:
        content = path.read_bytes()
        body = _checked(content)
        assert body is not None
        section = _unpacked(body)
        texts = [_codes(body.decode("latin-1"))]
        if section is not None or body.startswith(b"%PDF"):
            with pymupdf.open(stream=section.pdf if section else body) as document:
                texts = [page.get_text() for page in document] + [str(document.metadata)]
        for word in name.split():
            assert word not in path.name
            assert word.encode() not in content
            glyphs = "".join(f"{code:04x}" for code, _, _ in shaped(word, "sans-semibold"))
            assert not any(word in text or glyphs in text for text in texts)


def _codes(content: str) -> str:
    """Give the codes of all glyphs that a block shows, one after the other."""
    return "".join(re.findall(r"<([0-9a-f]+)>", content))
