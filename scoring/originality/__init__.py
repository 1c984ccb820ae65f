"""Whether a song repeats a passage of another: fingerprints of lines, an index of them, and the
nearest passages with their places in both."""
