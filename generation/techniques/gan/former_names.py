"""The names that weights had before: what was trained under them loads under today's."""

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
