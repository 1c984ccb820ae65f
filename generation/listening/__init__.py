"""Listening tests: melodies that no model has learnt from, and everybody who accompanies them."""
