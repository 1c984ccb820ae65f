"""All entries of a challenge looked at once more: their scores, and the rules as they stand."""
