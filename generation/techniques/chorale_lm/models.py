"""The models of the JSB table as files: what a run leaves in its folder, what the table finds.

Matrices are kept in bytes, each row with a scale of its own; all else in half precision.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save
from torch import Tensor

from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.network import Transformer
from generation.training.experiment import Export

SCALE = "/scale"
LARGEST, SMALLEST = 127, 1e-3


def export_model(name: str, network: Transformer, told: dict[str, Any]) -> Export:
    """What is written of a model of the table."""
    content = {"name": name, "sizes": asdict(network.config), **told}
    return Export(name, save(pack_weights(network.state_dict())), [content])


def list_models(folder: Path) -> dict[str, Path]:
    """Those in a folder and in the folders in it, by their names."""
    return {path.stem: path for path in sorted(folder.rglob("chorales-*.json"))}


def load_model(path: Path) -> Transformer:
    """A model by the file of its shape, whose weights lie beside it."""
    network = Transformer(read_config(json.loads(path.read_text())["sizes"]))
    network.load_state_dict(unpack_weights(load_file(path.with_suffix(".safetensors"))))
    return network.eval().requires_grad_(False)


def pack_weights(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Each matrix (rows, columns) as int8, and its scales (rows, 1) beside it."""
    packed = {}
    for name, tensor in weights.items():
        packed[name] = tensor.half().contiguous()
        if tensor.ndim == 2:
            scale = tensor.float().abs().amax(1, keepdim=True).clamp(min=SMALLEST) / LARGEST
            packed[name] = (tensor.float() / scale).round().to(torch.int8).contiguous()
            packed[name + SCALE] = scale.half()
    return packed


def unpack_weights(packed: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Also those of before, which were in half precision altogether."""
    return {
        name: tensor.float() * packed[name + SCALE].float()
        if name + SCALE in packed
        else tensor.float()
        for name, tensor in packed.items()
        if not name.endswith(SCALE)
    }
