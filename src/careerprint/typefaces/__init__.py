"""Typefaces: files, letters, widths; it knows nothing of what is set in them."""
