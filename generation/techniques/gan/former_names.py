"""The names that weights had before: what was trained under them loads under today's."""

import re
from collections.abc import Mapping
from typing import TypeVar

# Patterns of keys of the safetensors and of checkpoints, which are the names of the modules.
FORMER_KEYS = {
    r"^enter\.": "in_proj.",
    r"^shrink\.": "downsample.",
    r"^grow\.": "upsample.",
    r"^join\.": "skip_proj.",
    r"^leave\.0\.": "norm.",
    r"^leave\.1\.": "head_hidden.",
    r"^heads\.": "to_logits.",
    r"^((?:down|up)\.\d+)\.first\.0\.": r"\1.norm1.",
    r"^((?:down|up)\.\d+)\.first\.1\.": r"\1.conv1.",
    r"^((?:down|up)\.\d+)\.norm\.": r"\1.norm2.",
    r"^((?:down|up)\.\d+)\.second\.": r"\1.conv2.",
    r"^bottom\.first\.0\.": "bottleneck.norm1.",
    r"^bottom\.first\.1\.": "bottleneck.conv1.",
    r"^bottom\.norm\.": "bottleneck.norm2.",
    r"^bottom\.second\.": "bottleneck.conv2.",
    r"^bottom\.film\.": "bottleneck.film.",
}
Tensors = TypeVar("Tensors")


def rename_keys(tensors: Mapping[str, Tensors]) -> dict[str, Tensors]:
    """Tensors by today's names, whichever they had. Raises ValueError where two have one name."""
    found = {rename_key(name): tensor for name, tensor in tensors.items()}
    if len(found) < len(tensors):
        raise ValueError("These weights hold a tensor twice, under its former and today's name.")
    return found


def rename_key(key: str) -> str:
    for pattern, name in FORMER_KEYS.items():
        key, found = re.subn(pattern, name, key)
        if found:
            return key
    return key
