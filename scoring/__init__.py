"""Judges music. `metrics`, `reference` and `report` know no Django."""
