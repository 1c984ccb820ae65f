"""The names that weights had before: what was trained under them loads under today's."""

import re
from collections.abc import Mapping
from typing import TypeVar

# Patterns of keys of the safetensors and of checkpoints, which are the names of the modules.
FORMER_KEYS = {
    r"^(state|kind|phase)\.": r"\1_emb.",
    r"^enter\.": "in_proj.",
    r"^(blocks\.\d+)\.(value|gate)\.": r"\1.\2_proj.",
    r"^(attentions\.\d+)\.(query|key|value)\.": r"\1.\2_proj.",
    r"^((?:blocks|attentions)\.\d+)\.leave\.": r"\1.out_proj.",
    r"^leave\.0\.": "norm.",
    r"^leave\.1\.": "head_hidden.",
    r"^guess\.": "to_logits.",
    r"^habit$": "out_bias",
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
