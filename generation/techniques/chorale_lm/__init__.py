"""Causal models of chorales, for the JSB table alone: no technique of the site. They are networks
of the Transformer, so this room may ask that one, and no technique asks this."""
