"""Which files for a print shop are what would be made now: noted in the ledger, by hashes.

What a booklet's pages become is not kept itself: its cover has its reader's name.
"""

import hashlib
from pathlib import Path

from careerprint.batch.ledger import Ledger
from careerprint.batch.pressing import FOLDER
from careerprint.preflight.press_file import press_path
from careerprint.press.press_order import PressOrder
from careerprint.sections.keys import program


class PressNotes:
    """The notes of a batch's folder about the files that were made by one order."""

    def __init__(self, ledger: Ledger, folder: Path, order: PressOrder) -> None:
        self._ledger, self._folder = ledger, folder
        self._by = f"{program()} {order.key}"

    def is_kept(self, booklet: Path, target: Path) -> bool:
        """Tell whether the press file of a booklet is there, whole, and made of what it is now.

        ``target`` is its name without what tells it from others.
        """
        file = press_path(target)
        noted = self._ledger.print_of(self._path(file))
        return noted is not None and noted[1] == self._made_of(booklet, file)

    def note(self, booklet: Path, file: Path) -> None:
        """Note that the press file of a booklet was made now."""
        name = self._ledger.named(self._path(booklet))
        self._ledger.keep_print(self._path(file), name, self._made_of(booklet, file))

    def _made_of(self, booklet: Path, file: Path) -> str:
        record = self._ledger.find(self._path(booklet))
        try:
            content = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError:
            return ""
        return self._ledger.hashed(record.digest if record else "", self._by, content)

    def _path(self, file: Path) -> str:
        return file.relative_to(self._folder).as_posix()


def is_press_path(path: str) -> bool:
    """Tell whether a path below a batch's folder is that of a file for a print shop."""
    return path.startswith(f"{FOLDER}/")
