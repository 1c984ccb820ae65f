"""A rubric to begin with: what juries of songs usually judge, with words for each level. It is
proposed where a jury has none, and nobody's before an organiser saves it."""

from chartbusters.jury.models import LEVELS, Criterion

USUAL = {
    "Melody": (
        "I could not say what the tune is",
        "There is a tune, and little in it stays",
        "A clear tune that knows where it goes",
        "A tune that I remember after hearing it once",
        "A tune of its own that I want to hear again",
    ),
    "Sound together": (
        "The voices get in each other's way",
        "They fit in places, and clash in others",
        "They fit: chords, bass and rhythm carry the tune",
        "Each voice adds something that the others lack",
        "Nothing could be added or left out",
    ),
    "Idea": (
        "It has nothing to do with the theme",
        "The theme is there in the title more than in the sound",
        "One hears the theme",
        "It shows a side of the theme that one would not expect",
        "It makes the theme its own, and surprises to the end",
    ),
}


def usual_rubric() -> list[Criterion]:
    return [_criterion(name, words) for name, words in USUAL.items()]


def _criterion(name: str, words: tuple[str, ...]) -> Criterion:
    levels = {f"level_{level}": words[level - 1] for level in LEVELS}
    return Criterion(name=name, weight=1, **levels)
