"""Django's backend for SQLite, with a line for its one lock of writers."""
