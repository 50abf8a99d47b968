"""Pictures of others, a logo or a cover's, made plain before anything is placed on a page."""
