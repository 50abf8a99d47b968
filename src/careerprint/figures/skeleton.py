"""The text of a new profile: every key with its guidance, official figures already there."""

import json
import re
import unicodedata
from decimal import Decimal
from textwrap import fill, indent

from careerprint.figures import tables
from careerprint.figures.code_search import is_official_title
from careerprint.profile.clusters import clusters


def career_id(title: str) -> str:
    """Give the id that a title makes: small letters, digits and single hyphens.

    Empty if the title has neither letter nor digit that ASCII can say.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def skeleton(
    title: str, *, cluster: str, soc: str, schema: str, dated: str, figures: tables.Tables
) -> str:
    """Give a new profile as YAML for a writer to fill in.

    ``cluster`` and ``soc`` may be empty; with a SOC code, the official pay, growth and their
    sources are filled in. ``schema`` is the address of the JSON Schema for editors. Where prose
    goes, it may hold commas, colons and quotes: lines of their own, or quotation marks, are there.
    """
    pay = figures.pay(soc) if soc else None
    projection = figures.projection(soc) if soc else None
    return _TEMPLATE.format(
        schema=schema,
        title=_quoted(title),
        clusters="" if cluster else _clusters(),
        cluster=f" {cluster}" if cluster else "",
        pay=_pay(pay),
        growth=_growth(projection),
        official=_official(title, soc, figures),
        sources=_sources(soc, pay, projection),
        dated=dated,
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _clusters() -> str:
    """Give the ids of all clusters as a remark."""
    ids = fill(", ".join(clusters()), width=94, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in ("the cluster is one of:", *ids.splitlines()))


def _row(**values: str) -> str:
    """Give a group of keys in a list, a key a line."""
    lines = [f"{name}:{f' {value}' if value else ''}" for name, value in values.items()]
    return "".join(f"{'  - ' if n == 0 else '    '}{line}\n" for n, line in enumerate(lines))


def _pay(pay: tables.Pay | None) -> str:
    if pay is None:
        rows = _row(label='""', low="", typical="", high="", per="year", source="estimate")
    else:
        amounts = {"low": pay.low, "typical": pay.median, "high": pay.high}
        given = {name: _plain(n) for name, n in amounts.items() if n is not None}
        given |= {"open_ended": "true"} if pay.is_top_coded else {}
        rows = _row(label=_quoted(pay.title[:60]), **given, per=pay.per, source="oews")
    return indent(rows, "  ")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _growth(projection: tables.Projection | None) -> str:
    if projection is None:
        return ""
    figure = _plain(projection.percent)
    return f"  growth: {{low: {figure}, high: {figure}, unit: percent, source: projections}}\n"


def _official(title: str, soc: str, figures: tables.Tables) -> str:
    if not soc:
        return (
            "official:\n"
            "  match: none            # or soc: NN-NNNN with match: exact or closest\n"
            "  note: >-               # why no code fits\n\n"
        )
    official = figures.titles()[soc]
    if is_official_title(title, official):
        return f"official:\n  soc: {soc}           # {official}\n  match: exact\n"
    return (
        f"official:\n  soc: {soc}           # {official}\n"
        "  match: closest         # or exact, if the code is of this work and no other\n"
        "  note: >-               # what else the code counts, printed with its figures\n\n"
    )


def _sources(soc: str, pay: tables.Pay | None, projection: tables.Projection | None) -> str:
    rows = ""
    if pay is not None:
        rows += _row(
            id="oews",
            name="BLS Occupational Employment and Wage Statistics",
            detail=_quoted(f"{soc}, national"),
            date=pay.date,
            url=_OWN_PAGE,
        )
    if projection is not None:
        years = f"{projection.years[0]}–{projection.years[1] % 100:02d}"
        rows += _row(
            id="projections",
            name=f"BLS Employment Projections {years}",
            detail=_quoted(soc),
            date=projection.published[:7],
            url=_OWN_PAGE,
        )
    return rows or _row(id="estimate", name="Our estimate", detail="", date="", estimate="true")


_OWN_PAGE = "                 # this occupation's own page: search www.bls.gov/ooh for its title"
"""What stands in place of an address that no code tells: a front page leads nowhere."""

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# A career, honestly told. Write a line under >- (indented as it is), or between quotation marks;
# careerprint check says what is still missing.
title: {title}
also_known_as: []        # other names that people look for it under; printed nowhere
{clusters}cluster:{cluster}
summary: >-              # two or three sentences, 40–60 words: who should look, and the catch

related: []              # ids of neighbouring careers, such as [chef, farmer]

verdict:
  worth_a_look_if: >-    # reads on: “Worth a look if …”, 20–40 words

  maybe_not_if: >-       # reads on: “Maybe not if …”, 12–40 words


work:
  story: >-              # the picture and the reality, 50–90 words

  time_split:            # shares of the working time; they add up to 100
    - activity: ""
      percent:
    - activity: ""
      percent:
    - activity: ""
      percent:
  shift: >-              # how the split changes with seniority

  basis: >-              # what the split rests on


day:
  entries:               # times as people say them: 11:00, 3:00, 3:00 pm or 15:00
    - time:
      title: ""
      text: >-           # one or two sentences, 12–28 words

    - time:
      title: ""
      text: >-

    - time:
      title: ""
      text: >-

  note: >-               # for whom the day would look different


fit:
  your_thing_when:       # reads on: “People find it’s their thing when …”: they have, they like …
    - ""
    - ""
    - ""
  not_your_thing_when:   # as many, as honest
    - ""
    - ""
    - ""

try_it:                  # a first project for this week, without money
  title: ""
  text: >-               # 30–60 words


money:
  story: >-              # both sides of it, 50–90 words

  paths:                 # ways of being paid, drawn on one scale
{pay}  basis: >-              # what the figures cover and what they do not


outlook:
  where_it_is_going: >-  # 40–80 words

  right_now: >-          # 40–80 words

{growth}
# way_in:                # how people get in; optional, printed where there is room: take “# ” away
#   steps:               # in order; a figure only where the source says it
#     - what: ""         # two to five words: Registered apprenticeship
#       text: ""         # 5–12 words
#       time: {{low: , high: , unit: years}}   # hours, days, weeks, months or years
#       cost: {{low: , high: }}                # in the currency of the profile
#       source:          # the id of one of the sources below
#   called: ""           # what else the job is called where it is offered
#   shared: ""           # what nearby careers share of this way

{official}
sources:                 # every figure above names one of these ids
{sources}dated: {dated}
closing: ""              # the last line, a call to try it
"""
