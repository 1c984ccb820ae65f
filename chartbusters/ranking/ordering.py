"""Rows of small whole numbers, sorted and made unique by counting: linear in the rows, and the same
on every machine."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Whole = NDArray[np.integer]
SPARSE = 4  # with more possible values than so many times the rows, comparing is the cheaper way


def counted_order(column: Whole, size: int) -> NDArray[np.int64]:
    """The order (rows,) that sorts whole numbers from 0 to size - 1; equal ones stay as they are.

    The rows are written as a sparse matrix with one cell each: to transpose it is to sort by
    counting.
    """
    rows = len(column)
    if size > SPARSE * rows:
        return np.argsort(column, kind="stable")
    cells = (np.empty(rows, np.int8), column, np.arange(rows + 1))
    return np.asarray(csr_array(cells, shape=(rows, size)).tocsc().indices)


def unique_rows(
    columns: Sequence[Whole], sizes: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The order that sorts rows by the first column, then the second and so on, and where in it
    each distinct row begins. `sizes` are above every number of each column."""
    narrow = [
        column.astype(np.int32) if size < 2**31 else column
        for column, size in zip(columns, sizes, strict=True)
    ]
    order = counted_order(narrow[-1], sizes[-1])
    for column, size in zip(narrow[-2::-1], sizes[-2::-1], strict=True):
        if (column[1:] != column[:-1]).any():
            order = order[counted_order(column[order], size)]
    begins = np.zeros(len(order), bool)
    begins[:1] = True
    for column in narrow:
        ordered = column[order]
        begins[1:] |= ordered[1:] != ordered[:-1]
    return order, np.flatnonzero(begins)


def sums_of(rows: NDArray[np.float64], begins: Whole) -> NDArray[np.float64]:
    """Sums of consecutive rows, each run from where it begins to where the next one does."""
    if not len(begins):
        return np.zeros(0)
    return np.add.reduceat(rows, begins)
