"""What many tests share: the library, one warm typesetter, a small valid profile."""

import copy
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from careerprint.profile.library import Library
from careerprint.reading.composer import compose
from careerprint.render.layouts import Layout, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.resources import shipped
from careerprint.settings import Paper

ROOT = Path(__file__).resolve().parent.parent
CAREERS = shipped("data") / "careers"
CAREER_IDS = tuple(sorted(path.stem for path in CAREERS.glob("*.yaml")))
FOUR_IDS = ("content-creator", "filmmaker", "music-producer", "sound-designer")
"""The careers that stand for all where every form of a page is tried."""
SAMPLES = Path(__file__).parent / "profiles" / "good"


# the gate tries the same examples every time; `make prove` asks for others, and says how to
# have those again that failed
settings.register_profile("gate", derandomize=True, deadline=None, database=None)
settings.register_profile("chance", deadline=None, print_blob=True)
settings.load_profile("gate")

# a shell lets what it starts in the background ignore interruptions, and so would the commands
# that the tests interrupt
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with real servers, browsers and pools: what is left for the end is short then."""
    items.sort(key=lambda item: "real" not in item.path.parts)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the long proofs counted."""
    for report in terminalreporter.getreports("passed"):
        if report.user_properties:
            said = ", ".join(f"{name}: {value}" for name, value in report.user_properties)
            terminalreporter.write_line(f"{report.nodeid}: {said}")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep sections in a folder of the session, not in the user's; its workers share it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "sections"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAREERPRINT_CACHE", str(folder))
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_core() -> Iterator[None]:
    """Have commands in the tests' own process work in it alone: the tests are on all cores."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("careerprint.workers.executors.cores", lambda: 1)
        yield


@pytest.fixture(scope="session")
def library() -> Library:
    """Give the shipped careers."""
    return Library((CAREERS,))


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """Give a typesetter for the shipped layouts, warm for the whole session."""
    return Typesetter(roots=(shipped("layouts"),))


@pytest.fixture(scope="session")
def one_pager() -> Callable[[Paper], Layout]:
    """Give the one-pager on a paper."""
    return lambda paper: find_layout("one-pager", (shipped("layouts"),), paper)


def translations(library: Library) -> tuple[Path, ...]:
    """Give every translation of a career of a library."""
    return tuple(one for path in library.paths for one in library.translations_of(path))


def small_profile() -> dict[str, Any]:
    """Give a short valid profile as plain values, for a test to change."""
    return copy.deepcopy(_SMALL)


_SMALL: dict[str, Any] = compose((SAMPLES / "sparse.yaml").read_text(encoding="utf-8")).value


@pytest.fixture
def write_profile(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes plain values as a profile and gives its path."""

    def write(values: dict[str, Any], name: str = "sample") -> Path:
        path = tmp_path / f"{name}.yaml"
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty working folder."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder
