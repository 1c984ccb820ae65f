"""How a range of ranks is written."""


def range_written(low: int, high: int) -> str:
    """`2` for a rank that is sure, `2-5` for all that are possible."""
    return str(low) if low == high else f"{low}-{high}"
