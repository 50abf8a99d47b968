"""A page in a layout → a fitted, tagged PDF; it knows nothing of booklets and readers."""
