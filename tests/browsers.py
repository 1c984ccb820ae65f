"""Fixtures: browsers."""
