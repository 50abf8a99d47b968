"""A roster → its booklets and letters, by any workers; it knows nothing of click or a screen."""
