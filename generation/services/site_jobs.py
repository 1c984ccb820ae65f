"""Jobs that the site itself asks for: in the same queue and in turn with those of people, their
cost told and nobody's budget charged."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from generation import charges, engine, selectors
from generation.callers import person_caller
from generation.catalogue import Card
from generation.errors import JobError
from generation.models import GenerationJob
from generation.music.song import Song
from generation.services.jobs import job_queue
from generation.services.songs import song_prepare, song_store


def site_job_create(*, owner: AbstractBaseUser, card: Card, song: Song, seed: int) -> GenerationJob:
    """A take by the model of this card, whoever's it is, with its usual parameters. `owner` is an
    account of the site, whose jobs share one turn. Raises `JobError` for what no worker could
    play."""
    request = engine.Request(card.technique, song, card.name, seed, {}, card)
    try:
        parameters = engine.check_parameters(card, request)
        track = engine.choose_track(request, parameters)
    except engine.EngineError as error:
        raise JobError(error.code, error.message) from error
    price = charges.estimate_price(card, song, track, parameters)
    charges.refuse_too_dear(card.technique, price)
    caller = person_caller(owner.pk)
    song_prepare(song=song)
    with transaction.atomic():
        job = GenerationJob.objects.create(
            owner_id=owner.pk,
            technique=card.technique,
            model=card.name,
            seed=seed,
            parameters=parameters,
            source=song_store(song=song),
            caller=caller,
            turn=selectors.job_turn_next(caller=caller),
            cost_seconds=price.cost,
            expected_seconds=price.expected,
        )
        job_queue(pk=str(job.pk))
    return job
