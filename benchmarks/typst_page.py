"""The one-pager's content as a Typst document: the same words, bars and two columns."""

from pathlib import Path

from careerprint.profile.library import Library
from careerprint.profile.model import Profile
from careerprint.resources import shipped
from careerprint.typefaces.faces import face_file


def source(title: str) -> str:
    """Give the Music Producer as a Typst document under a title."""
    library = Library((shipped("data") / "careers",))
    profile = library.career(library.find("music-producer", Path())).profile
    return f"""
#let accent = rgb("#5b2a6e")
#set document(title: "{title}", author: "careerprint")
#set page(paper: "us-letter", margin: 30pt)
#set text(font: "Source Sans Pro", size: 8pt, lang: "en")
#set par(leading: 0.45em)
#show heading: set text(font: "Source Serif Pro", fill: accent)
{career(profile, title)}
"""


def career(profile: Profile, title: str) -> str:
    """Give a career under a title: the band, bars, lists, two columns, the sources."""
    bars = "\n".join(
        f"grid(columns: (90pt, 1fr), [{share.activity}],"
        f" box(fill: accent, height: 8pt, width: {2 * share.percent}%)),"
        for share in profile.work.time_split
    )
    day = "\n".join(
        f"- *{safe(e.time)} {safe(e.title)}* {safe(e.text)}" for e in profile.day.entries
    )
    yes = "\n".join(f"- {safe(item)}" for item in profile.fit.your_thing_when)
    no = "\n".join(f"- {safe(item)}" for item in profile.fit.not_your_thing_when)
    paths = "\n".join(
        f"- {safe(path.label)} {safe(str(path.low))} {safe(str(path.high))}"
        for path in profile.money.paths
    )
    sources = " · ".join(safe(f"{s.name} {s.detail or ''} {s.date or ''}") for s in profile.sources)
    return f"""
#block(fill: accent, inset: 12pt, width: 100%)[
  #text(fill: white, size: 30pt)[{safe(title)}] \\
  #text(fill: white, size: 9pt)[{safe(profile.summary)}]
]
#columns(2)[
*Worth a look if* {safe(profile.verdict.worth_a_look_if)}

*Maybe not if* {safe(profile.verdict.maybe_not_if)}

== What you would actually do all day
{safe(profile.work.story)}
#stack(spacing: 3pt, {bars})
{safe(profile.work.shift or "")} {safe(profile.work.basis)}

== A typical day
{day}

{safe(profile.day.note or "")}

== People find it is their thing when
{yes}

== and find that it is not when
{no}

== The real money and market
{safe(profile.money.story)}
{paths}

{safe(profile.money.basis)}

== Where it is going
{safe(profile.outlook.where_it_is_going)}

{safe(profile.outlook.right_now)}

== {safe(profile.try_it.title)}
{safe(profile.try_it.text)}
]
*{safe(profile.closing)}* {sources}
"""


def safe(text: str) -> str:
    """Give text that Typst takes as it stands."""
    return "".join(f"\\{c}" if c in "\\#*_$@<>[]`~=-+/" else c for c in text)


def font_folders() -> list[Path]:
    """Give the folders of the typefaces."""
    return [face_file("sans").parent, face_file("serif-bold").parent]
