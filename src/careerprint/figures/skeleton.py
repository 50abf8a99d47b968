"""The text of a new profile: every key with its guidance, official figures already there."""

import json
import re
import unicodedata
from decimal import Decimal

from careerprint.figures import tables


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
    sources are filled in. ``schema`` is the address of the JSON Schema for editors.
    """
    pay = figures.pay(soc) if soc else None
    projection = figures.projection(soc) if soc else None
    return _TEMPLATE.format(
        schema=schema,
        title=json.dumps(title, ensure_ascii=False),
        cluster=cluster,
        pay=_pay(pay),
        growth=_growth(projection),
        official=_official(soc),
        sources=_sources(soc, pay, projection),
        dated=dated,
    )


def _pay(pay: tables.Pay | None) -> str:
    if pay is None:
        return "    - {label: , low: , typical: , high: , per: year, source: estimate}\n"
    amounts = {"low": pay.low, "typical": pay.median, "high": pay.high}
    given = ", ".join(f"{name}: {_plain(n)}" for name, n in amounts.items() if n is not None)
    is_open = ", open_ended: true" if pay.is_top_coded else ""
    label = json.dumps(pay.title[:60], ensure_ascii=False)
    return f"    - {{label: {label}, {given}{is_open}, per: {pay.per}, source: oews}}\n"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _growth(projection: tables.Projection | None) -> str:
    if projection is None:
        return ""
    figure = _plain(projection.percent)
    return f"  growth: {{low: {figure}, high: {figure}, unit: percent, source: projections}}\n"


def _official(soc: str) -> str:
    if not soc:
        return (
            "official:\n"
            "  match: none            # or soc: NN-NNNN with match: exact or closest\n"
            "  note:                  # why no code fits\n"
        )
    return f"official:\n  soc: {soc}\n  match: exact           # or closest, with note: why\n"


def _sources(soc: str, pay: tables.Pay | None, projection: tables.Projection | None) -> str:
    lines = []
    if pay is not None:
        lines.append(
            f"  - {{id: oews, name: BLS Occupational Employment and Wage Statistics,"
            f' detail: "{soc}, national", date: {pay.date}, url: "https://www.bls.gov/oes/"}}\n'
        )
    if projection is not None:
        years = f"{projection.years[0]}–{projection.years[1] % 100:02d}"
        lines.append(
            f"  - {{id: projections, name: BLS Employment Projections {years},"
            f' detail: "{soc}", date: {projection.published[:7]}, url: "https://www.bls.gov/emp/"}}\n'
        )
    if not lines:
        lines.append("  - {id: estimate, name: Our estimate, detail: , date: , estimate: true}\n")
    return "".join(lines)


_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# A career, honestly told. Fill in what is empty; careerprint check says what is still missing.
title: {title}
also_known_as: []        # other names that people look for it under; printed nowhere
cluster: {cluster}
summary: >-              # two or three sentences, 40–60 words: who should look, and the catch

related: []              # ids of neighbouring careers

verdict:
  worth_a_look_if: >-    # reads on: “Worth a look if …”, 20–40 words

  maybe_not_if: >-       # reads on: “Maybe not if …”, 12–40 words


work:
  story: >-              # the picture and the reality, 50–90 words

  time_split:            # shares of the working time; they add up to 100
    - {{activity: , percent: }}
    - {{activity: , percent: }}
    - {{activity: , percent: }}
  shift: >-              # how the split changes with seniority

  basis: >-              # what the split rests on


day:
  entries:               # times as people say them: 11:00, 3:00, 3:00 pm or 15:00
    - {{time: , title: , text: }}
    - {{time: , title: , text: }}
    - {{time: , title: , text: }}
  note: >-               # for whom the day would look different


fit:
  your_thing_when:       # reads on: “People find it’s their thing when …”
    -
    -
    -
  not_your_thing_when:   # as many, as honest
    -
    -
    -

try_it:                  # a first project for this week, without money
  title:
  text: >-


money:
  story: >-              # both sides of it, 50–90 words

  paths:                 # ways of being paid, drawn on one scale
{pay}  basis: >-              # what the figures cover and what they do not


outlook:
  where_it_is_going: >-  # 40–80 words

  right_now: >-          # 40–80 words

{growth}
{official}
sources:                 # every figure above names one of these ids
{sources}dated: {dated}
closing:                 # the last line, a call to try it
"""
