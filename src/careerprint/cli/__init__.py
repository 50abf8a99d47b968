"""The command line: options → call → words → exit code; it knows nothing of how a thing is made."""
