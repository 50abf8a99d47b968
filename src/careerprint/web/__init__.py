"""The page in the browser: what is made, seen and chosen without a terminal."""
