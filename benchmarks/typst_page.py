"""The one-pager's content as a Typst document: the same words, bars and two columns."""

from pathlib import Path

from careerprint.profile.library import Library
from careerprint.resources import shipped


def source(title: str) -> str:
    """Give the Music Producer as a Typst document under a title."""
    library = Library((shipped("data") / "careers",))
    profile = library.career(library.find("music-producer", Path())).profile
    bars = "\n".join(
        f"grid(columns: (90pt, 1fr), [{share.activity}],"
        f" box(fill: accent, height: 8pt, width: {2 * share.percent}%)),"
        for share in profile.work.time_split
    )
    day = "\n".join(
        f"- *{_safe(e.time)} {_safe(e.title)}* {_safe(e.text)}" for e in profile.day.entries
    )
    yes = "\n".join(f"- {_safe(item)}" for item in profile.fit.your_thing_when)
    no = "\n".join(f"- {_safe(item)}" for item in profile.fit.not_your_thing_when)
    paths = "\n".join(
        f"- {_safe(path.label)} {_safe(str(path.low))} {_safe(str(path.high))}"
        for path in profile.money.paths
    )
    sources = " · ".join(
        _safe(f"{s.name} {s.detail or ''} {s.date or ''}") for s in profile.sources
    )
    return f"""
#let accent = rgb("#5b2a6e")
#set document(title: "{title}", author: "careerprint")
#set page(paper: "us-letter", margin: 30pt)
#set text(font: "Source Sans Pro", size: 8pt, lang: "en")
#set par(leading: 0.45em)
#show heading: set text(font: "Source Serif Pro", fill: accent)
#block(fill: accent, inset: 12pt, width: 100%)[
  #text(fill: white, size: 30pt)[{_safe(title)}] \\
  #text(fill: white, size: 9pt)[{_safe(profile.summary)}]
]
#columns(2)[
*Worth a look if* {_safe(profile.verdict.worth_a_look_if)}

*Maybe not if* {_safe(profile.verdict.maybe_not_if)}

== What you would actually do all day
{_safe(profile.work.story)}
#stack(spacing: 3pt, {bars})
{_safe(profile.work.shift or "")} {_safe(profile.work.basis)}

== A typical day
{day}

{_safe(profile.day.note or "")}

== People find it is their thing when
{yes}

== and find that it is not when
{no}

== The real money and market
{_safe(profile.money.story)}
{paths}

{_safe(profile.money.basis)}

== Where it is going
{_safe(profile.outlook.where_it_is_going)}

{_safe(profile.outlook.right_now)}

== {_safe(profile.try_it.title)}
{_safe(profile.try_it.text)}
]
*{_safe(profile.closing)}* {sources}
"""


def _safe(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\#*_$@<>[]`~=-+/" else c for c in text)
