"""A site that is not empty: people, challenges, entries by our models, votes by simulated
listeners."""
