"""Bound booklets: speed, memory and size, as ratios measured in one run.

``python -m benchmarks.booklets`` prints them alone. The booklet has 14 pages: cover, how to
read, contents, comparison, four careers on two pages each, a blank page, back cover.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, count, islice
from pathlib import Path
from statistics import median

from benchmarks.turns import in_turn, say, say_head

from careerprint.booklet.booklet_file import TEMPLATES, BookletFile
from careerprint.booklet.edition import MOST_CAREERS, Edition
from careerprint.booklet.forms import find_forms, layout_names
from careerprint.booklet.front_matter import FRONT
from careerprint.booklet.maker import BookletMaker, Copy
from careerprint.profile.library import Career, Library
from careerprint.render import html
from careerprint.render.layouts import Layout, named_layout, own_paper
from careerprint.render.parts_file import find_surroundings
from careerprint.render.pdf import Setting, Typesetter
from careerprint.render.section import columns_of
from careerprint.resources import shipped
from careerprint.sections.sections import Sections
from careerprint.settings import Paper, Variant
from careerprint.view.booklet_page import Cover, compose_booklet
from careerprint.view.compose import Frame, compose

PARTS = ("cover", "how-to-read", "contents", "comparison", "careers", "back-cover")
PAGES = 14
FOUR = 4
HERE = Path(__file__).parent
COVER = Cover(title="Careers to look at")
NAMES = (f"Ada Lovelace the {number}th" for number in count(1))
"""A new reader every time."""


def all_careers() -> tuple[Career, ...]:
    """Give every career of the library."""
    library = Library((shipped("data") / "careers",))
    return tuple(library.career(path) for path in library.paths)


def many_careers(number: int) -> tuple[Career, ...]:
    """Give so many careers: those of the library, and the same under other names."""
    found = all_careers()
    again = (
        replace(career, id=f"{career.id}-{turn}", digest=f"{career.digest}-{turn}")
        for turn in count(2)
        for career in found
    )
    return tuple(islice(chain(found, again), number))


def open_maker(
    folder: Path, edition: Edition | None = None
) -> tuple[BookletMaker, Sections, Layout]:
    """Open a press whose sections are kept in a folder; gives the layout of the careers too."""
    roots = (shipped("layouts"),)
    sections = Sections(lambda: Typesetter(roots=roots), folder)
    file = BookletFile(title=COVER.title, **({"edition": edition} if edition else {"parts": PARTS}))
    own = own_paper([named_layout(name, roots) for name in layout_names(file, roots)], Paper.LETTER)
    forms = find_forms(file, roots, own)
    press = BookletMaker(file, Variant(paper=own), sections, forms, COVER)
    return press, sections, forms.chapter


def made_for(press: BookletMaker, careers: tuple[Career, ...], names: list[str]) -> int:
    """Make a booklet for each name; gives the bytes of all."""
    copies = [Copy(careers=careers, recipient=name) for name in names]
    return sum(len(bound.pdf) for bound in press.make(copies))


def maker(
    press: BookletMaker, careers: tuple[Career, ...], readers: int = 1
) -> Callable[[], object]:
    """Give what makes booklets for that many new readers."""
    return lambda: made_for(press, careers, [next(NAMES) for _ in range(readers)])


# --- one document of the same content -------------------------------------------------------


def one_document(
    careers: tuple[Career, ...], sections: Sections, layout: Layout
) -> tuple[str, tuple[Path, ...], Setting]:
    """Give what the engine sets in one pass: the parts' HTML and the chapters', in one document.

    A document has one size of type: the smallest that the chapters are set in, so that each of
    them keeps to two pages.
    """
    variant = Variant(is_bound=True)
    receipts = [sections.section(c, layout=layout, variant=variant).receipt for c in careers]
    body_pt = min(receipt.body_pt for receipt in receipts)
    leading = min(receipt.leading for receipt in receipts)
    numbers = [str(1 + 2 * n) for n in range(len(careers))]
    around = find_surroundings(TEMPLATES, (shipped("layouts"),))
    page = compose_booklet(careers, COVER, variant, around.file, numbers=numbers)
    names = [name for name in PARTS if name != "careers"]
    front = html.booklet_document([html.render_part(page, name, around) for name in names], around)
    typesetter = Typesetter(roots=(shipped("layouts"),))
    columns = columns_of(layout, variant, typesetter)
    frame = Frame(column_mm=columns.column_mm, chart_mm=columns.chart_mm, body_pt=body_pt)
    chapters = ""
    for career in careers:
        markup = html.render(compose(career, variant=variant, frame=frame), layout)
        chapters += _as_part(markup, f"chapter-{career.id}")
    before, cover, back = front.rpartition('<div class="part back-cover"')
    sheets = (*layout.sheets[:-1], around.style)
    style = _named_pages((layout.folder / "style.css").read_text(encoding="utf-8"))
    markup = (before + chapters + cover + back).replace("<style>", f"<style>{style}", 1)
    return markup, sheets, Setting(body_pt=body_pt, leading=leading, air_pt=FRONT.air_pt)


def _as_part(markup: str, name: str) -> str:
    """Give a chapter's body as a part of a document, its own colours for nothing but itself."""
    body = markup[markup.index("<body") : markup.index("</body>")]
    style = markup[markup.index("<style>") + len("<style>") : markup.index("</style>")]
    rules = re.sub(r"(?m)^(h2|\.)", rf".{name} \1", re.sub(r"@page.*", "", style))
    rules = rules.replace(", .", f", .{name} .")
    content = body[body.index(">") + 1 :]
    return f'<style>{rules}</style><div class="part chapter {name}">{content}</div>'


def _named_pages(css: str) -> str:
    """Give the chapters' stylesheet with pages of its own beside those of the other parts."""
    named = re.sub(r"@page( :first)? *{", "@page chapter {", css)
    return f"{named} .chapter {{ page: chapter }}"


def against_engine(press: BookletMaker, sections: Sections, layout: Layout) -> None:
    """Time a warm personal booklet, and binding alone, against one pass of the engine."""
    careers = all_careers()[:FOUR]
    markup, sheets, setting = one_document(careers, sections, layout)
    typesetter = sections.typesetter

    def one_pass() -> int:
        text = markup.replace("</h1>", f"</h1><p>{next(NAMES)}</p>", 1)
        typeset = typesetter.typeset(
            text, base=layout.folder.parent / "_booklet", sheets=sheets, setting=setting
        )
        typeset.write()
        return typeset.pages

    pages = one_pass()
    (bound,) = press.make([Copy(careers=careers, recipient=next(NAMES))])
    assert bound.pages == PAGES
    personal, bare, one = in_turn(
        maker(press, careers), lambda: made_for(press, careers, [""]), one_pass, runs=9
    )
    say("warm personal booklet, 14 pages : one pass of the engine", personal, one, f"{pages} pages")
    say("binding alone, 14 pages : one pass of the engine", bare, one)
    say("binding alone : the whole personal booklet", bare, personal)
    print(f"{'one pass of the engine : personal, binding alone':<58} {_times(one, personal, bare)}")


def _times(other: list[float], *ours: list[float]) -> str:
    ratios = (median(b / a for a, b in zip(taken, other, strict=True)) for taken in ours)
    return ", ".join(f"{ratio:.1f} times" for ratio in ratios)


def against_typst(press: BookletMaker, folder: Path) -> None:
    """Time a warm personal booklet against Typst in this process, both PDF/UA-1.

    Its compiler is kept: from booklet to booklet it sets nothing anew but what the name moves.
    Called anew, it opens its fonts again and keeps what it remembers of the text.
    """
    try:
        import typst
    except ImportError:
        print("Typst is not installed: left out")
        return
    from benchmarks.typst_booklet import source
    from benchmarks.typst_page import font_folders

    careers = all_careers()[:FOUR]
    file = folder / "booklet.typ"
    before, after = source(COVER.title, "\0", careers).split("\0")
    file.write_text(before + after, encoding="utf-8")
    fonts = [str(path) for path in font_folders()]
    compiler = typst.Compiler(str(file), font_paths=fonts)

    def compile_one() -> bytes:
        file.write_text(before + next(NAMES) + after, encoding="utf-8")
        pdf = compiler.compile(pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        return pdf

    def start_anew() -> object:
        file.write_text(before + next(NAMES) + after, encoding="utf-8")
        return typst.compile(str(file), font_paths=fonts, pdf_standards=["ua-1"])

    pages = compile_one().count(b"/Type/Page/")
    ours, bare, kept, called = in_turn(
        maker(press, careers), lambda: made_for(press, careers, [""]), compile_one, start_anew
    )
    for what, theirs in (("Typst, its compiler kept", kept), ("Typst, called anew", called)):
        say(f"warm personal booklet : {what}", ours, theirs, f"{pages} pages")
        say(f"binding alone : {what}", bare, theirs)
        print(f"{what + ' : personal, binding alone':<58} {_times(theirs, ours, bare)}")


# --- cost against size ------------------------------------------------------------------------


def by_size(press: BookletMaker) -> None:
    """Time personal booklets of more careers, and of more readers in one call, against one."""
    counts = [2, 6, 20, 60]
    careers = many_careers(max(counts))
    times = in_turn(*(maker(press, careers[:n]) for n in counts), runs=7)
    for number, taken in zip(counts[1:], times[1:], strict=True):
        say(f"personal booklet of {number} careers : of 2", taken, times[0])
    four = careers[:FOUR]
    one, ten, fifty = in_turn(*(maker(press, four, n) for n in (1, 10, 50)), runs=3)
    for number, taken in ((10, ten), (50, fifty)):
        each = [seconds / number for seconds in taken]
        say(f"each of {number} readers in one call : one reader", each, one)


def by_edition(press: BookletMaker, folder: Path) -> None:
    """Time a page of a personal booklet of each edition, and of varied careers, against a free one.

    What readers have in common is made once; what their own careers make, such as a cover, is
    made for each choice of them: so much dearer is a page of readers who all chose otherwise.
    """
    careers = all_careers()
    presses = [press, *(open_maker(folder, edition)[0] for edition in Edition)]
    pages = [next(one.make([Copy(careers=careers[:FOUR])])).pages for one in presses]
    for one in presses:  # so that every section is kept
        for first in range(0, len(careers), MOST_CAREERS):
            made_for(one, careers[first : first + MOST_CAREERS], [next(NAMES)])
    chance = random.Random(4)  # noqa: S311 - the same choices every time

    def varied(own: BookletMaker) -> Callable[[], object]:
        return lambda: made_for(own, tuple(chance.sample(careers, FOUR)), [next(NAMES)])

    for kind, way in (
        ("the same careers", lambda own: maker(own, careers[:FOUR])),
        ("own careers", varied),
    ):
        times = in_turn(*map(way, presses), runs=15)
        free, *others = (
            [seconds / count for seconds in taken]
            for taken, count in zip(times, pages, strict=True)
        )
        for edition, taken in zip(Edition, others, strict=True):
            say(f"a page of {edition.value}, {kind} : of a free booklet", taken, free)


def by_bytes(press: BookletMaker) -> None:
    """Print the bytes a page of the booklet and of one with every career."""
    careers = all_careers()
    for chosen in (careers[:FOUR], careers):
        (bound,) = press.make([Copy(careers=chosen, recipient=next(NAMES))])
        size = len(bound.pdf) / bound.pages / 1000
        what = f"{bound.pages} pages, {len(chosen)} careers: a page"
        print(f"{what:<58} {size:7.1f} KB")


def peak_kib() -> int:
    """Give the most memory that this process ever held, in KiB."""
    status = Path("/proc/self/status")
    if status.exists():
        # unlike rusage it does not count what the process that started this one held
        return int(re.findall(r"VmHWM:\s*(\d+)", status.read_text())[0])
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def peaks(folder: Path) -> Iterator[int]:
    """Give the peak of memory after 100 personal booklets, and after 1,000."""
    press, _, _ = open_maker(folder)
    make = maker(press, all_careers()[:FOUR])
    for more in (100, 900):
        for _ in range(more):
            make()
        yield peak_kib()


def by_memory(folder: Path) -> None:
    """Print how much more memory a process of its own holds after 1,000 booklets."""
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.booklets", str(folder)],
        cwd=HERE.parent,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    few, many = (int(line) for line in said.split())
    what = "most memory after 1,000 personal booklets : after 100"
    growth = 100 * (many - few) / few
    print(f"{what:<58} {many / 1024:7.0f} MiB {few / 1024:6.0f} MiB   {many / few:5.2f}", end="")
    print(f"   {growth:+.1f} %")


def report(folder: Path) -> None:
    """Print every figure of booklets; sections are kept in the folder."""
    press, sections, layout = open_maker(folder)
    against_engine(press, sections, layout)
    against_typst(press, folder)
    by_size(press)
    by_edition(press, folder)
    by_bytes(press)
    by_memory(folder)


def main() -> None:
    """Print every figure of booklets, or the peaks of memory if a folder of sections is given."""
    os.environ["PYTHONPATH"] = str(HERE.parent / "src")
    if len(sys.argv) > 1:
        for peak in peaks(Path(sys.argv[1])):
            print(peak)
        return
    say_head()
    with tempfile.TemporaryDirectory() as name:
        report(Path(name))


if __name__ == "__main__":
    main()
