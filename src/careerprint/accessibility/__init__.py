"""What of an accessible PDF a program can see in it: read as it is, whoever made it."""
