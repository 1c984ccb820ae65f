"""Real bands of six genres, all reduced to the same roles: one file a genre, one registry."""
