"""Chords beside those that people wrote or heard: right or not, in the tune or not, and whether
they move and close as real ones do."""
