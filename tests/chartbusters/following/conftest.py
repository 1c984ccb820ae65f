"""People who follow people, and songs that everybody may hear."""

from tests.chartbusters.discovery.conftest import song_of

__all__ = ["song_of"]
