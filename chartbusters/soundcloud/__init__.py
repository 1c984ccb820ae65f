"""Songs published on SoundCloud by their makers: connected by OAuth, sent once whatever breaks, and
taken down again."""
