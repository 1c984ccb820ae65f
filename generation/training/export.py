"""From a torch network to what is served: its tensors as numpy arrays, and as the bytes of a
safetensors file."""

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import nn

Tensors = dict[str, NDArray]


def export_tensors(network: nn.Module) -> Tensors:
    """By name, in single precision; what `generation.inference` takes."""
    return {
        name: tensor.detach().cpu().float().numpy() for name, tensor in network.state_dict().items()
    }


def serialized(tensors: Tensors) -> bytes:
    """Safetensors in half precision: half the size, and the difference is far below what is drawn
    by chance."""
    return save(
        {name: np.ascontiguousarray(tensor, np.float16) for name, tensor in tensors.items()}
    )
