"""The official tables by release, and what a profile says against them; it knows no page."""
