"""What tells pages apart that paint different things: a digest of all that they paint with.

Pages that come again in another file, as those of booklets bound from the same sections, have
the same one whatever their objects are numbered.
"""

import hashlib
from typing import Any, Final

from pikepdf import Array, Dictionary, Object, Stream

_OF_NO_MATTER: Final = frozenset(
    {"/Parent", "/StructParents", "/StructParent", "/DPart", "/Length", "/ToUnicode", "/Metadata"}
)
"""What hangs on a page and is not painted, or leads back to it."""
_DEEPEST: Final = 40


class Fingerprints:
    """Gives the digests of the objects of one document, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, item: Any, depth: int = 0) -> bytes:
        """Give the digest of an object and of all that hangs on it.

        Raises ``ValueError`` if that goes deeper than in any page that is alike in two files.
        """
        if depth > _DEEPEST:
            raise ValueError("what hangs on it does not end")
        if not isinstance(item, Dictionary | Stream | Array):
            return item.unparse() if isinstance(item, Object) else repr(item).encode()
        if not item.is_indirect:
            return self._digest(item, depth)
        key = item.objgen
        if key not in self._known:
            self._known[key] = b"open"  # for what leads back to itself
            self._known[key] = self._digest(item, depth)
        return self._known[key]

    def _digest(self, item: Any, depth: int) -> bytes:
        digest = hashlib.blake2b(digest_size=16)
        if isinstance(item, Array):
            for one in item:
                digest.update(self.of(one, depth + 1))
                digest.update(b" ")
            return digest.digest()
        for name, value in sorted(item.items()):
            if name not in _OF_NO_MATTER:
                digest.update(name.encode() + b" ")
                digest.update(self.of(value, depth + 1))
        if isinstance(item, Stream):
            digest.update(item.read_raw_bytes())
        return digest.digest()
