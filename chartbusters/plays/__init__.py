"""Plays: how often a song was heard, by a rule that is told; counted from a log, never on the row
of the song"""
