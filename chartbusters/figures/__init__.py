"""How a challenge goes, in figures: counted by a worker, drawn for its organisers."""
