"""What the card of the band network says: what it makes, from whose music."""

from dataclasses import asdict
from typing import Any

from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.parameters import PARAMETERS
from generation.techniques.gan.genres.registry import CREDITS

CARD: dict[str, Any] = {
    "name": "gan-bands",
    "technique": "gan",
    "title": "Bands",
    "genre": "bands",
    "description": "Puts a band of one of six genres behind your melody.",
    "licence": "MIT",
    "tracks": [],
    "data": CREDITS,
    "options": {},
    "expected_seconds": 4.0,
}


def card_content(
    config: BandConfig, seed: int, commit: str, training: dict[str, Any]
) -> dict[str, Any]:
    """All but digest and date."""
    known = {
        **CARD,
        "sizes": asdict(config),
        "parameters": [each.as_json() for each in PARAMETERS],
        "figures": {},
    }
    return {**known, "seed": seed, "commit": commit, "training": training}
