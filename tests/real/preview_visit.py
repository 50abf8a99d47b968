"""Somebody who looks at the page in the browser: Chromium, and a page that has come in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.real.browser import program
from tests.real.preview_server import Server

AXE = Path(__file__).parent / "axe" / "axe.min.js"
LONGEST_MS = 60_000
THEMES = ("light", "dark")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser, as long as it is wanted."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        yield found
        found.close()


@contextmanager
def visit(browser: Browser, server: Server) -> Iterator[Page]:
    """Give a page that has come in; a script that fails, or is refused, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(LONGEST_MS)
    expect.set_options(timeout=LONGEST_MS)
    found, faults = context.new_page(), list[str]()
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda one: faults.append(one.text) if "Policy" in one.text else None)
    enter(found, server)
    yield found
    context.close()
    assert not faults


def enter(page: Page, server: Server) -> None:
    """Go in by the server's address: what it answers with leads on to the library by itself."""
    page.goto(server.address)
    page.wait_for_url(f"{server.origin}/", wait_until="domcontentloaded")


def amiss(page: Page, theme: str, width: int) -> list[str]:
    """Give what axe finds on a page as it stands, and what is wider than it."""
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(
        "axe.run().then((all) => all.violations.map((one) =>"
        " `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`))"
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([f"{wide} px wide"] if wide > width else [])]
