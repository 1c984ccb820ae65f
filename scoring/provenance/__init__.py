"""Provenance: whether a song is what its recipes make, told by making it again, and which notes of
its models somebody has changed since."""
