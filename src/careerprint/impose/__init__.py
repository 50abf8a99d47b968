"""Pages of a finished PDF → sheets to fold, staple or cut; it knows nothing of what they say."""
