"""Networks that stay loaded in a process: all of the installed models, and the last few of those
that people have trained, of which there may be any number."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar, cast

from generation.catalogue import Card

TRAINED_KEPT = 2  # of all techniques together: a process holds 15 to 60 MB for each
Network = TypeVar("Network")
Key = tuple[object, Path, str]

_trained: OrderedDict[Key, object] = OrderedDict()


def keep_loaded(read: Callable[[Card], Network]) -> Callable[[Card], Network]:
    """`read`, asked once for the weights of an installed model; those of trained ones make way for
    each other, whoever reads them."""
    installed: dict[Key, Network] = {}

    @wraps(read)
    def load(card: Card) -> Network:
        key = read, card.weights, card.digest
        if card.folder is not None:
            return cast(Network, _kept(key, lambda: read(card)))
        if key not in installed:
            installed[key] = read(card)
        return installed[key]

    return load


def _kept(key: Key, read: Callable[[], object]) -> object:
    if key not in _trained:
        # room first: the one that goes and the one that comes are not held together
        while len(_trained) >= TRAINED_KEPT:
            _trained.popitem(last=False)
        _trained[key] = read()
    _trained.move_to_end(key)
    return _trained[key]
