"""Black text prints on top of what lies below it: where plates slip, no white edge shows.

Everything else knocks out what is below. The two states (ISO 32000-1, 8.6.7 and 11.7.4.3) are
named in every list of resources; overprint mode 1 lets an ink of nothing leave what is below.
"""

from typing import Any, Final

from pikepdf import Dictionary, Name, Operator

OVERPRINTS: Final = "/PressOverprints"
KNOCKS_OUT: Final = "/PressKnocksOut"
STATES: Final = {OVERPRINTS: True, KNOCKS_OUT: False}
SET_STATE: Final = Operator("gs")


def add_states(resources: Any) -> None:
    """Name both states in a list of resources."""
    if Name.ExtGState not in resources:
        resources[Name.ExtGState] = Dictionary()
    for name, overprints in STATES.items():
        resources.ExtGState[name] = Dictionary(Type=Name.ExtGState, OP=False, op=overprints, OPM=1)
