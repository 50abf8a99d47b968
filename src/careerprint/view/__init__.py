"""A profile → a frozen page, ready to print, by pure functions; it knows no template or engine."""
