"""Whether torch is installed: only training and the evaluation of networks need it."""

import importlib.util


class TorchMissing(RuntimeError):
    """What is asked for needs torch, which is not installed here."""


def require_torch() -> None:
    """Raises `TorchMissing`. For whoever is about to import what needs it."""
    if importlib.util.find_spec("torch") is None:
        raise TorchMissing(
            "This needs torch, which is not installed here: `make run TORCH=yes` installs it."
        )
