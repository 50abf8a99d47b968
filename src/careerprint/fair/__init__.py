"""A career fair: its file → stands, copies, pages, and the order for whoever prints them."""
