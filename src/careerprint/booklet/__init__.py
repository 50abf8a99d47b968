"""A booklet file and careers → bound booklets; it knows nothing of rosters and workers."""
