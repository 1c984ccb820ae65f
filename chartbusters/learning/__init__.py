"""Capsules: how machines make music, told in a few steps that are played with in the page, and how
far somebody has come."""
