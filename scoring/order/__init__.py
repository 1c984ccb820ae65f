"""Whether music is in order: likelihoods, structure and a piece against itself, beside real music.

Nothing here depends on key, tempo, loudness or instruments.
"""
