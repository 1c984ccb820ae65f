"""Song <-> what a network eats, one format a file."""
