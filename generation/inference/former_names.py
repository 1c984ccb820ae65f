"""Keys of weights that were renamed since: what was trained under former names loads under
today's."""

import re
from collections.abc import Mapping
from typing import TypeVar

Tensors = TypeVar("Tensors")


def rename_keys(
    tensors: Mapping[str, Tensors], former_keys: Mapping[str, str]
) -> dict[str, Tensors]:
    """Tensors by today's names, whichever they had; `former_keys`: patterns and what each becomes,
    of which the first that fits is applied. Raises ValueError where two have one name."""
    found = {rename_key(name, former_keys): tensor for name, tensor in tensors.items()}
    if len(found) < len(tensors):
        raise ValueError("These weights hold a tensor twice, under its former and today's name.")
    return found


def rename_key(key: str, former_keys: Mapping[str, str]) -> str:
    for pattern, name in former_keys.items():
        key, found = re.subn(pattern, name, key)
        if found:
            return key
    return key
