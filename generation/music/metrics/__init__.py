"""Formulas of music, as the literature names them: pure functions of one view of a song.

What is shown of them, and how a song is judged by them, stands in `scoring`.
"""
