"""Fixtures: servers."""
