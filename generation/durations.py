"""Times as people say them."""

import math

SIZES = ((86_400, "day", "a"), (3600, "hour", "an"), (60, "minute", "a"))


def spoken(seconds: float) -> str:
    """A time in words, rounded up: `90 seconds`, `a minute`, `3 hours`."""
    whole = max(1, math.ceil(seconds))
    for size, name, article in SIZES:
        if whole == size:
            return f"{article} {name}"
        if whole >= 2 * size:
            return f"{math.ceil(whole / size)} {name}s"
    return f"{whole} second{'s' if whole != 1 else ''}"
