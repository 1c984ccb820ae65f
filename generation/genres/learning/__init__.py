"""The tables of melodies by genre, made from the training melodies of the six bands."""
