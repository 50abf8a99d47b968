"""Careers that are chosen → their handouts in files; it knows nothing of who is told of it."""
