"""From a training run to an installed model: weights for serving, and the card beside them."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from generation.whole import write_whole


def install(folder: Path, name: str, weights: bytes, card: dict[str, Any]) -> None:
    """Writes `<name>.safetensors` and `<name>.json`; the digest ties them together."""
    digest = hashlib.sha256(weights).hexdigest()
    created = dt.datetime.now(dt.UTC).date().isoformat()  # noqa: TID251 - no deadline, only a date on a card
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{name}.safetensors", weights)
    content = {"name": name, **card, "digest": digest, "created": created}
    write_whole(
        folder / f"{name}.json", (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
    )
