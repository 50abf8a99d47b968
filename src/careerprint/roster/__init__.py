"""A school's list → students, with findings by row; it knows nothing of what they are given."""
