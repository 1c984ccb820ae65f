"""What the models made becomes entries: for each a suite of its takes, all at the same moment, so
that nobody is compared before the others are there."""

import logging
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services.freezing import Music, music_of
from chartbusters.challenges.services.opening import challenge_hold
from chartbusters.challenges.services.placing import entry_place
from chartbusters.compositions.appending import composition_record
from chartbusters.compositions.models import Composition
from chartbusters.modelcontests import selectors
from chartbusters.modelcontests.models import (
    ContestTake,
    EnteredModel,
    ModelContest,
    Plays,
    TakeState,
)
from chartbusters.modelcontests.noticing import left_out_tell, suites_tell
from chartbusters.modelcontests.suites import join, melody_alone
from chartbusters.web.errors import Refusal, still_there
from generation.music.document import MAX_NOTES
from generation.music.song import Song
from generation.services import song_prepare, song_store

logger = logging.getLogger(__name__)
SILENT = "None of its takes came to anything, so there is nothing to hear of it."
SAME = (
    "It played note for note what another model played, so nobody could tell the two apart: the "
    "one that was entered first is heard."
)
TOO_MANY = f"Its takes have more than the {MAX_NOTES:,} notes that a song may have."


class Suite(NamedTuple):
    entrant: EnteredModel
    music: Music
    recipe: dict[str, Any]


def suites_enter(*, contest: ModelContest) -> None:
    """Makes the entries, once. The songs are written before anything is held."""
    made, left = [], []
    for entrant, takes in selectors.takes_by_entrant(contest=contest):
        if why := _silent(takes):
            left.append((entrant, why))
            continue
        suite = _suite(entrant, takes)
        if suite.music.song.note_count > MAX_NOTES:
            left.append((entrant, TOO_MANY))
        else:
            made.append(suite)
    contest.challenge.get_absolute_url()  # a worker reads all addresses first, before it holds
    with transaction.atomic():
        challenge = challenge_hold(contest.challenge)
        rows = ModelContest.objects.select_for_update(no_key=True, of=("self",))
        locked = still_there(rows.filter(pk=contest.pk).first())
        if locked.suites_at is not None:
            return
        now = Challenge.objects.with_phase().get(pk=challenge.pk).now
        left += [(suite.entrant, SAME) for suite in made if not _placed(challenge, suite, now)]
        for entrant, why in left:
            _leave_out(entrant, why)
        ModelContest.objects.filter(pk=contest.pk).update(suites_at=Now())
        suites_tell(contest)


def _silent(takes: list[ContestTake]) -> str:
    return "" if any(take.state == TakeState.DONE for take in takes) else SILENT


def _suite(entrant: EnteredModel, takes: list[ContestTake]) -> Suite:
    song = join([_heard(take) for take in takes])
    recipe = {
        "suite": [
            {"melody": take.melody.number, "recipe": take.recipe, "failed": take.words}
            for take in takes
        ],
        "technique": entrant.technique,
        "model": entrant.name,
        "model_digest": entrant.digest,
        "output_digest": song.digest,
    }
    song_prepare(song=song)
    return Suite(entrant, music_of(song), recipe)


def _heard(take: ContestTake) -> Song:
    """What it played; the melody alone where that came to nothing."""
    return take.song.song if take.song else melody_alone(take.melody.song.song)


def _placed(challenge: Challenge, suite: Suite, now: datetime) -> bool:
    """Whether it is an entry now; False where its music is in."""
    try:
        with transaction.atomic():
            _enter(challenge, suite, now)
    except IntegrityError:
        logger.info("the suite of %s is in already", suite.entrant.pk)
        return False
    return True


def _enter(challenge: Challenge, suite: Suite, now: datetime) -> None:
    entrant = suite.entrant
    composition = _composition(suite)
    entry: Entry = entry_place(
        challenge=challenge,
        maker=entrant.person,
        song=song_store(song=suite.music.song),
        music=suite.music,
        at=now,
        slot=entrant.slot,
        composition=composition,
        revision=composition.head if composition else None,
        title=entrant.title,
        checked_rules=[],
        conditions_digest=entrant.conditions_digest,
        conditions_accepted_at=entrant.conditions_accepted_at,
        # It is heard and rated as all others, and takes no place from anybody.
        compared_at=None if entrant.plays == Plays.TRAINED else now,
    )
    EnteredModel.objects.filter(pk=entrant.pk).update(entry=entry)


def _composition(suite: Suite) -> Composition | None:
    """The suite among the songs of who entered the model, theirs alone to see; None where they have
    no room left: the entry holds its own song."""
    try:
        with transaction.atomic():
            return composition_record(
                owner=suite.entrant.person,
                song=suite.music.song,
                title=suite.entrant.title,
                recipe=suite.recipe,
            )
    except Refusal:
        logger.info("%s has no room for a suite", suite.entrant.person_id)
        return None


def _leave_out(entrant: EnteredModel, why: str) -> None:
    EnteredModel.objects.filter(pk=entrant.pk).update(left_out=why)
    left_out_tell(entrant, why)
