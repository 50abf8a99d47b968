"""A booklet's content as a Typst document: the same words, bars, two columns and contents."""

from collections.abc import Sequence

from benchmarks.typst_page import career as one_career
from benchmarks.typst_page import safe

from careerprint.booklet.booklet_file import TEMPLATES
from careerprint.profile.library import Career
from careerprint.render.parts_file import find_surroundings
from careerprint.resources import shipped
from careerprint.settings import Variant
from careerprint.view.booklet_page import BookletPage, Cover, Entry, compose_booklet


def source(title: str, recipient: str, careers: Sequence[Career]) -> str:
    """Give a reader's booklet: cover, how to read, contents, comparison, careers, back cover.

    Each career takes two pages, and a page before the back cover is empty.
    """
    frame = find_surroundings(TEMPLATES, (shipped("layouts"),)).file
    page = compose_booklet(
        careers, Cover(title=title), Variant(is_bound=True), frame, numbers=["1"] * len(careers)
    )
    chapters = "\n#pagebreak()\n".join(
        f"#place(hide(heading(level: 1)[{safe(c.profile.title)}]))\n"
        f"{one_career(c.profile, c.profile.title)}"
        for c in careers
    )
    words = page.words
    return f"""
#let accent = rgb("#5b2a6e")
#set document(title: "{title}", author: "careerprint")
#set page(paper: "us-letter", margin: 40pt, numbering: "1")
#set text(font: "Source Sans Pro", size: 10.5pt, lang: "en")
#set par(leading: 0.65em)
#show heading: set text(font: "Source Serif Pro", fill: accent)
#block(fill: accent, inset: 54pt, width: 100%)[
  #text(fill: white, size: 46pt)[{safe(title)}] \\
  #text(fill: white, size: 15pt)[{safe(words["made_for"])} *{recipient}*]
]
{_listed(page)}
#pagebreak()
{_how_to_read(words)}
#pagebreak()
{_head(words["contents"])}
#outline(title: none, depth: 1)
{"".join(f"== {safe(entry.title)}{chr(10)}{_summary(entry)}{chr(10)}" for entry in page.entries)}
#pagebreak()
{_comparison(page)}
#pagebreak()
{chapters}
#pagebreak()
#pagebreak()
#block(fill: accent, inset: 54pt, width: 100%)[#text(fill: white, size: 16pt)[{safe(title)}]]
{safe(words["back_note"])}
"""


def _head(text: str) -> str:
    return f"#heading(level: 1, outlined: false)[#text(size: 30pt)[{safe(text)}]]"


def _listed(page: BookletPage) -> str:
    return "\n".join(f"- *{safe(entry.title)}*" for entry in page.entries)


def _how_to_read(words: dict[str, str]) -> str:
    heads = ("work_heading", "money_heading", "outlook_heading", "yes_heading")
    texts = (("how_day",), ("how_pay", "how_official"), ("how_growth",), ("how_fit",))
    lines = [f"{_head(words['how_heading'])}\n\n*{safe(words['how_intro'])}*"]
    for head, keys in zip(heads, texts, strict=True):
        lines.append(f"== {safe(words[head])}")
        lines += [f"{safe(words[key])}\n" for key in keys]
    return "\n".join(lines)


def _comparison(page: BookletPage) -> str:
    words = page.words
    columns = ("my_career", "col_change", "usual_way_in", "hours_heading")
    cells = [f"[*{safe(words[column])}*]" for column in columns]
    for entry, row in zip(page.entries, page.hours, strict=True):
        growth = f"{entry.growth.figure} {entry.growth.said_by.plain}" if entry.growth else "–"
        texts = (entry.title, growth, entry.education, row.captions[0].text)
        cells += [f"[{safe(text)}]" for text in texts]
    bars = [
        f"grid(columns: (24%, 1fr), [{safe(entry.title)}],"
        f" pad(left: {row.bar.x - page.pay_scale.start:.1f}pt)[{safe(row.value.text)} \\"
        f" #box(fill: accent, height: 8pt, width: {row.bar.width:.1f}pt)])"
        for entry, row in zip(page.entries, page.pay, strict=True)
    ]
    strips = [
        f"grid(columns: (24%, 1fr), [{safe(entry.title)}], ["
        + safe(" ".join(line.text for line in row.captions))
        + " \\ "
        + "".join(
            f"#box(fill: accent.lighten({12 * n}%), height: 12pt, width: {piece.width:.1f}pt)"
            for n, piece in enumerate(row.pieces)
        )
        + "])"
        for entry, row in zip(page.entries, page.hours, strict=True)
    ]
    return f"""
{_head(words["comparison"])}

*{safe(words["comparison_intro"])}*
#stack(spacing: 6pt, {", ".join(bars)})
{safe(words["full_time_year"])} {safe(words["comparison_note"])}
#table(columns: 4, table.header({", ".join(cells[:4])}), {", ".join(cells[4:])})
== {safe(words["hours_heading"])}
{safe(words["hours_intro"])}
#stack(spacing: 6pt, {", ".join(strips)})
"""


def _summary(entry: Entry) -> str:
    return safe(entry.summary.plain)
