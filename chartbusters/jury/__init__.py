"""Jurors who score entries by a rubric."""
