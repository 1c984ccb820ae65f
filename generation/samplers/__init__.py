"""Network and codec -> Song, one technique a file."""
