"""Career profiles: their records, the rules between fields, and the library they stand in."""
