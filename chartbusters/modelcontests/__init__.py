"""Models that compete: all play the same hidden melodies, and listeners compare them blindly."""
