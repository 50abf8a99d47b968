"""Builds ``cgats-tr-006.icc`` from the characterisation data of CGATS TR 006.

    python3 data/press/build.py TR006.ti3

It asks for Argyll's colprof (Debian's package ``argyll``) and for the data in Argyll's form, which
the sources of colord bring. The same data give the same bytes: the date in the header is that of
the technical report. See README.md beside this file.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PROFILE = Path(__file__).with_name("cgats-tr-006.icc")
DATE = (2007).to_bytes(2, "big") + bytes((0, 1, 0, 1)) + bytes(6)
"""Year, month and day, hour, minute, second (ICC.1:2010, 4.2)."""


def main(data: Path) -> None:
    """Build the profile beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "tr006"
        base.with_suffix(".ti3").write_bytes(data.read_bytes())
        options = {
            "-q": "m",  # one of low quality is 4 units of colour off
            "-l": "300",  # ink in per cent
            "-k": "r",  # black comes in with the darkness of a colour
            "-D": "Coated GRACoL 2006 (CGATS TR 006-2007 data)",
            "-C": "CC0-1.0; characterization data: CGATS TR 006-2007",
            "-A": "careerprint",
            "-M": "CGATS TR 006",
        }
        # without the measurements, and with one table each way: a third of the size
        words = ["colprof", "-nc", *(part for pair in options.items() for part in pair), str(base)]
        subprocess.run(words, check=True)
        content = bytearray(base.with_suffix(".icc").read_bytes())
    content[24:36] = DATE
    PROFILE.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
