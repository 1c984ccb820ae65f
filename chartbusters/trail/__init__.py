"""What was done that an attack would do: who, what, when and from where, in rows that nobody
changes."""
