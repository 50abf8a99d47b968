"""A tagged PDF's structure, read with no help of the binder: elements, their content, both ways.

What an element says is given by the bytes that its marked content shows, in their order; what a
page says as text is the business of ``pdf_text``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

Key = tuple[int, int]


@dataclass
class Element:
    """An element: its standard role, attributes that are read out, what it holds in order."""

    role: str
    said: dict[str, str]
    kids: list[Any] = field(default_factory=list)

    def flat(self, depth: int = 0) -> Iterator[tuple[int, str, str]]:
        """Give each element and piece of content with its depth."""
        yield depth, self.role, repr(sorted(self.said.items()))
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.flat(depth + 1)
            else:
                yield depth + 1, "content", repr(kid)


class Tree:
    """The structure tree of an open PDF; faults of its links back are in ``faults``."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root.StructTreeRoot
        self.pages = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        self.parents = dict(_pairs(self.root.ParentTree))
        self.roles = {n: str(r) for n, r in self.root.get("/RoleMap", Dictionary()).items()}
        self.marked = {n: marked(page.obj) for n, page in enumerate(pdf.pages)}
        self.faults: list[str] = []
        self.seen: dict[Key, str] = {}
        self.used: set[tuple[Any, ...]] = set()
        self.tops = [self._element(kid, self.root) for kid in _kids(self.root)]
        self._check_back()

    def _element(self, element: Any, parent: Any) -> Element:
        role = str(element.S)
        while role in self.roles and self.roles[role] != role:
            role = self.roles[role]
        if element.objgen in self.seen:
            self.faults.append(f"{role} stands in two places")
            return Element(role, {})
        self.seen[element.objgen] = role
        if element.P.objgen != parent.objgen:
            self.faults.append(f"the parent of a {role} is another")
        keys = ("/Alt", "/ActualText", "/E", "/Lang")
        node = Element(role, {key: str(element[key]) for key in keys if key in element})
        for kid in _kids(element):
            node.kids.append(self._kid(kid, element))
        return node

    def _kid(self, kid: Any, element: Any) -> Any:
        own = element.get("/Pg")
        if isinstance(kid, int):
            return self._content(own, None, kid, element)
        if kid.get("/Type") == Name.MCR:
            return self._content(kid.get("/Pg", own), kid.get("/Stm"), int(kid.MCID), element)
        if kid.get("/Type") == Name.OBJR:
            page = self.pages.get(kid.get("/Pg", own).objgen)
            on_page = [a.objgen for a in self.pdf.pages[page or 0].obj.get("/Annots", ())]
            if page is None or kid.Obj.objgen not in on_page:
                self.faults.append(f"the object of a {element.S} is not on its page")
            back = self.parents.get(int(kid.Obj.get("/StructParent", -1)))
            if back is None or back.objgen != element.objgen:
                self.faults.append(f"the object of a {element.S} leads back to another")
            return ("object", str(kid.Obj.get("/Subtype")))
        return self._element(kid, element)

    def _content(self, page: Any, stream: Any, mcid: int, element: Any) -> Any:
        number = self.pages.get(page.objgen) if page is not None else None
        if number is None:
            self.faults.append(f"{element.S} is on a page that is not there")
            return None
        holder = page if stream is None else stream
        back = self.parents.get(int(holder.get("/StructParents", -1)))
        if back is None or mcid >= len(back) or back[mcid] is None:
            self.faults.append(f"content {mcid} of page {number} leads back to nothing")
        elif back[mcid].objgen != element.objgen:
            self.faults.append(f"content {mcid} of page {number} leads back to another")
        place = (number, mcid) if stream is None else (stream.objgen, mcid)
        if place in self.used:
            self.faults.append(f"content {place} is in two places")
        self.used.add(place)
        return self.marked[number].get(mcid, b"") if stream is None else marked(stream)[mcid]

    def _check_back(self) -> None:
        """See that every entry of the parent tree is an element of the tree, keys are single."""
        for key, value in self.parents.items():
            for one in value if isinstance(value, Array) else (value,):
                if one is not None and one.objgen not in self.seen:
                    self.faults.append(f"key {key} leads to an element that is not in the tree")
        for number, contents in self.marked.items():
            back = self.parents.get(int(self.pdf.pages[number].obj.get("/StructParents", -1)), ())
            for mcid in contents:
                if mcid >= len(back) or back[mcid] is None:
                    self.faults.append(f"content {mcid} of page {number} is in no element")
        found = {mark: key for page in self.pdf.pages for mark, key in _keys(page.obj)}
        keys = list(found.values())
        if len(set(keys)) != len(keys):
            self.faults.append("a key of the parent tree is there twice")
        if not set(keys) <= set(self.parents):
            self.faults.append("a key of the parent tree leads nowhere")


def stray(pdf: pikepdf.Pdf, tree: Tree) -> list[str]:
    """Give the kinds of pages and elements in the file that are in no tree."""
    found = []
    for item in pdf.objects:
        if not isinstance(item, Dictionary):
            continue
        is_page = item.get("/Type") == Name.Page and item.objgen not in tree.pages
        is_element = item.get("/Type") == Name.StructElem and item.objgen not in tree.seen
        found += [str(item.Type)] if is_page or is_element else []
    return found


def instructions(page: Any) -> Iterator[tuple[Any, str]]:
    """Give operands and operator of each instruction of a page or form."""
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction.operands, str(instruction.operator)


def marked(page: Any) -> dict[int, bytes]:
    """Give what each marked content of a page or form shows, by its MCID (14.7.4.2)."""
    found: dict[int, bytes] = {}
    stack: list[int | None] = []
    resources = page.get("/Resources", Dictionary())
    for operands, name in instructions(page):
        if name in {"BDC", "BMC"}:
            stack.append(_mcid(operands, resources))
        elif name == "EMC":
            stack.pop()
        current = next((n for n in reversed(stack) if n is not None), None)
        if current is not None:
            found[current] = found.get(current, b"") + _shown(operands, name, resources)
    return found


def _mcid(operands: Any, resources: Any) -> int | None:
    if len(operands) < 2:
        return None
    properties = operands[1]
    if isinstance(properties, Name):
        properties = resources.Properties[properties]
    return int(properties.MCID) if "/MCID" in properties else None


def _shown(operands: Any, operator: str, resources: Any) -> bytes:
    if operator in {"Tj", "'", '"'}:
        return bytes(operands[-1])
    if operator == "TJ":
        return b"".join(bytes(x) for x in operands[0] if isinstance(x, pikepdf.String))
    if operator == "Do":
        form = resources.XObject[operands[0]]
        if form.get("/Subtype") == Name.Image:
            return b"<image %d>" % len(form.read_raw_bytes())
        inner = form.get("/Resources", resources)
        return b"".join(_shown(o, n, inner) for o, n in instructions(form))
    return b""


def _keys(page: Any) -> Iterator[tuple[Key, int]]:
    """Give the parent tree's keys on a page: its own, of its annotations, of its forms."""
    if "/StructParents" in page:
        yield page.objgen, int(page.StructParents)
    for annotation in page.get("/Annots", ()):
        if "/StructParent" in annotation:
            yield annotation.objgen, int(annotation.StructParent)
    for item in page.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values():
        if isinstance(item, Stream) and "/StructParents" in item:
            yield item.objgen, int(item.StructParents)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", ())
    return list(kids) if isinstance(kids, Array) else [kids] if kids != () else []


def _pairs(node: Any) -> Iterator[tuple[int, Any]]:
    numbers = list(node.get("/Nums", ()))
    yield from ((int(k), v) for k, v in zip(numbers[::2], numbers[1::2], strict=True))
    for kid in node.get("/Kids", ()):
        yield from _pairs(kid)
