"""The typefaces that pages are set in: their files, their letters, the width of a line."""
