"""Reads any YAML file of ours into a checked record, with the place of every value.

Profiles, settings, layouts and clusters all come in through :func:`load`, so they share
one set of bounds, one wording of problems and one notion of where a problem is.
"""

from careerprint.reading.composer import KeyPath
from careerprint.reading.documents import Draft, Finding, Loaded, Rule, load

__all__ = ["Draft", "Finding", "KeyPath", "Loaded", "Rule", "load"]
