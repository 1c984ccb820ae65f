"""A hill climber: somebody without music who edits notes until the score is high."""
