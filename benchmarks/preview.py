"""The page in the browser, measured: ``python -m benchmarks.preview [saves|memory|library] [N]``.

It runs a server of its own, with a cache of its own, and a real Chromium. All times are of the
machine at hand; what is beyond the typesetting is the time from a saved file to its picture less
the time that setting the page took in the same turn.
"""

import http.client
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from careerprint.profile.library import Library
from careerprint.resources import shipped

CAREERS = shipped("data") / "careers"
CAREER = "chef"
LONGEST_MS = 120_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server that runs: its process, and the address with its key."""

    pid: int
    address: str

    @property
    def host(self) -> str:
        """Its host and port."""
        return urlsplit(self.address).netloc

    @property
    def cookie(self) -> tuple[str, str]:
        """Name and value of the cookie that lets in."""
        return f"careerprint-{self.host.partition(':')[2]}", self.address.partition("key=")[2]

    def ask(self, path: str) -> bytes:
        """Ask without a browser."""
        line = http.client.HTTPConnection(self.host, timeout=LONGEST_MS / 1000)
        line.request("GET", path, headers={"Cookie": "=".join(self.cookie)})
        answer = line.getresponse()
        body = answer.read()
        line.close()
        assert answer.status == 200, (answer.status, body)
        return body

    @property
    def resident_mb(self) -> float:
        """The memory that its process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        kib = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kib.split()[1]) / 1024


@contextmanager
def running(folder: Path, cache: Path) -> Iterator[Running]:
    """Give a server of a project with a cache of its own."""
    command = Path(sys.executable).parent / "careerprint"
    process = subprocess.Popen(
        [command, "preview", "--no-browser", "--port", "0"],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"XDG_CACHE_HOME": str(cache), "NO_COLOR": "1"},
    )
    assert process.stdout
    try:
        yield Running(pid=process.pid, address=process.stdout.readline().strip())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


@contextmanager
def opened(browser: Browser, server: Running) -> Iterator[Page]:
    """Give a page that may come in, on a sharp screen."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, device_scale_factor=2)
    context.set_default_timeout(LONGEST_MS)
    name, value = server.cookie
    context.add_cookies([{"name": name, "value": value, "url": f"http://{server.host}"}])
    yield context.new_page()
    context.close()


def project(folder: Path, names: Sequence[str]) -> Path:
    """Make a project with some careers of its own."""
    (folder / "data" / "careers").mkdir(parents=True)
    (folder / "careerprint.yaml").write_text("paper: letter\n", encoding="utf-8")
    for name in names:
        shutil.copy(CAREERS / f"{name}.yaml", folder / "data" / "careers")
    return folder


def changed(file: Path, text: str, number: int) -> None:
    """Save a file as editors do, with one word changed."""
    part = file.with_suffix(".part")
    part.write_text(text.replace("closing: ", f"closing: {number} ", 1), encoding="utf-8")
    part.replace(file)


_SHOWN = """() => {
  window.shown = [];
  document.addEventListener("pages-shown", () => requestAnimationFrame(() => {
    const all = performance.getEntriesByType("resource");
    const asked = all.filter((one) => one.name.includes("/pages?")).at(-1);
    const set = asked.serverTiming.find((one) => one.name === "set");
    window.shown.push({ at: performance.timeOrigin + performance.now(), set: set.duration });
  }));
  new MutationObserver(() => { if (document.querySelector(".places")) window.placed = Date.now(); })
    .observe(document.querySelector("#pages"), { childList: true, subtree: true });
}"""


def saves(browser: Browser, folder: Path, count: int) -> None:
    """Save a career's file so many times, and see when its new picture stands there."""
    file = project(folder / "project", (CAREER,)) / "data" / "careers" / f"{CAREER}.yaml"
    text = file.read_text(encoding="utf-8")
    with running(folder / "project", folder / "cache") as server, opened(browser, server) as page:
        page.goto(f"http://{server.host}/career/{CAREER}", wait_until="domcontentloaded")
        page.wait_for_selector(".places", state="attached")
        page.evaluate(_SHOWN)
        whole, beyond, places = list[float](), list[float](), list[float]()
        for number in range(count + 1):
            had = page.evaluate("window.shown.length")
            page.evaluate("performance.clearResourceTimings()")
            start = time.time() * 1000
            changed(file, text, number)
            page.wait_for_function(
                "(had) => shown.length > had && document.querySelector('.places')", arg=had
            )
            shown = page.evaluate("shown.at(-1)")
            if number:  # the first one warms
                whole.append(shown["at"] - start)
                beyond.append(whole[-1] - shown["set"])
                places.append(page.evaluate("window.placed") - shown["at"])
            page.wait_for_timeout(300)
    said("from a saved file to its picture, ms", whole)
    said("of that beyond the typesetting, ms", beyond)
    said("from the picture to its places, ms", places)


def memory(folder: Path, count: int, layout: str) -> None:
    """Change a page so many times, and see what the server holds."""
    file = project(folder / "project", (CAREER,)) / "data" / "careers" / f"{CAREER}.yaml"
    text = file.read_text(encoding="utf-8")
    with running(folder / "project", folder / "cache") as server:
        form, key = f"layout={layout}", b""
        for number in range(count + 1):
            changed(file, text, number)
            while True:
                html = server.ask(f"/career/{CAREER}/pages?{form}")
                now = html.partition(b'data-key="')[2].partition(b'"')[0]
                if now != key:
                    break
                time.sleep(0.01)
            key = now
            server.ask(f"/career/{CAREER}/picture/1?{form}&width=1632&v={key.decode()}")
            server.ask(f"/career/{CAREER}/places?{form}")
            if number in {1, 10, 100} or number % 250 == 0:
                print(f"{number:6} changes: {server.resident_mb:6.0f} MB", flush=True)


def library(browser: Browser, folder: Path, count: int) -> None:
    """Open a library of so many careers whose pages are kept, with a server that is new."""
    names = [path.stem for path in Library((CAREERS,)).paths]
    place = project(folder / "project", names) / "data" / "careers"
    for number in range(count - len(names)):
        name = names[number % len(names)]
        shutil.copy(CAREERS / f"{name}.yaml", place / f"{name}-{number}.yaml")
    command = Path(sys.executable).parent / "careerprint"
    subprocess.run(
        [command, "render", "--all", "-o", folder / "out"],
        cwd=folder / "project",
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")},
        check=False,
        capture_output=True,
    )
    cards = 0
    first, screen, end = list[float](), list[float](), list[float]()
    for _ in range(3):
        with (
            running(folder / "project", folder / "cache") as server,
            opened(browser, server) as page,
        ):
            start = time.perf_counter()
            page.goto(f"http://{server.host}/", wait_until="commit")
            page.wait_for_selector(".card h2")
            first.append((time.perf_counter() - start) * 1000)
            page.wait_for_function(_ON_SCREEN)
            screen.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.wait_for_function(_ON_SCREEN)
            end.append((time.perf_counter() - start) * 1000)
            cards = page.locator(".card").count()
    print(f"{cards} cards")
    said("from the address to the cards, ms", first)
    said("… to the pictures on the screen, ms", screen)
    said("from a leap to the end to those there, ms", end)


_ON_SCREEN = """() => [...document.querySelectorAll(".card .pic")]
  .filter((pic) => {
    const { top, bottom } = pic.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  })
  .every((pic) => pic.querySelector("img")?.naturalWidth > 0)
"""


def said(name: str, times: Sequence[float]) -> None:
    """Say median and worst of some times."""
    print(
        f"{name:42} median {statistics.median(times):7.0f}   worst {max(times):7.0f}"
        f"   ({len(times)} times)",
        flush=True,
    )


def main() -> None:
    """Measure what is asked for, or all of it."""
    asked, count, layout = (*sys.argv[1:], *("", "", "one-pager")[len(sys.argv) - 1 :])
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if asked in {"", "saves"}:
            saves(browser, Path(name) / "saves", int(count or 50))
        if asked in {"", "memory"}:
            memory(Path(name) / "memory", int(count or 1000), layout)
        if asked in {"", "library"}:
            library(browser, Path(name) / "library", int(count or 100))
        browser.close()


if __name__ == "__main__":
    main()
