"""Seasons: several challenges, and one board of the people who took part in them."""
