"""A batch as a district runs it: ``python -m benchmarks.batch [students] [--light]``.

Each student has six careers of the library. What is timed is the command itself, with two
workers and a warm cache; memory is the most that the run and its workers held (peak resident
size, read from ``/proc`` while they run). Twice the rows are then set against once: with memory
that does not grow with the roster its ratio is near 1, and the ratio of the times near 2.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from careerprint.profile.library import Library
from careerprint.resources import shipped

CAREERS_EACH = 6
WORKERS = 2
POLL_S = 0.2
LIGHT = "title: Careers to look at\nparts: [cover, careers]\nlayout: one-pager\n"
FULL = "title: Careers to look at\nstarts_right: true\n"
POCKET = "title: Careers to look at\nedition: pocket\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one run took: seconds, bytes of PDF, and the peak MB of the run and of a worker."""

    seconds: float
    size: int
    parent_mb: float
    worker_mb: float


def write_roster(file: Path, students: int) -> None:
    careers = [path.stem for path in Library((shipped("data") / "careers",)).paths]
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "email", "class", "careers"))
        for number in range(students):
            # steps that share no divisor with each other: hardly two students choose the same
            chosen = [careers[(number * 7 + k * (1 + number % 4)) % len(careers)] for k in range(6)]
            name, group = f"Muster {number}, Mia", f"{9 + number // 30 % 4}-{number // 120}"
            rows.writerow((name, f"m{number}@example.org", group, ";".join(dict.fromkeys(chosen))))


def measured(folder: Path, students: int) -> Figures:
    """Run the command over so many students, and watch it."""
    roster, output = folder / f"roster-{students}.csv", folder / f"out-{students}"
    write_roster(roster, students)
    arguments: list[str | Path] = [sys.executable, "-m", "careerprint", "-q", "batch", roster]
    arguments += ["--booklet", folder / "spec.yaml", "-o", output, "--workers", str(WORKERS)]
    start = time.perf_counter()
    going = subprocess.Popen(
        arguments,
        env={**os.environ, "CAREERPRINT_CACHE": str(folder / "cache")},
        stdout=subprocess.DEVNULL,
    )
    parent = worker = 0.0
    while going.poll() is None:
        parent = max(parent, peak_mb(going.pid))
        worker = max([worker, *map(peak_mb, children(going.pid))])
        time.sleep(POLL_S)
    assert going.returncode == 0
    seconds = time.perf_counter() - start
    sizes = [path.stat().st_size for path in output.rglob("*.pdf")]
    assert len(sizes) == students
    return Figures(seconds=seconds, size=sum(sizes), parent_mb=parent, worker_mb=worker)


def children(process: int) -> list[int]:
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return []
    tasks = [path.parent for path in Path(f"/proc/{process}/task").glob("*/children")]
    listed += " ".join(text(task / "children") for task in tasks)
    return sorted({int(child) for child in listed.split()})


def text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""


def peak_mb(process: int) -> float:
    """Give the most memory that a process held so far; 0 if it is gone."""
    for line in text(Path(f"/proc/{process}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def say(what: str, students: int, one: Figures) -> None:
    print(
        f"{what:<6} {students:>6,} students {one.seconds:8.1f} s {students / one.seconds:7.2f}/s"
        f" {1000 * WORKERS * one.seconds / students:7.0f} ms of a core each"
        f" {one.size / students / 1024:7.0f} KB each"
        f"   run {one.parent_mb:5.0f} MB, worker {one.worker_mb:5.0f} MB"
    )


def main(students: int, kinds: dict[str, str]) -> None:
    """Print the figures of each kind of booklet, and of twice the rows."""
    for kind, spec in kinds.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "spec.yaml").write_text(spec, encoding="utf-8")
            measured(folder, students // 2)  # warms the cache
            once, twice = measured(folder, students), measured(folder, 2 * students)
        say(kind, students, once)
        say(kind, 2 * students, twice)
        print(
            f"{kind:<6} twice : once    time {twice.seconds / once.seconds:5.2f}"
            f"   run's memory {twice.parent_mb / once.parent_mb:5.2f}"
            f"   worker's memory {twice.worker_mb / once.worker_mb:5.2f}"
        )


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    every = {"light": LIGHT, "full": FULL, "pocket": POCKET}
    chosen = {"light": LIGHT} if "--light" in sys.argv else every
    main(numbers[0] if numbers else 1000, chosen)
