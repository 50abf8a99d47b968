"""The engine's convenience call, in a process of its own, untouched by our typesetter.

Reads the case from a folder, then prints the page once for each line that comes in.
"""

import json
import sys
from pathlib import Path
from typing import Any

CASE = "case.json"


def main(folder: Path) -> None:
    """Answer each line of standard input with the size of a PDF made anew."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from careerprint.typefaces.faces import face_file

    case = json.loads((folder / CASE).read_text(encoding="utf-8"))

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Serves the faces by the names that the stylesheets use."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Give a face, or what the engine itself would."""
            if url.startswith("font:"):
                return URLFetcherResponse(url, face_file(url.removeprefix("font:")).read_bytes())
            return super().fetch(url, headers)

    fetcher = Fetcher()
    faces = case["faces"]
    for _ in sys.stdin:
        texts = faces + "".join(Path(sheet).read_text(encoding="utf-8") for sheet in case["sheets"])
        pdf = weasyprint.HTML(
            string=case["html"].replace("<style>", f"<style>{texts}{case['css']}", 1),
            base_url=case["base"],
            url_fetcher=fetcher,
        ).write_pdf(pdf_variant="pdf/ua-1")
        print(len(pdf), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
