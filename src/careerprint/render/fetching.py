"""What a page may load: the typefaces, what it holds itself, and files of its own folders.

Pictures of pixels are handed on made plain, for the engine takes them as they lie in a file.
"""

from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from careerprint.pictures.picture_error import PictureError
from careerprint.pictures.raster import kind, plain
from careerprint.typefaces.faces import FACES, face_file, static_font

FONT_SCHEME: Final = "font"


def closed_fetcher(engine: Any, roots: tuple[Path, ...]) -> Any:
    """Give a fetcher that serves ``font:`` names, ``data:`` and files under ``roots``.

    ``font:FAMILY/WEIGHT`` stands for a fallback at a weight.
    """
    response_of = engine.urls.URLFetcherResponse

    class ClosedFetcher(engine.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == FONT_SCHEME and "/" in parts.path:
                family, _, weight = unquote(parts.path).partition("/")
                return response_of(url, static_font(family, int(weight)))
            if parts.scheme != "data":
                return made_plain(response_of(url, allowed_file(url, roots).read_bytes()))
            return made_plain(super().fetch(url, headers))

    def made_plain(response: Any) -> Any:
        content = response.read()
        try:
            made = plain(content)
        except PictureError:  # no picture, or a broken one: that the engine says
            return response_of(response.url, content, response.headers)
        # at the address of a file the engine would read that file again
        is_same = made == content
        return response_of(response.url if is_same else "", made, {"Content-Type": kind(made)})

    return ClosedFetcher()


def allowed_file(url: str, roots: tuple[Path, ...]) -> Path:
    """Give the file behind an address that a layout asks for.

    ``font:NAME`` stands for a face of :data:`careerprint.typefaces.faces.FACES`. A file must lie
    under one of the (resolved) ``roots`` once ``..`` and symbolic links are followed; any
    other address raises ``PermissionError``, a missing file ``FileNotFoundError``.
    """
    parts = urlsplit(url)
    if parts.scheme == FONT_SCHEME and parts.path in FACES:
        return face_file(parts.path)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        raise PermissionError(f"a layout may not load {url}: put the file into its folder")
    path = Path(url2pathname(parts.path)).resolve(strict=True)
    if not any(path.is_relative_to(root) for root in roots):
        raise PermissionError(f"a layout may not load {path}: it lies outside of its folders")
    return path
