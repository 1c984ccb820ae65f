"""What an organiser chooses among for a challenge."""

from django.db import models


class BoardShows(models.TextChoices):
    """What everybody sees of votes, ranks and their changes while voting runs."""

    HIDDEN = "hidden", "nothing but how many votes came each day, until voting is over"
    FROZEN = "frozen", "the board up to an hour that you set, and then nothing new until the end"
    LIVE = "live", "the board as it stands, at every moment"


class Palette(models.TextChoices):
    """The colours in which the cover of a challenge is drawn; see `challenges/covers.py`."""

    EMBER = "ember", "Ember"
    LAGOON = "lagoon", "Lagoon"
    GOLD = "gold", "Gold"
    ORCHID = "orchid", "Orchid"
    SKY = "sky", "Sky"
    MEADOW = "meadow", "Meadow"
    ROSE = "rose", "Rose"
    STONE = "stone", "Stone"


class Takes(models.TextChoices):
    """Whose entries, or votes, a challenge takes."""

    EVERYBODY = "everybody", "everybody with an account"
    MEMBERS = "members", "members: who has the class code, or is on the list"


class Kind(models.TextChoices):
    """What a challenge compares."""

    SONGS = "songs", "songs that people enter"
    MODELS = "models", "models: each plays the same hidden melodies"
