"""The names that weights had before: what was trained under them loads under today's."""

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
