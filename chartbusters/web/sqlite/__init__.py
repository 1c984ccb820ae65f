"""Django's backend for SQLite, with a fair chance for those who wait to write."""
