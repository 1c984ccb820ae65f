"""Numbers of a chart, as short as a screen shows them: all of a curve at once, since one by one
they cost a third of what an answer takes."""

import numpy as np
from numpy.typing import ArrayLike

DIGITS = 5  # of a number on a chart; a screen has fewer


def list_figures(values: ArrayLike, digits: int = DIGITS) -> list[float | None]:
    """The values to so many significant digits; None for what is no number, for which JSON has no
    word."""
    known = np.asarray(values, np.float64)
    finite = np.isfinite(known)
    sized = np.where(finite & (known != 0), np.abs(known), 1.0)
    places = digits - 1 - np.floor(np.log10(sized))
    # A whole number over a power of ten is the double that is nearest to the decimal, so that it is
    # written with these digits and no more; a product with a tenth would not be.
    over, times = 10.0 ** np.maximum(places, 0), 10.0 ** np.maximum(-places, 0)
    rounded = np.rint(np.where(finite, known, 0.0) * over / times) * times / over
    told: list[float | None] = rounded.tolist()
    for at in np.flatnonzero(~finite).tolist():
        told[at] = None
    return told
