"""Finished sections → bound booklets. Only this room knows pikepdf."""
