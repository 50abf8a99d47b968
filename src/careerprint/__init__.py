"""careerprint: career profiles become print-ready, accessible handouts."""

__version__ = "0.1.0"
