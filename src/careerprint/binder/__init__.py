"""Tagged PDFs → one tagged PDF; it knows nothing of careers, readers, settings or caches."""
