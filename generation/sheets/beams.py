"""Beams over the notes of a beat."""

from generation.sheets.bars import Bar
from generation.sheets.lengths import Piece

LEVELS = {"eighth": 1, "16th": 2, "32nd": 3, "64th": 4, "128th": 5}


def beam(pieces: list[Piece], bar: Bar) -> None:
    """Gives each piece what it says of its beams, level by level."""
    group: list[Piece] = []
    beat = -1
    for piece in pieces:
        here = (piece.start - bar.start) // bar.beam
        fits = piece.struck is not None and piece.value in LEVELS
        if group and (not fits or here != beat):
            _join(group)
            group = []
        if fits:
            group.append(piece)
            beat = here
    _join(group)


def _join(group: list[Piece]) -> None:
    if len(group) < 2:
        return
    deepest = max(LEVELS[piece.value] for piece in group)
    for level in range(1, deepest + 1):
        has = [LEVELS[piece.value] >= level for piece in group]
        for place, piece in enumerate(group):
            if has[place]:
                piece.beams.append(_word(has, place))


def _word(has: list[bool], place: int) -> str:
    before = place > 0 and has[place - 1]
    after = place + 1 < len(has) and has[place + 1]
    if before and after:
        return "continue"
    if after:
        return "begin"
    if before:
        return "end"
    return "backward hook" if place else "forward hook"
