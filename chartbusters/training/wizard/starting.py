"""From choices to a run."""

from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser

from chartbusters.training.wizard import offering
from chartbusters.training.wizard.choices import Choices
from generation.datasets.offers import Offer
from generation.errors import Declined
from generation.models import Dataset, TrainingRun
from generation.services import training_run_create


class Trouble(Declined):
    """Choices that cannot become a run."""


class Chosen(NamedTuple):
    """The music that was chosen: an offered pack, or own files."""

    offer: Offer | None
    dataset: Dataset | None
    genre: str

    @property
    def title(self) -> str:
        return self.offer.title if self.offer else self.dataset.title if self.dataset else ""


def data_chosen(choices: Choices, person: AbstractBaseUser | None) -> Chosen:
    """Raises `Trouble` for music that is not there, or from which the technique cannot learn."""
    if choices.dataset:
        if dataset := offering.dataset_named(choices.technique, choices.dataset, person):
            return Chosen(None, dataset, offering.genre_learnt(choices.technique, None))
        signed_in = "" if person else " Sign in, if they are yours."
        words = f"This technique cannot learn from those files. Choose other music.{signed_in}"
        raise Trouble("unknown_data", words, field="data")
    if offer := offering.offer_named(choices.technique, choices.data):
        return Chosen(offer, None, offering.genre_learnt(choices.technique, offer))
    words = "That music is not here for this technique. Choose other music."
    raise Trouble("unknown_data", words, field="data")


def run_start(choices: Choices, person: AbstractBaseUser) -> TrainingRun:
    """Begins. Raises `Declined`, and nothing has begun then."""
    if choices.problems:
        raise Trouble("bad_plan", next(iter(choices.problems.values())))
    chosen = data_chosen(choices, person)
    return training_run_create(
        owner=person,
        technique=choices.technique,
        genre=chosen.genre,
        pack=chosen.offer.name if chosen.offer else "",
        dataset=chosen.dataset,
        recipe=choices.recipe,
        plan=dict(choices.numbers),
        start=choices.start,
        title=choices.title or title_usual(choices, chosen),
    )


def title_usual(choices: Choices, chosen: Chosen) -> str:
    """What a run is called whose maker said nothing."""
    name = choices.known.title if choices.known else choices.technique
    return f"{name.partition(' (')[0]}, from {chosen.title}"
