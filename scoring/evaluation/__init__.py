"""How well the score tells real music from spoilt music, and how little else moves it."""
