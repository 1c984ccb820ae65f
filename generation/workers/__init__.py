"""The side of a worker: jobs that make music, and training runs."""
