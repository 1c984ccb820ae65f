"""The models of the JSB table as files: what a run leaves in its folder, what the table finds."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from safetensors.torch import load_file, save

from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.network import Transformer
from generation.whole import write_whole


def save_model(folder: Path, name: str, network: Transformer, told: dict[str, Any]) -> None:
    """Writes a model of the table into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {key: tensor.half().contiguous() for key, tensor in network.state_dict().items()}
    write_whole(folder / f"{name}.safetensors", save(weights))
    content = {"sizes": asdict(network.config), **told}
    write_whole(folder / f"{name}.json", (json.dumps(content, indent=1) + "\n").encode())


def list_models(folder: Path) -> dict[str, Path]:
    """Those in a folder and in the folders in it, by their names."""
    return {path.stem: path for path in sorted(folder.rglob("chorales-*.json"))}


def load_model(path: Path) -> Transformer:
    """A model by the file of its shape, whose weights lie beside it."""
    network = Transformer(read_config(json.loads(path.read_text())["sizes"]))
    tensors = load_file(path.with_suffix(".safetensors"))
    network.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
    return network.eval().requires_grad_(False)
