"""Figures of every step of a training, thinned while they come: buckets of so many steps, each its
least, mean and greatest value.

A curve of a million steps has no more buckets than one of two thousand: when there would be more
than `MOST`, two become one. What is kept are bytes: a row of three float32 for each bucket and,
while the last bucket is not full, its sum and how many values it holds, so that a bucket that comes
in many parts has the mean that it would have had at once.

A value that is no number (not measured at that step, or no longer finite) counts for nothing; a
bucket of only such values has rows of NaN.
"""

import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST = 2000  # buckets; an even number, since two become one
ROW = 12  # bytes: three float32
TAIL = struct.Struct("<dI")  # of the bucket that is not full: the sum, and of how many values

Rows = NDArray[np.float32]  # (buckets, 3): least, mean, greatest
Values = NDArray[np.float64]


def extend_buckets(
    buckets: bytes, stride: int, steps: int, values: ArrayLike, most: int = MOST
) -> tuple[bytes, int, int]:
    """The curve with the values of the next steps: its buckets, stride and steps."""
    coming = np.asarray(values, np.float64).ravel()
    while len(coming):
        if steps == most * stride:
            buckets, stride = _halved(buckets), stride * 2
        now, coming = np.split(coming, [most * stride - steps])
        buckets = _appended(buckets, stride, steps, now)
        steps += len(now)
    return buckets, stride, steps


def read_buckets(buckets: bytes, stride: int, steps: int) -> Rows:
    """The rows of a curve, one a bucket; the last may stand for fewer than `stride` steps."""
    return np.frombuffer(buckets, "<f4", 3 * -(-steps // stride)).reshape(-1, 3)


def thin(values: ArrayLike, most: int = MOST) -> tuple[Rows, int]:
    """The rows of all values at once, and how many steps a row stands for."""
    buckets, stride, steps = extend_buckets(b"", 1, 0, values, most)
    return read_buckets(buckets, stride, steps), stride


def _halved(buckets: bytes) -> bytes:
    pairs = np.frombuffer(buckets, "<f4").reshape(-1, 2, 3)
    return _drawn(pairs.astype(np.float64)).tobytes()


def _appended(buckets: bytes, stride: int, steps: int, values: Values) -> bytes:
    begun = steps % stride
    first, rest = np.split(values, [(stride - begun) % stride])
    parts = [buckets]
    if begun and len(first):
        parts = [*_continued(buckets, begun + len(first) < stride, first)]
    full, tail = np.split(rest, [len(rest) // stride * stride])
    parts.append(_drawn(full.reshape(-1, stride)).tobytes())
    if len(tail):
        parts.extend(_begun(tail))
    return b"".join(parts)


def _continued(buckets: bytes, still_open: bool, values: Values) -> Iterator[bytes]:
    """All buckets, the last of which goes on."""
    before, row, tail = np.split(np.frombuffer(buckets, np.uint8), [-ROW - TAIL.size, -TAIL.size])
    total, count = TAIL.unpack(tail.tobytes())
    least, _, greatest = np.frombuffer(row.tobytes(), "<f4").astype(np.float64)
    known = values[np.isfinite(values)]
    total, count = total + float(known.sum()), count + len(known)
    yield before.tobytes()
    yield _row([least, *known], total, count, [greatest, *known])
    if still_open:
        yield TAIL.pack(total, count)


def _begun(values: Values) -> Iterator[bytes]:
    known = values[np.isfinite(values)]
    yield _row(known, float(known.sum()), len(known), known)
    yield TAIL.pack(float(known.sum()), len(known))


def _row(low: ArrayLike, total: float, count: int, high: ArrayLike) -> bytes:
    if not count:
        return np.full(3, np.nan, "<f4").tobytes()
    return np.array([np.nanmin(low), total / count, np.nanmax(high)], "<f4").tobytes()


def _drawn(parts: Values) -> Rows:
    """A row for each row of values, or of rows (least, mean, greatest) that become one."""
    least, mean, greatest = (parts, parts, parts) if parts.ndim == 2 else np.moveaxis(parts, -1, 0)
    known = np.isfinite(mean)
    count = known.sum(1)
    total = np.where(known, mean, 0.0).sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        rows = np.stack(
            [
                np.where(known, least, np.inf).min(1, initial=np.inf),
                total / count,
                np.where(known, greatest, -np.inf).max(1, initial=-np.inf),
            ],
            axis=1,
        )
    rows[count == 0] = np.nan
    return rows.astype("<f4")
