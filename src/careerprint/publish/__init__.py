"""Results leave here, once and whole, as files or mail; it knows nothing of how they were made."""
