"""Listening tests: blind challenges on the same melodies for everybody, and a page to listen to."""
