"""Pictures of others made plain for a page; it knows nothing of whose they are."""
