"""From a training run to an installed model: weights for serving, and the card beside them."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generation.catalogue import write_card
from generation.whole import write_whole


def install(folder: Path, name: str, weights: bytes, card: dict[str, Any]) -> None:
    """Writes `<name>.safetensors` and `<name>.json`; the digest ties them together."""
    install_several(folder, name, weights, [{"name": name, **card}])


def install_several(
    folder: Path, network: str, weights: bytes, cards: Sequence[dict[str, Any]]
) -> None:
    """Writes `<network>.safetensors`, and a card for each model that plays it."""
    digest = hashlib.sha256(weights).hexdigest()
    created = dt.datetime.now(dt.UTC).date().isoformat()  # noqa: TID251 - no deadline, only a date on a card
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{network}.safetensors", weights)
    for card in cards:
        content = {**card, "digest": digest, "created": created}
        write_card(folder / f"{card['name']}.json", content)
