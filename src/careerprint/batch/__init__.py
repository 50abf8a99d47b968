"""A handout for each student: rosters, the careers that suit an interest, names of files."""
