"""How well passages are found again: real works, ways of changing them, levels, recall, times."""
