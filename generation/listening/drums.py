"""Where drums stand in a picture: five lanes, the lowest drum at the bottom, and one for others."""

LANES = {
    "kick": (35, 36),
    "snare": (38, 40),
    "hats": (44, 42, 46),
    "toms": (41, 43, 45, 47, 48, 50),
    "cymbals": (51, 53, 59, 57, 49, 55, 52),
}
OTHERS = len(LANES)
COUNT = OTHERS + 1


def place_drum(pitch: int) -> float:
    """In lanes from the bottom: the whole number is the lane, the rest how high in it."""
    for lane, pitches in enumerate(LANES.values()):
        if pitch in pitches:
            return lane + (pitches.index(pitch) + 0.5) / len(pitches)
    return OTHERS + 0.5
