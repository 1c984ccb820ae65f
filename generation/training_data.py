"""Where the music lies that a run of this site can learn from."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from generation.datasets.offers import UnknownOffer, find_offer, offers, pack_path


class Music(NamedTuple):
    """What a technique is given to learn from, and by what name it knows that kind of music."""

    genre: str
    path: Path


def data_folder() -> Path | None:
    """What the operator has laid down: a folder of archives or packs, or one pack."""
    return Path(settings.TRAINING_DATA) if settings.TRAINING_DATA else None


def find_pack(name: str, technique: str) -> Music | None:
    """An offered pack; None where it is not on this machine, or nothing for this technique."""
    try:
        offer = find_offer(name, data_folder())
    except UnknownOffer:
        return None
    path = pack_path(offer, technique, data_folder())
    return Music(offer.technique_genres[technique], path) if path else None


def find_data(pack: str, technique: str) -> Path | None:
    """What a run is given: its pack, or, where it names none, the operator's folder."""
    if pack:
        music = find_pack(pack, technique)
        return music.path if music else None
    folder = data_folder()
    return folder if folder and folder.exists() else None


def find_music(technique: str) -> Music | None:
    """Whatever there is, for who wants to try how fast it goes."""
    known = (find_pack(offer.name, technique) for offer in offers(data_folder()))
    return next((music for music in known if music), None)
