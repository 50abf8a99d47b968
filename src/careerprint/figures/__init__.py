"""The official tables: what the US government publishes on pay, jobs and their future."""
