"""Work spread over processes: of this machine, or of a cluster; it knows nothing of the work."""
