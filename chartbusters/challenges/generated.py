"""How much of a song is as models wrote it, for rules that ask for it: from the takes as they were
kept, and not from what a history once named."""

from chartbusters.challenges.models import Entry
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import recipes_of
from generation.music.song import Song
from scoring.provenance.selectors import Share, share_of


def share_in(*, composition: Composition, song: Song) -> Share:
    """Of the head of a composition, which is this song."""
    recipes = recipes_of(composition=composition)
    return share_of(song=song, owner=composition.owner_id, recipes=recipes)


def share_entered(*, entry: Entry, song: Song) -> Share:
    """Of what was entered: by the recipes that the entry kept; of entries of before, by those that
    its maker has kept."""
    recipes = entry.provenance.recipes if entry.provenance else []
    if not entry.provenance and entry.composition and entry.revision:
        recipes = recipes_of(composition=entry.composition, until=entry.revision.number)
    return share_of(song=song, owner=entry.maker_id, recipes=recipes)
