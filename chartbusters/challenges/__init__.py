"""Themes, rules, phases and entries."""
