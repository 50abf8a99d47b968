"""Whether a PDF is ready for a print shop: read as it is, whoever made it."""
