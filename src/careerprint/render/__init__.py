"""A career in a layout → a fitted, tagged PDF section."""
