"""From what a run learns, with its licence and whom to thank."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from generation.datasets.offers import UnknownOffer, find_offer
from generation.models import TrainingRun

OWN = "Files of the owner, who said that they may be trained on."


class Source(NamedTuple):
    """A pack that is offered here, or somebody's own files."""

    title: str
    words: str = ""
    licences: tuple[str, ...] = ()
    attribution: str = ""


def source_of(run: TrainingRun) -> Source:
    if run.dataset is not None:
        pieces = run.dataset.pieces.filter(left_out="").count()
        return Source(run.dataset.title, f"{OWN} {pieces} pieces.")
    folder = Path(settings.TRAINING_DATA) if settings.TRAINING_DATA else None
    try:
        offer = find_offer(run.pack, folder)
    except UnknownOffer:
        return Source(run.pack or "The data of this site")  # taken away since
    return Source(offer.title, offer.description, offer.licences, offer.attribution)
