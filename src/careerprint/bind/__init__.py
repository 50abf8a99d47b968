"""Finished PDFs put together: pages onto sheets. Only this room knows pikepdf."""
