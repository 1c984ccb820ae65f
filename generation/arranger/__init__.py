"""Rule-based accompaniment: the baseline that a network must beat. One style a file, one
registry."""
