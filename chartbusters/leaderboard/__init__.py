"""Ratings computed from votes, and the board that shows them."""
