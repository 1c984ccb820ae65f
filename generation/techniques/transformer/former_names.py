"""The names that weights and shapes had before: what was trained under them loads under today's."""

from collections.abc import Mapping
from typing import Any

# Patterns of keys of the safetensors and of checkpoints, which are the names of the modules.
FORMER_KEYS = {
    r"^show\.": "input_emb.",
    r"^tell\.": "condition_emb.",
    r"^draw\.": "head_hidden.",
    r"^leave\.": "head_out.",
    r"^(attentions\.\d+)\.(query|key|value)\.": r"\1.\2_proj.",
    r"^(attentions\.\d+)\.leave\.": r"\1.out_proj.",
    r"^(attentions\.\d+)\.sharp$": r"\1.qk_scale",
    r"^feeds\.(\d+)\.norm\.": r"ffns.\1.norm.",
    r"^feeds\.(\d+)\.gate\.": r"ffns.\1.gate_proj.",
    r"^feeds\.(\d+)\.value\.": r"ffns.\1.up_proj.",
    r"^feeds\.(\d+)\.leave\.": r"ffns.\1.down_proj.",
}
# Fields of the shape on a card, and beside the models of the JSB table.
FORMER_FIELDS = {
    "shown": "inputs",
    "hints": "field_conditions",
    "inner": "ffn_width",
    "drawing": "head_width",
}


def rename_fields(content: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a shape by today's names."""
    return {FORMER_FIELDS.get(name, name): value for name, value in content.items()}
