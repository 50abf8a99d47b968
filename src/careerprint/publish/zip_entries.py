"""Entries of a ZIP that have no time of their own: the same files give the same bytes."""

import zipfile
from typing import Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name."""
_FILE_MODE: Final = 0o644 << 16


def zip_entry(name: str, compression: int) -> zipfile.ZipInfo:
    """Give the entry of a file, with a compression such as ``zipfile.ZIP_STORED``."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.external_attr = compression, _FILE_MODE
    return entry
