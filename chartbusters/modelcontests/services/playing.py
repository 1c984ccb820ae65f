"""One take: asked for, looked at, and kept or asked for again."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.modelcontests.baselines import arranged, shuffled
from chartbusters.modelcontests.house import OWNER, house_account, house_known
from chartbusters.modelcontests.models import (
    ContestMelody,
    ContestTake,
    EnteredModel,
    Plays,
    TakeState,
)
from chartbusters.modelcontests.suites import melody_alone
from generation.catalogue import Card
from generation.errors import JobError
from generation.models import GenerationJob, JobState
from generation.music.song import Song
from generation.services import song_prepare, song_store
from generation.services.site_jobs import site_job_create
from generation.trained_weights import card_of

TRIES = 3  # jobs of one take, each of which tries more than once by itself
GONE = "The model is not here any more."


def take_begin(*, take: ContestTake) -> None:
    """Asks a worker for a take, or plays it now where a rule does. Of two that begin it at once one
    does."""
    entrant = take.entrant
    if entrant.plays in (Plays.ARRANGER, Plays.SHUFFLED):
        _played_by_rule(take, entrant)
        return
    card = card_of_entrant(entrant)
    if card is None:
        take_fail(take=take, words=GONE)
        return
    try:
        with transaction.atomic():
            if _claimed(take):
                _asked(take, card)
    except JobError as error:
        take_fail(take=take, words=error.message)


def _asked(take: ContestTake, card: Card) -> None:
    contest = take.entrant.contest
    job = site_job_create(
        owner=house_account(name=OWNER),
        card=card,
        song=melody_alone(take.melody.song.song),
        seed=(contest.seed or 0) + take.melody.number,
    )
    ContestTake.objects.filter(pk=take.pk).update(job=job)


def _claimed(take: ContestTake) -> bool:
    # Compare and set: of two rounds at the same moment one asks, and the other sees it asked for.
    waiting = ContestTake.objects.filter(pk=take.pk, state=TakeState.WAITING)
    return bool(waiting.update(state=TakeState.PLAYING, tries=F("tries") + 1))


def card_of_entrant(entrant: EnteredModel) -> Card | None:
    """By which its takes are played; None where the model is gone altogether. One that its maker
    has withdrawn meanwhile still plays."""
    if entrant.plays == Plays.TRAINED:
        return card_of(entrant.model) if entrant.model else None
    house = house_known().get(entrant.name)
    return house.card if house else None


def _played_by_rule(take: ContestTake, entrant: EnteredModel) -> None:
    contest = entrant.contest
    genre, song = contest.challenge.genre, take.melody.song.song
    seed = (contest.seed or 0) + take.melody.number
    if entrant.plays == Plays.ARRANGER:
        made = arranged(melody_alone(song), genre)
    else:
        melodies = ContestMelody.objects.filter(contest=contest).exclude(pk=take.melody_id)
        others = [one.song.song for one in melodies.select_related("song")]
        made = shuffled(song, others, genre, seed)
    recipe = {"rule": entrant.name, "seed": seed, "output_digest": made.digest}
    song_prepare(song=made)
    with transaction.atomic():
        if _claimed(take):
            _kept(take, made, recipe)


def _kept(take: ContestTake, song: Song, recipe: dict[str, object]) -> None:
    ContestTake.objects.filter(pk=take.pk, state=TakeState.PLAYING).update(
        state=TakeState.DONE, song=song_store(song=song), recipe=recipe, ended_at=Now(), words=""
    )


def take_look(*, take: ContestTake) -> None:
    """Keeps what came of a take's job, or asks for another one, a few times."""
    job = take.job
    if job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
        return
    if job is not None and job.state == JobState.DONE and job.result is not None:
        with transaction.atomic():
            _kept(take, job.result.song, job.recipe or {})
        return
    words = _why(job)
    if take.tries >= TRIES or (job is not None and job.error_code == "refused"):
        take_fail(take=take, words=words)
        return
    ContestTake.objects.filter(pk=take.pk, state=TakeState.PLAYING).update(
        state=TakeState.WAITING, job=None, words=words[:300]
    )


def _why(job: GenerationJob | None) -> str:
    return (job.error_message if job else "") or "Its job was stopped."


def take_fail(*, take: ContestTake, words: str) -> None:
    """Gives a take up. The melody stands alone in its place."""
    unended = ContestTake.objects.filter(
        pk=take.pk, state__in=[TakeState.WAITING, TakeState.PLAYING]
    )
    unended.update(state=TakeState.FAILED, words=words[:300], ended_at=Now())
