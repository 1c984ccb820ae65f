"""How well a melody suits each genre: the likelihood of its notes under the melodies of each."""
