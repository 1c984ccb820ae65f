"""Why a model wrote a note: how likely it was, what else it thought of, and which of the notes that
it heard it depends on, by taking them away."""

from generation.explaining.answers import Explanation, Named
from generation.explaining.asking import explain

__all__ = ["Explanation", "Named", "explain"]
