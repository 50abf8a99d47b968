"""The files of a pack in one ZIP, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from careerprint.errors import WriteError
from careerprint.publish.files import write_whole

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name: files of a pack have no time of their own."""
_FILE_MODE: Final = 0o644 << 16


def write_zip(target: Path, folder: Path, names: Iterable[str]) -> None:
    """Write files of a folder, below its name, into a ZIP; raises ``WriteError`` if it cannot."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(f"{folder.resolve().name}/{name}", _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _FILE_MODE
            try:
                archive.writestr(entry, (folder / name).read_bytes())
            except OSError as error:
                raise WriteError(f"{folder / name} cannot be read ({error.strerror})") from error
    write_whole(target, content.getvalue())
