"""Attacks on a vote, played against this code's own pairing, caps, weights and board."""
