"""The commands themselves by one worker and by all: ``python -m benchmarks.cores [FOLDER]``.

What is compared is run in turn, from the start of the process to its end, without a cache. Beside
the time that passed stands the *chain*: the run's own work and that of its busiest worker, in
seconds of a core. It is what would pass on a machine with nothing else to do; on a busy one the
time that passes says more about the others. Memory is that of all processes at once, what they
share counted once (PSS). With a folder named, times against careers and against students are drawn
there, as ``cores.svg`` and ``students.svg``.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.batch import POCKET, children, text, write_roster
from benchmarks.plot import Line, plot

from careerprint.profile.library import Library
from careerprint.resources import shipped
from careerprint.workers.executors import cores

ROUNDS = 3
POLL_S = 0.02
COUNTS = (1, 2, 4, 8, 16, 32)
STUDENTS = 120
CLASSES = (10, 30, 60, 120)
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took: seconds that passed, seconds of cores, the longest chain, memory."""

    wall_s: float
    busy_s: float
    chain_s: float
    memory_mb: float


def measured(folder: Path, *arguments: str | Path) -> Run:
    """Run the command in a folder, and watch its processes."""
    env = {**os.environ, "CAREERPRINT_CACHE": str(folder / "cache")}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    going = subprocess.Popen(
        [sys.executable, "-m", "careerprint", "-q", *arguments],
        cwd=folder,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    workers: dict[int, float] = {}
    memory_mb = 0.0
    while going.poll() is None:
        below = children(going.pid)
        workers |= {child: max(busy(child), workers.get(child, 0.0)) for child in below}
        memory_mb = max(memory_mb, sum(map(pss_mb, (going.pid, *below))))
        time.sleep(POLL_S)
    wall_s, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert going.returncode == 0
    busy_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    others = sum(workers.values()) - max(workers.values(), default=0.0)
    return Run(wall_s=wall_s, busy_s=busy_s, chain_s=busy_s - others, memory_mb=memory_mb)


def busy(process: int) -> float:
    """Give the seconds that a process has worked."""
    fields = text(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND if fields else 0.0


def pss_mb(process: int) -> float:
    """Give the memory of a process, what it shares with others divided between them."""
    for line in text(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def by_workers(folder: Path, numbers: tuple[int, ...], *arguments: str | Path) -> list[list[Run]]:
    """Give the runs of each number of workers, taken in turn."""
    found: list[list[Run]] = [[] for _ in numbers]
    for turn in range(ROUNDS):
        for number, runs in zip(numbers, found, strict=True):
            output = folder / f"out-{turn}-{number}-{time.time_ns()}"
            runs.append(measured(folder, *arguments, "--workers", str(number), "-o", output))
    return found


def say(what: str, number: int, runs: list[Run]) -> None:
    walls = [run.wall_s for run in runs]
    print(
        f"{what:<34} {number:>2} {median(walls):7.1f} s ({min(walls):.1f} to {max(walls):.1f})"
        f" {median(run.chain_s for run in runs):7.1f} s {median(run.busy_s for run in runs):7.1f} s"
        f" {median(run.memory_mb for run in runs):6.0f} MB",
        flush=True,
    )


def say_ratio(one: list[Run], several: list[Run]) -> None:
    for name, ratios in (
        ("time", [b.wall_s / a.wall_s for a, b in zip(one, several, strict=True)]),
        ("chain", [b.chain_s / a.chain_s for a, b in zip(one, several, strict=True)]),
    ):
        print(f"{'':<34} several : one, {name} {median(ratios):.2f}", end="")
        print(f" ({min(ratios):.2f} to {max(ratios):.2f})", flush=True)


def report(folder: Path) -> None:
    """Print the figures of printing all careers, and of a batch, by one worker and by all."""
    several = max(cores(), 2)
    print(f"{'runs in turn, no cache':<34} by {'time that passed':>22} {'chain':>14} {'cores':>9}")
    for layout in ("one-pager", "two-sider"):
        arguments = ("render", "--all", "--no-cache", "--layout", layout)
        one, all_ = by_workers(folder, (1, several), *arguments)
        say(f"render --all, {layout}", 1, one)
        say("", several, all_)
        say_ratio(one, all_)
    (folder / "spec.yaml").write_text(POCKET, encoding="utf-8")
    write_roster(folder / "roster.csv", STUDENTS)
    batch = ("batch", "roster.csv", "--booklet", "spec.yaml")
    measured(folder, *batch, "-o", folder / "first")
    one, all_ = by_workers(folder, (1, several), *batch)
    say(f"batch of {STUDENTS}, careers kept", 1, one)
    say("", several, all_)
    say_ratio(one, all_)


def against_careers(folder: Path, file: Path) -> None:
    """Plot the chain of printing so many careers, by one worker and by all."""
    names = [path.stem for path in Library((shipped("data") / "careers",)).paths]
    runs = {count: ("render", *names[:count], "--no-cache") for count in (*COUNTS, len(names))}
    said = f"Printing one-pagers without a cache, on {machine()}"
    drawn(folder, file, runs, said, "careers")


def against_students(folder: Path, file: Path) -> None:
    """Plot the chain of making so many booklets of careers that are kept, by one and by all."""
    (folder / "spec.yaml").write_text(POCKET, encoding="utf-8")
    runs: dict[int, tuple[str, ...]] = {}
    for count in CLASSES:
        write_roster(folder / f"roster-{count}.csv", count)
        runs[count] = ("batch", f"roster-{count}.csv", "--booklet", "spec.yaml")
    measured(folder, *runs[CLASSES[-1]], "-o", folder / "first")
    said = f"Pocket booklets of careers that are kept, on {machine()}"
    drawn(folder, file, runs, said, "students")


def drawn(
    folder: Path, file: Path, runs: dict[int, tuple[str, ...]], title: str, unit: str
) -> None:
    """Measure runs of so many of a unit by one worker and by all, print them and plot the chain."""
    several = max(cores(), 2)
    points: dict[int, list[tuple[float, float]]] = {1: [], several: []}
    rows = [(unit, "workers", "seconds", "seconds_of_the_chain")]
    for count, arguments in runs.items():
        for number, found in zip(
            points, by_workers(folder, tuple(points), *arguments), strict=True
        ):
            chain_s = median(run.chain_s for run in found)
            points[number].append((count, chain_s))
            wall_s = median(run.wall_s for run in found)
            rows.append((str(count), str(number), f"{wall_s:.2f}", f"{chain_s:.2f}"))
    csv.writer(sys.stdout).writerows(rows)
    lines = [
        Line(name=f"{number} worker{'s' if number > 1 else ''}", points=tuple(found))
        for number, found in points.items()
    ]
    file.write_text(plot(lines, title=title, x=unit, y="seconds"), encoding="utf-8")


def machine() -> str:
    """Name the machine: its processor, the cores that may be used, system and Python."""
    info = text(Path("/proc/cpuinfo")).splitlines()
    names = [line.partition(":")[2].strip() for line in info if line.startswith("model name")]
    processor = names[0] if names else os.uname().machine
    python = ".".join(map(str, sys.version_info[:2]))
    return f"{cores()} cores of {processor}, {os.uname().sysname}, Python {python}"


def main() -> None:
    """Print every figure, or plot times if a folder is named."""
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        if len(sys.argv) > 1:
            against_careers(Path(name), Path(sys.argv[1]).absolute() / "cores.svg")
            against_students(Path(name), Path(sys.argv[1]).absolute() / "students.svg")
        else:
            report(Path(name))


if __name__ == "__main__":
    main()
