"""The page on which one watches a model learn, and two of them beside each other."""
