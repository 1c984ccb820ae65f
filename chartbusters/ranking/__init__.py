"""From votes to ranks: pure mathematics, numpy and scipy only."""

# Here stands what is known without computing: whoever only shows boards is spared scipy, 30 MB and
# 0.2 s of it.
VERSION = "2"  # of everything in this folder that can change a rating
PRIOR = 0.1  # of half the squared strength: a normal prior of standard deviation 3.2, or 549 points
