"""Models that can be met: a list of all that somebody may use, a page for each with its sounds,
data and figures, and who may see those that people have trained."""
