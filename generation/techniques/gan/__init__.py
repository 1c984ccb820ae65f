"""The GAN: an accompaniment for a melody, by a generator that a critic has taught."""
