"""A jury's final round: jurors put a short list in order, and Schulze's method decides."""
