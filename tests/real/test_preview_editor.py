"""The editor of the page in the browser: what it offers, tells and leads to, in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.real.preview_server import Server, running, write_project
from tests.real.preview_visit import THEMES, amiss, enter


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    write_project(folder, "chef")
    with running(folder) as found:
        yield found


def _career(page: Page, server: Server, address: str) -> None:
    page.goto(f"{server.origin}/career/{address}", wait_until="domcontentloaded")
    page.wait_for_selector(".cm-content")
    page.on("dialog", lambda dialog: dialog.accept())


def _write(page: Page, text: str) -> None:
    """Put the caret at the end of a text in the editor's place."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def _offered(page: Page) -> list[str]:
    """Give what is offered where the caret stands; nothing if no list opens."""
    page.keyboard.press("Control+Space")
    if page.evaluate(
        "new Promise((done) => { let left = 40; const look = () => {"
        " if (document.querySelector('.cm-tooltip-autocomplete li')) done(true);"
        " else if (left--) requestAnimationFrame(look); else done(false); }; look(); })"
    ):
        return page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").all_text_contents()
    return []


def _let_it_stand(page: Page) -> None:
    """Wait as long as a list that has just opened takes no key, by its own rule (75 ms)."""
    page.evaluate(
        "new Promise((done) => { const from = performance.now(); const look = (now) =>"
        " (now - from > 90 ? done() : requestAnimationFrame(look)); requestAnimationFrame(look); })"
    )


@pytest.mark.parametrize(
    ("text", "first", "absent"),
    [
        ("title: A\n", "also_known_as", "title"),
        ("verdict:\n  ", "worth_a_look_if", "story"),
        ("day:\n  entries:\n    - time: 11:00\n      ", "title", "time"),
        ("day:\n  entries:\n  - time: 11:00\n    title: A\n    ", "text", "title"),
        ("work:\n  time_split:\n    - {activity: Prep, ", "percent", "activity"),
        ("money:\n  paths:\n    - {label: A, per: ", "hour", "label"),
        ("official:\n  match: ", "exact", "soc"),
        ("cluster: agri", "agriculture", "construction"),
        ("way_in:\n  steps:\n    - what: A\n      time: {low: 1, unit: y", "years", "low"),
    ],
)
def test_what_may_stand_there_is_offered(
    server: Server, page: Page, text: str, first: str, absent: str
) -> None:
    _career(page, server, "chef")
    _write(page, text)
    offered = _offered(page)
    assert offered[:1] == [first]
    assert absent not in offered


@pytest.mark.parametrize(
    "text", ["# ti", "summary: >-\n  Well, ti", "title: ti", "colour:\n  ti", 'closing: "{ti']
)
def test_nothing_is_offered_in_words_of_ones_own(server: Server, page: Page, text: str) -> None:
    _career(page, server, "chef")
    _write(page, text)
    assert not _offered(page)


def test_a_key_is_taken_with_the_keyboard_and_its_values_follow(server: Server, page: Page) -> None:
    _career(page, server, "chef")
    _write(page, "official:\n  ")
    page.keyboard.type("mat")
    chosen = page.locator(".cm-tooltip-autocomplete [aria-selected]")
    expect(chosen).to_contain_text("match")
    expect(chosen).to_contain_text("required")
    expect(page.locator(".cm-content")).to_have_attribute(
        "aria-activedescendant", str(chosen.get_attribute("id"))
    )
    _let_it_stand(page)
    page.keyboard.press("Enter")
    expect(page.locator(".cm-tooltip-autocomplete li")).to_have_text(["exact", "closest", "none"])
    _let_it_stand(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_contain_text("match: closest")


def test_a_key_says_what_it_is_for(server: Server, page: Page) -> None:
    _career(page, server, "chef?ui=es")
    said = "Two or three sentences, 40–60 words"
    line = page.locator(".cm-line", has_text="summary: >-")
    line.click(position={"x": 20, "y": 8})
    expect(page.locator("#about")).to_contain_text(said)
    page.locator(".cm-line", has_text="A chef runs a kitchen").click()
    expect(page.locator("#about")).to_contain_text(said)
    line.hover(position={"x": 20, "y": 8})
    expect(page.locator(".key-told")).to_contain_text(said)
    assert page.locator(".key-told p").first.get_attribute("lang") == "en"


def test_a_finding_points_at_its_place_on_the_page(server: Server, page: Page) -> None:
    file = server.folder / "data" / "careers" / "chef.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Weigh the salmon", "Weigh the the salmon"), encoding="utf-8")
    _career(page, server, "chef")
    finding = page.locator("#findings li", has_text="the the").first
    place = page.locator(".places button", has_text="Check the delivery").first
    page.wait_for_selector(".places", state="attached")
    finding.hover()
    expect(place).to_have_class("is-pointed")
    finding.get_by_role("button", name="Show on the page").click()
    expect(place).to_be_focused()
    finding.get_by_role("button", name="line").click()
    expect(page.locator(".cm-content")).to_be_focused()
    expect(page.locator(".cm-activeLine")).to_contain_text("Weigh the the salmon")
    expect(place).to_have_class("is-told is-here")
    file.write_text(text, encoding="utf-8")
    expect(page.locator("#findings li", has_text="the the")).to_have_count(0)


def test_what_has_changed_is_marked_for_a_moment(server: Server, page: Page) -> None:
    file = server.folder / "data" / "careers" / "chef.yaml"
    text = file.read_text(encoding="utf-8")
    _career(page, server, "chef")
    page.wait_for_selector(".places", state="attached")
    before = "    - time: 4:30 pm\n      title: Family meal\n"
    assert before in text
    file.write_text(text.replace(before, before.replace("Family", "Staff")), encoding="utf-8")
    marked = page.locator(".places button.is-new")
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("Staff meal")
    expect(marked).to_have_count(0)
    file.write_text(text, encoding="utf-8")


WITHIN = """(name) => {
  const box = document.querySelector(name)?.getBoundingClientRect();
  return box && box.width > 0 && box.left >= 0 && box.right <= innerWidth;
}"""


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_while_keys_are_offered(server: Server, page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        _career(page, server, "chef")
        _write(page, "title: A\n")
        assert _offered(page)
        _let_it_stand(page)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.wait_for_function(WITHIN, arg=".cm-completionInfo")  # it is placed once it is drawn
        assert not amiss(page, theme, width), width


def test_nothing_is_offered_in_a_text_that_cannot_be_changed(
    page: Page, tmp_path: Path, server: Server
) -> None:
    with running(tmp_path) as fixed:
        enter(page, fixed)
        _career(page, fixed, "chef")
        page.locator(".cm-content").focus()
        page.keyboard.press("Control+End")
        assert not _offered(page)
        page.goto(server.origin)
