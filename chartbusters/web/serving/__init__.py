"""Between the wire and Django: what slow or many connections hold up, and what they do not."""
