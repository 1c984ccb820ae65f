"""How people come in: sign-up open or closed, join codes, listed mail addresses, and many people
added at once."""
