"""The desk: where organisers make a challenge and run it."""
