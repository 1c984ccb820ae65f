"""The music that ships with the repository: tunes in the public domain and tunes that our code
writes, set by our own arranger."""
