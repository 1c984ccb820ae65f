"""Playlists: songs put in an order by a person, and one of each challenge whose result is told"""
