"""When somebody leaves: a person forgotten, and all that is theirs taken home as one archive."""
