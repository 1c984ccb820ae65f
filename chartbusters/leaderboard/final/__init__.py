"""The final board: votes, jury and metrics by the weights of the challenge."""
