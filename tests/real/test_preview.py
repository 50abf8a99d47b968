"""The page in the browser, used as a person does, in Chromium."""

import hashlib
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.conftest import CAREERS
from tests.real.preview_server import COMMAND, LONGEST_S, Server, running
from tests.real.preview_visit import AXE, THEMES, amiss


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    (folder / "data" / "careers").mkdir(parents=True)
    (folder / "careerprint.yaml").write_text("paper: a4\n", encoding="utf-8")
    for name in ("chef", "farmer"):
        shutil.copy(CAREERS / f"{name}.yaml", folder / "data" / "careers")
    with running(folder) as found:
        yield found


def _career(page: Page, server: Server, address: str) -> None:
    page.goto(f"{server.origin}/career/{address}")
    page.wait_for_selector("#pages[aria-busy=false]")
    page.wait_for_selector("#findings[aria-busy=false]")


def _file(server: Server, name: str) -> Path:
    return server.folder / "data" / "careers" / f"{name}.yaml"


def _settings(server: Server, text: str) -> None:
    """Write the project's settings, and wait until the server has heard of it."""

    def heard() -> int:
        found = re.search(r'data-changes="(\d+)"', server.ask("/").text)
        return int(found[1]) if found else 0

    before, until = heard(), time.monotonic() + LONGEST_S
    (server.folder / "careerprint.yaml").write_text(text, encoding="utf-8")
    while heard() == before:
        assert time.monotonic() < until


def test_a_career_is_found_and_looked_at(server: Server, page: Page) -> None:
    cards = page.locator(".card:visible")
    every = cards.count()
    page.get_by_label("Word").fill("farm")
    assert 0 < cards.count() < every
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Agriculture").check()
    expect(page.get_by_role("status").first).to_contain_text(f"of {every} careers")
    page.get_by_role("link", name="Farmer", exact=True).click()
    expect(page.get_by_role("img", name="page 1 of 1")).to_be_visible()
    width = page.evaluate("document.querySelector('#pages img').naturalWidth")
    assert width > 500


def test_what_is_downloaded_is_the_commands_file(
    server: Server, page: Page, tmp_path: Path
) -> None:
    _career(page, server, "chef?layout=two-sider&paper=letter&ink=copier&lang=en,es&state=OH")
    shown = page.locator(".ticket code").text_content() or ""
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the PDF").click()
    made = subprocess.run(
        [COMMAND, *shown.split()[1:], "-o", tmp_path],
        cwd=server.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    (file,) = tmp_path.glob("*.pdf")
    assert made.stdout.strip() == str(file)
    assert coming.value.suggested_filename == file.name
    assert coming.value.path().read_bytes() == file.read_bytes()


def test_what_is_picked_is_one_file_and_the_commands(
    server: Server, page: Page, tmp_path: Path
) -> None:
    for title in ("Chef", "Farmer"):
        page.get_by_label(f"Pick: {title}", exact=True).check()
    page.get_by_label("Layout").select_option("card")
    shown = page.locator("#command").text_content() or ""
    with page.expect_download() as coming:
        page.get_by_role("button", name="One PDF of them").click()
    command = [str(COMMAND), *shown.split()[1:-1], str(tmp_path / "careers.pdf")]
    subprocess.run(command, cwd=server.folder, capture_output=True, check=True)
    assert coming.value.suggested_filename == "careers-card-a4.pdf"
    assert coming.value.path().read_bytes() == (tmp_path / "careers.pdf").read_bytes()


def test_a_file_that_is_saved_elsewhere_is_shown(server: Server, page: Page) -> None:
    _career(page, server, "farmer")
    key = page.locator("[data-key]").get_attribute("data-key")
    file = _file(server, "farmer")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Farmer", "title: Grower"), encoding="utf-8")
    expect(page.locator("[data-key]")).not_to_have_attribute("data-key", str(key))
    expect(page.locator(".cm-content")).to_contain_text("title: Grower")
    assert "Grower" in (page.locator("#pages img").get_attribute("alt") or "")
    file.write_text(text, encoding="utf-8")


def test_a_text_is_checked_as_it_is_typed_and_saved(server: Server, page: Page) -> None:
    _career(page, server, "chef")
    file = _file(server, "chef")
    before = file.read_text(encoding="utf-8")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("colour: blue\n")
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    assert file.read_text(encoding="utf-8") == before
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    page.keyboard.type("# seen\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text("saved")
    assert file.read_text(encoding="utf-8") == f"# seen\n{before}"


def test_no_change_of_another_is_written_over(server: Server, page: Page) -> None:
    file = _file(server, "chef")
    _career(page, server, "chef")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# mine\n")
    file.write_text(f"# theirs\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    expect(page.locator("#disk")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("changed elsewhere")
    assert file.read_text(encoding="utf-8").startswith("# theirs\n")
    expect(page.locator(".cm-content")).to_contain_text("# mine")
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.locator("#state")).to_have_text("saved")
    assert file.read_text(encoding="utf-8").startswith("# mine\n")


def test_what_came_with_the_program_is_copied_and_left_alone(server: Server, page: Page) -> None:
    shipped = CAREERS / "veterinarian.yaml"
    before = hashlib.sha256(shipped.read_bytes()).hexdigest()
    _career(page, server, "veterinarian")
    expect(page.locator("#state")).to_contain_text("came with careerprint")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("# ours\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text("saved")
    own = _file(server, "veterinarian")
    assert own.read_text(encoding="utf-8").startswith("# ours\n")
    assert hashlib.sha256(shipped.read_bytes()).hexdigest() == before
    own.unlink()


def test_broken_settings_are_told_until_they_are_mended(server: Server, page: Page) -> None:
    file = server.folder / "careerprint.yaml"
    file.write_text("paper: a44\n", encoding="utf-8")
    page.goto(server.origin, wait_until="commit")  # it comes anew once the change is heard of
    expect(page.get_by_text("careerprint.yaml:1")).to_be_visible()
    file.write_text("paper: a4\n", encoding="utf-8")
    expect(page.get_by_role("heading", name="Library")).to_be_visible()


def test_what_changes_before_a_page_listens_is_told_as_soon_as_it_does(
    server: Server, page: Page
) -> None:
    _settings(server, "paper: a44\n")
    held: list[Route] = []

    def mended_meanwhile(route: Route) -> None:
        if not held:
            _settings(server, "paper: a4\n")
        held.append(route)
        route.continue_()

    page.route("**/changes?*", mended_meanwhile)
    page.goto(server.origin, wait_until="commit")
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    assert held


def test_the_keyboard_alone_is_enough(server: Server, page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Word")).to_be_focused()
    page.keyboard.type("farmer")
    page.locator(".card:visible a[href='/career/farmer']").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/career/farmer")


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(server: Server, page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for address, width in (("/", 1280), ("/?ui=es", 360), ("career", 1280), ("career", 360)):
        page.set_viewport_size({"width": width, "height": 900})
        if address == "career":
            _career(page, server, "music-producer")
        else:
            page.goto(f"{server.origin}{address}")
        assert not amiss(page, theme, width), (address, width)


def test_what_is_kept_of_others_is_what_was_said() -> None:
    vendor = CAREERS.parent / "preview" / "vendor"
    for file in (AXE, vendor / "codemirror.js"):
        said = re.search(r"[0-9a-f]{64}", (file.parent / "README.md").read_text(encoding="utf-8"))
        assert said
        assert said[0] == hashlib.sha256(file.read_bytes()).hexdigest()
