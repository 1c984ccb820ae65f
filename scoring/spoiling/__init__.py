"""The measuring stick of the score: ways to spoil real music, and changes that leave it as good."""

from scoring.spoiling.registry import NEUTRAL, SPOILINGS
from scoring.spoiling.spoiling import Spoiling

__all__ = ["NEUTRAL", "SPOILINGS", "Spoiling"]
