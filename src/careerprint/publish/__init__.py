"""Results leave the program here: as files, written whole or not at all."""
