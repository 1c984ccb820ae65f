"""The wizard: from a technique and its music to a run, every choice in the address."""
