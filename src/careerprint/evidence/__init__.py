"""What was checked on the files of a run, how it came out, and what a person still has to judge."""
