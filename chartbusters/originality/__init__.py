"""Passages that songs share: what is known of songs that others may have copied from, and what was
found of each that was compared."""
