"""Speed as ratios measured in one run: ``make bench``.

Absolute times say more about a machine than about a program, so each figure here is set
against another that was taken a moment before on the same machine: several runs, ours and the
other's in turn.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import mean

from benchmarks import booklets, cores
from benchmarks.convenience import CASE
from benchmarks.turns import RUNS, in_turn, say, say_head

from careerprint.profile.library import Career, Library
from careerprint.render import html
from careerprint.render.layouts import Layout, find_layout
from careerprint.render.pdf import Setting, Typesetter, font_faces
from careerprint.render.section import lay_out, typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

HERE = Path(__file__).parent


def cold(folder: Path) -> None:
    """Time a whole process that prints one career against one that imports the engine."""

    def run(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run(
            [sys.executable, *arguments], cwd=folder, check=True, capture_output=True
        )

    ours, imported, helped, checked, bare = in_turn(
        run("-m", "careerprint", "render", "music-producer"),
        run("-c", "import weasyprint"),
        run("-m", "careerprint", "--help"),
        run("-m", "careerprint", "check"),
        run("-c", "pass"),
        runs=7,
    )
    say("cold render of one career : bare import weasyprint", ours, imported)
    say("cold careerprint --help : a bare Python", helped, bare)
    say("cold careerprint check (the library) : a bare Python", checked, bare)


def warm(career: Career, layout: Layout, folder: Path) -> None:
    """Time a warm one-pager against the engine's convenience call, Typst and Chromium."""
    typesetter = Typesetter(roots=(shipped("layouts"),))

    def section() -> object:
        return typeset_section(career, layout=layout, variant=Variant(), typesetter=typesetter)

    fitted = lay_out(career, layout=layout, variant=Variant(), typesetter=typesetter)
    setting = Setting(
        body_pt=fitted.receipt.body_pt,
        leading=fitted.receipt.leading,
    )
    markup = html.render(fitted.page, layout)

    def typeset() -> object:
        return typesetter.typeset(
            markup, base=layout.folder, sheets=layout.sheets, setting=setting
        ).write()

    case = {
        "html": markup,
        "base": layout.folder.resolve().as_uri() + "/",
        "sheets": [str(sheet) for sheet in layout.sheets],
        "css": setting.css,
        "faces": font_faces(),
        "runs": RUNS,
    }
    (folder / CASE).write_text(json.dumps(case), encoding="utf-8")
    other = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.convenience", str(folder)],
        cwd=HERE.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def convenience() -> object:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("go\n")
        other.stdin.flush()
        return other.stdout.readline()

    ours, theirs = in_turn(typeset, convenience)
    other.communicate()
    say("warm one-pager, HTML to PDF : the engine's convenience call", ours, theirs)
    whole, once = in_turn(section, typeset)
    say(
        "warm one-pager with copyfitting : one typesetting",
        whole,
        once,
        f"{fitted.receipt.passes} passes",
    )
    against_typst(typeset, fitted.page.title, folder)
    against_chromium(typeset, markup, layout, setting, folder)


def passes(library: Library) -> None:
    """Print how often the engine lays out a page of each career, and how full the page is."""
    typesetter = Typesetter(roots=(shipped("layouts"),))
    for name in ("one-pager", "two-sider"):
        layout = find_layout(name, (shipped("layouts"),), Paper.LETTER)
        bare = replace(layout, file=layout.file.model_copy(update={"if_room": {}}))
        found = [
            lay_out(
                library.career(path), layout=bare, variant=Variant(), typesetter=typesetter
            ).receipt
            for path in library.paths
        ]
        full = [max(one.percent_before_air) for one in found]
        print(
            f"passes, {name}, {len(found)} careers: {mean(one.passes for one in found):.2f},"
            f" {max(one.passes for one in found)} at most; before air {mean(full):.1f}% full,"
            f" {min(full):.1f}% the least"
        )


def against_typst(typeset: Callable[[], object], title: str, folder: Path) -> None:
    """Time against Typst in this process, the same content with a new title each time."""
    try:
        import typst
    except ImportError:
        print("Typst is not installed: left out")
        return
    from benchmarks.typst_page import font_folders, source

    file = folder / "page.typ"
    count = 0

    def compile_one() -> object:
        nonlocal count
        count += 1
        file.write_text(source(f"{title} {count}"), encoding="utf-8")
        return typst.compile(str(file), font_paths=[str(p) for p in font_folders()])

    ours, theirs = in_turn(typeset, compile_one)
    say("warm one-pager, HTML to PDF : Typst in-process", ours, theirs)


def against_chromium(
    typeset: Callable[[], object], markup: str, layout: Layout, setting: Setting, folder: Path
) -> None:
    """Time against a warm Chromium that prints the same page over its DevTools protocol."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if program is None:
        print("Chromium is not installed: left out")
        return
    from benchmarks.chromium import Browser

    styles = "".join(sheet.read_text(encoding="utf-8") for sheet in layout.sheets)
    page = folder / "page.html"
    page.write_text(markup.replace("<style>", f"<style>{styles}{setting.css}", 1), encoding="utf-8")
    with Browser(program, folder) as browser:
        ours, theirs = in_turn(typeset, lambda: browser.print_page(page.as_uri()))
    say("warm one-pager, HTML to PDF : Chromium, warm, tagged", ours, theirs)


def main() -> None:
    """Print every figure."""
    library = Library((shipped("data") / "careers",))
    career = library.career(library.find("music-producer", Path()))
    layout = find_layout("one-pager", (shipped("layouts"),), Paper.LETTER)
    say_head()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PYTHONPATH"] = str(HERE.parent / "src")
        cold(folder)
        warm(career, layout, folder)
        passes(library)
        booklets.report(folder / "sections")
        cores.report(folder)


if __name__ == "__main__":
    main()
