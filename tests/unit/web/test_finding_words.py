"""What findings say in Spanish: every sentence of the rooms that are covered, gap by gap.

The sentences are gathered from the rooms' source: what is given as a message, reason or hint, with
``{}`` for each value that is set into it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import careerprint
from careerprint.web import finding_words
from careerprint.web.finding_words import GAP, in_spanish, sentences

_ROOMS = Path(careerprint.__file__).parent
_NAMES = {"message", "hint", "reason", "words", "what"}
"""Arguments and variables that hold a sentence."""
_PLACES = {
    "on_file": (1, 2),
    "_on_column": (3, 4),
    "plain_error": (0, 1),
    "Problem": (2, 3),
    "_problem": (1, 2),
    "UsageError": (0,),
    "WriteError": (0,),
    "CareerprintError": (0,),
    "LayoutError": (0,),
    "FitError": (0,),
    "_old": (2,),
}
"""Which arguments without a name are sentences."""


def _texts(node: ast.expr | None) -> list[str]:
    """Give the texts that an expression may be, values as ``{}``; none if it holds no words."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr(values=values):
            parts = [one.value if isinstance(one, ast.Constant) else "{}" for one in values]
            return ["".join(map(str, parts))]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [a + b for a in _texts(left) or ["{}"] for b in _texts(right) or ["{}"]]
        case ast.IfExp(body=one, orelse=other):
            inner = [one, other]
        case ast.BoolOp(values=inner) | ast.Tuple(elts=inner):
            pass
        case _:
            inner = []
    return [text for one in inner for text in _texts(one)]


def _written(node: ast.AST) -> Iterator[ast.expr]:
    """Give the expressions of one node of a source that are sentences."""
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
            yield from (one.value for one in keywords if one.arg in _NAMES)
            yield from (args[n] for n in _PLACES.get(name, ()) if n < len(args))
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _NAMES:
            yield value
        case ast.AugAssign(target=ast.Name(id=name), value=value) if name in _NAMES:
            yield value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            pairs = zip(names, values, strict=True)
            yield from (one for at, one in pairs if isinstance(at, ast.Name) and at.id in _NAMES)


def _said_in(files: list[Path]) -> dict[str, str]:
    """Give the sentences of some files, each with where it is said."""
    return {
        sentence: f"{path.parent.name}/{path.name}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.expr | ast.stmt)
        for one in _written(node)
        for text in _texts(one)
        if re.search(r"[a-z]{2}", text.replace("{}", "")) and "%(" not in text
        for sentence in text.strip("; ").split("\n", 1)[:1]
    }


def _form(text: str) -> str:
    return GAP.sub("{}", text)


_KNOWN = {_form(one) for one in sentences()}


def _is_known(text: str) -> bool:
    """Whether a sentence, or each of those that a semicolon joins in it, has its Spanish.

    What is nothing but values is said elsewhere.
    """
    if text in _KNOWN or in_spanish(text)[1] or not text.replace("{}", "").strip(": "):
        return True
    at = [n for n in range(len(text)) if text.startswith("; ", n)]
    return any(_is_known(text[:n]) and _is_known(text[n + 2 :]) for n in at)


_LEFT = {
    "'{}' gives way to --edition {}",
    "a fair's file names its careers itself",
    "beyond --limit",
    "booklet",
    "careerprint booklet booklet.yaml",
    "careerprint fair fair.yaml -o DIR, or --all",
    "handout",
    "name a booklet file or careers",
    "name a fair's file or careers",
    "start one with: careerprint init {}",
    "leave --edition out to have what the file says",
    "name another with -o",
    "set aside in {}",
    "the longest blocks: {}",
    "write a whole number from 1 to {}",
    "write messages a minute, such as 30/min",
    "write them into the file, or leave the file out",
    "write {} where a career's id belongs; nothing else stands in braces",
    "--visitors cannot be '{}'",
    "{} cannot be read ({})",
    "{} is a file, not a folder",
    "{} is not a project: it has no {}",
}
"""What other rooms say without Spanish, mostly on a terminal: this list may only get shorter."""


def _missing(*names: str) -> dict[str, str]:
    files = [one for name in names for one in sorted(_ROOMS.glob(name))]
    assert files
    said = _said_in(files)
    assert said
    return {text: place for text, place in said.items() if not _is_known(text)}


@pytest.mark.parametrize(
    "names",
    [
        ("roster/*.py",),
        ("batch/batch.py", "batch/worker.py"),
        ("profile/*.py",),
        ("web/*.py",),
        ("reading/*.py",),
        ("figures/deviation.py", "figures/career_link.py"),
        ("booklet/booklet_file.py", "fair/fair_file.py", "fair/fair_plan.py"),
        ("render/fit.py", "pictures/*.py"),
    ],
)
def test_every_sentence_has_its_spanish(names: tuple[str, ...]) -> None:
    assert _missing(*names) == {}


def test_what_other_rooms_say_without_it_gets_less() -> None:
    missing = _missing(
        "batch/*.py", "booklet/*.py", "fair/*.py", "handouts/*.py", "settings.py", "brand.py"
    )
    assert set(missing) == _LEFT


@pytest.mark.parametrize(("english", "spanish"), sentences().items())
def test_what_is_named_stays(english: str, spanish: str) -> None:
    assert sorted(set(GAP.findall(spanish))) == sorted(set(GAP.findall(english)))
    for pattern in (r"\d+", r"['«“]([a-z_]+)['»”]", r"\b(\w+: […/]|\w+_\w+|--\w+|careerprint \w+)"):
        plain, said = GAP.sub("", english), GAP.sub("", spanish)
        assert set(re.findall(pattern, said)) == set(re.findall(pattern, plain))


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        (
            "'x' is no career of the library; number 2 of this cell ('no') names no career",
            "«x» no es una profesión de la biblioteca; el número 2 de esta celda («no») no nombra"
            " ninguna profesión",
        ),
        (
            "rows 3, 7–9: hidden in the spreadsheet, by a filter or by hand; read too",
            "filas 3, 7–9: en la hoja de cálculo no se ve, por un filtro o a mano; también se leyó",
        ),
        (
            "the e-mail address has a line break (U+000A)",
            "la dirección de correo contiene un salto de línea (U+000A)",
        ),
        (
            "'paths, number 2' must be a list, and this is text",
            "«paths», elemento 2, debe ser una lista, y esto es texto",
        ),
        (
            "did you mean 'chef', 'cook' or 'baker'?",
            "¿quiso decir «chef», «cook» o «baker»?",
        ),
        (
            "which part of the name comes first cannot be told; it is printed as it is written",
            "no se sabe qué parte del nombre va primero; se imprime tal como está",
        ),
        (
            "does not fit card on letter: text leaves its column by 1.8 mm at the smallest size"
            " (7.5 pt)",
            "no cabe en card en letter: texto sale de su columna 1.8 mm con la letra más pequeña"
            " (7.5 pt)",
        ),
        ("write 34000, without signs or commas", "escriba 34000, sin signos ni comas"),
    ],
)
def test_what_is_found_is_set_in(english: str, spanish: str) -> None:
    assert in_spanish(english) == (spanish, True)


@pytest.mark.parametrize(
    "text",
    [
        "the moon is made of cheese",
        "this cell is no career of the library; the moon is made of cheese",
        "the e-mail address is made of cheese",
        "'paths, number 2' is made of cheese",
        "write what you would have for lunch",
    ],
)
def test_what_has_no_spanish_stays_whole(text: str) -> None:
    assert in_spanish(text) == (text, False)


def test_a_text_that_opens_many_ways_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[str]()
    known = finding_words._candidates

    def counted(text: str) -> Iterator[Any]:
        looked.append(text)
        return known(text)

    monkeypatch.setattr(finding_words, "_candidates", counted)
    text = "'a' and b and c is made (line 3): of; " * 20
    assert in_spanish(text) == (text, False)
    assert 0 < len(looked) < 3_000
