"""One room a technique, each with the same names for the same roles."""
