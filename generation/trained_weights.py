"""Weights of the models that people have trained: in the site's storage under their digest, and as
files where a process plays them."""

import hashlib
import os
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from generation.catalogue import Card, card_from
from generation.models import TrainedModel
from generation.whole import write_whole

USED_LATELY = 3600  # seconds: what a process may be about to open stays


class WeightsGone(LookupError):
    """The storage has no file of these weights, or one of other bytes."""


def store_weights(weights: bytes) -> str:
    """Keeps the bytes once, however often they come; their key in the storage."""
    digest = hashlib.sha256(weights).hexdigest()
    key = f"models/{digest[:2]}/{digest}.safetensors"
    if not default_storage.exists(key):
        key = default_storage.save(key, ContentFile(weights))
    return key


def drop_weights(key: str, digest: str) -> None:
    """Removes the file from the storage, and this machine's copy of it."""
    default_storage.delete(key)
    shutil.rmtree(settings.MODELS_DIR / digest, ignore_errors=True)


def card_of(model: TrainedModel) -> Card:
    """The card of a model, as the engine takes it. Reads no weights."""
    folder: Path = settings.MODELS_DIR / model.digest
    content = {**model.card, "name": model.name, "title": model.title, "digest": model.digest}
    return card_from(content, folder)


def fetch_weights(model: TrainedModel, card: Card) -> None:
    """Lays the weights where `card` looks for them, unless they are there; others that were not
    used lately make room. Raises `WeightsGone`."""
    if card.weights.exists():
        os.utime(card.weights.parent)
        return
    weights = _read(model)
    make_room(settings.MODELS_DIR, 1_000_000 * settings.MODELS_MEGABYTES - len(weights))
    card.weights.parent.mkdir(parents=True, exist_ok=True)
    write_whole(card.weights, weights)


def _read(model: TrainedModel) -> bytes:
    try:
        with default_storage.open(model.weights_key) as stored:
            weights: bytes = stored.read()
    except (OSError, ValueError):
        raise WeightsGone(model.name) from None
    if hashlib.sha256(weights).hexdigest() != model.digest:
        raise WeightsGone(model.name)
    return weights


def make_room(folder: Path, most: int) -> None:
    """Removes what was used longest ago until no more than so many bytes are left, but nothing that
    was used lately."""
    if not folder.is_dir():
        return
    sizes = {each: _size(each) for each in folder.iterdir() if each.is_dir()}
    taken = sum(sizes.values())
    for each in sorted(sizes, key=_used):
        if taken <= most or _used(each) > time.time() - USED_LATELY:
            return
        shutil.rmtree(each, ignore_errors=True)
        taken -= sizes[each]


def _size(folder: Path) -> int:
    try:
        return sum(file.stat().st_size for file in folder.iterdir())
    except OSError:  # another process is removing it
        return 0


def _used(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
