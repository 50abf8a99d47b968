"""Finished PDFs → files for a print shop: bleed, four inks, no links, one printing condition."""
