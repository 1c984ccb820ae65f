"""Whose votes count how much, why, and who decided it."""
