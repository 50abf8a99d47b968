"""The files of a pack in one ZIP, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from careerprint.errors import WriteError
from careerprint.publish.files import write_whole
from careerprint.publish.zip_entries import zip_entry


def write_zip(target: Path, folder: Path, names: Iterable[str]) -> None:
    """Write files of a folder, below its name, into a ZIP; raises ``WriteError`` if it cannot."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zip_entry(f"{folder.resolve().name}/{name}", zipfile.ZIP_DEFLATED)
            try:
                archive.writestr(entry, (folder / name).read_bytes())
            except OSError as error:
                raise WriteError(f"{folder / name} cannot be read ({error.strerror})") from error
    write_whole(target, content.getvalue())
