"""Files of others → values with their places; it knows nothing of what they are for."""
