"""Typeset pages, kept by all that went into them; it knows nothing of what they are bound in."""
