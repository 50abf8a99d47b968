"""What stands in an outbox, read from its database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from careerprint.publish.outbox import State
from careerprint.publish.outbox_folder import DATABASE


def tally(folder: Path) -> dict[State, int]:
    """Count the rows of each state."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        found = database.execute("SELECT state, count(*) FROM delivery GROUP BY state").fetchall()
    return {state: dict(found).get(state.value, 0) for state in State}
