"""What is asked of a piece: families of spoilings that a direction tells from real music, and the
groups in which a report shows them, each with its question."""

from typing import NamedTuple


class Family(NamedTuple):
    """Spoilings (names of `scoring.spoiling`) that one direction is learnt from, and its group."""

    name: str
    group: str
    spoilings: tuple[str, ...]


FAMILIES = (
    Family("beats", "order", ("beats_shuffled", "bars_shuffled")),
    Family("bars", "order", ("bars_shuffled",)),
    Family("backwards", "order", ("time_reversed",)),
    Family("bars backwards", "order", ("bars_reversed",)),
    Family("halves", "unity", ("halves_joined", "half_transposed")),
    Family("pitches", "notes", ("pitches_permuted", "moved_10", "moved_30")),
    Family("noise", "notes", ("quarter_noise",)),
    Family("onsets", "timing", ("late_10", "late_30")),
    Family(
        "pairs",
        "together",
        (
            "tracks_swapped",
            "tracks_swapped_in_key",
            "other_band",
            "other_band_in_key",
            "half_the_tracks_transposed",
        ),
    ),
    Family("basses", "bass", ("bass_random",)),
    Family("loop", "variety", ("bar_looped",)),
    Family("chance", "variety", ("random_one", "random_all", "walk_one", "walk_all")),
    Family(
        "formulas",
        "variety",
        (
            "loop_chords",
            "loop_band",
            "loop_drums",
            "chord_held",
            "chord_repeated",
            "scale_one",
            "scale_all",
        ),
    ),
)
TYPICAL = "typical"  # the group of joint typicality, which no spoiling teaches
QUESTIONS = {
    "order": "Do bars follow each other, and does time go forward?",
    "unity": "Do the two halves belong together?",
    "notes": "Do the pitches follow from each other and from the chords?",
    "timing": "Do notes begin where such music begins them?",
    "together": "Do the tracks fit each other?",
    "bass": "Does the bass lead the chords?",
    "variety": "Is there more than a loop, a formula or chance?",
    TYPICAL: "Are all figures together such as real music has them?",
}
