"""Blind ballots and the votes cast on them."""
