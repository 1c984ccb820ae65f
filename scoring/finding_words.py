"""What is said of a metric that lies outside real music: what is heard, what real music does, and
what to try."""

from collections.abc import Callable
from typing import NamedTuple


class Words(NamedTuple):
    """Sentences with places for `here`, `real`, `low` and `high`, and how a figure is written."""

    below: str
    above: str
    write: Callable[[float], str]


def percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def whole(value: float) -> str:
    return f"{value:.0f}"


def tenth(value: float) -> str:
    return f"{value:.1f}"


def hundredth(value: float) -> str:
    return f"{value:.2f}"


WORDS: dict[str, Words] = {
    "in_scale_ratio_key": Words(
        "only {here} of the notes belong to the key; {real} has {low} or more. Move the strangers "
        "to a neighbour in the scale, or change the key for a whole phrase.",
        "every note belongs to the key ({here}); {real} leaves it now and then ({low} to {high}). "
        "A leading note or a borrowed chord gives colour.",
        percent,
    ),
    "scale_consistency": Words(
        "no scale holds more than {here} of the notes; {real} keeps {low} or more in one. Settle "
        "on one scale for the phrase.",
        "one scale holds {here} of the notes; {real} has {low} to {high}. A passing note outside "
        "of it gives colour.",
        percent,
    ),
    "n_pitches_used": Words(
        "only {here} different pitches sound; {real} uses {low} to {high} in eight bars. Let a "
        "line climb higher, or give a second voice notes of its own.",
        "{here} different pitches sound; {real} gets by with {low} to {high} in eight bars. Come "
        "back to notes that were heard.",
        whole,
    ),
    "n_pitch_classes_used": Words(
        "only {here} of the twelve tones sound; {real} uses {low} to {high}. Another chord brings "
        "tones that were not heard yet.",
        "{here} of the twelve tones sound; {real} uses {low} to {high}. Leave out those that "
        "belong to no chord.",
        whole,
    ),
    "pitch_range": Words(
        "the notes lie within {here} semitones; {real} spans {low} to {high}. Put the bass an "
        "octave lower, or let the melody rise.",
        "the notes lie {here} semitones apart; {real} spans {low} to {high}. Bring the outer "
        "voices nearer.",
        whole,
    ),
    "pitch_entropy": Words(
        "few pitches do nearly all the work ({here} bits of variety; {real} has {low} to {high}). "
        "Vary what repeats.",
        "pitches come as if thrown ({here} bits of variety; {real} has {low} to {high}). Come "
        "back to a few notes that matter.",
        tenth,
    ),
    "pitch_class_entropy": Words(
        "a few tones do all the work ({here} bits; {real} has {low} to {high}). Change the chord.",
        "all tones are about as frequent ({here} bits; {real} has {low} to {high}), so no key is "
        "heard. Dwell on the first and fifth degree.",
        tenth,
    ),
    "empty_bar_rate": Words(
        "nothing ever rests; {real} leaves {low} to {high} of its bars empty. Let the music "
        "breathe.",
        "{here} of the bars are empty; {real} leaves {high} at most. Fill them, or cut them.",
        percent,
    ),
    "track_empty_bar_rate": Words(
        "every track plays nearly all the time (resting in {here} of the bars; {real} rests in "
        "{low} to {high}). Let one wait, and come in later.",
        "the tracks rest in {here} of their bars; {real} rests in {high} at most. Let them "
        "answer each other.",
        percent,
    ),
    "empty_beat_rate": Words(
        "there is no beat without a note; {real} leaves {low} to {high} silent. A rest makes the "
        "next note count.",
        "{here} of the beats are silent; {real} leaves {high} at most. Hold notes longer, or add "
        "a line beneath.",
        percent,
    ),
    "qualified_note_rate": Words(
        "only {here} of the notes are long enough to hear; {real} has {low} or more. Delete the "
        "splinters, or lengthen them to a 16th.",
        "no note is short ({here} long enough to hear; {real} has {low} to {high}). An ornament "
        "or two would be usual.",
        percent,
    ),
    "note_density": Words(
        "{here} notes begin in a beat; {real} has {low} to {high}. Give the accompaniment a moving "
        "figure.",
        "{here} notes begin in a beat; {real} has {low} to {high}. Thin out the accompaniment.",
        tenth,
    ),
    "groove_consistency": Words(
        "each bar has another rhythm (alike by {here}; {real} by {low} or more). Keep one rhythm "
        "for some bars, then vary it.",
        "every bar has the same rhythm (alike by {here}; {real} by {low} to {high}). Change it "
        "at the end of a phrase.",
        percent,
    ),
    "drum_in_pattern_rate": Words(
        "only {here} of the drum hits fall on a steady grid; {real} has {low} or more. Quantise "
        "them to 16ths.",
        "every drum hit falls on the grid ({here}; {real} has {low} to {high}). A fill off the "
        "grid sounds less like a machine.",
        percent,
    ),
    "polyphonic_rate": Words(
        "more than two notes sound together for {here} of the time; {real} does for {low} to "
        "{high}. Add a chord or a second voice beneath.",
        "chords sound for {here} of the time; {real} has {low} to {high}. Let the melody stand "
        "alone for a moment.",
        percent,
    ),
    "tonal_distance": Words(
        "all tracks play the same tones (distance {here}; {real} has {low} to {high}). Give the "
        "accompaniment tones of its own.",
        "the tracks are far apart in harmony (distance {here}; {real} has {low} to {high}). Set "
        "the melody's long notes to tones of the chord.",
        hundredth,
    ),
    "tonal_movement": Words(
        "the harmony hardly moves ({here} from beat to beat; {real} moves by {low} to {high}). "
        "Change the chord every bar or two.",
        "the harmony jumps from beat to beat ({here}; {real} moves by {low} to {high}). Keep a "
        "chord for a bar.",
        hundredth,
    ),
    "mean_pitch_interval": Words(
        "the lines hardly move ({here} semitones from note to note; {real} has {low} to {high}). "
        "Add a leap, and step back after it.",
        "the lines leap by {here} semitones on average; {real} moves by {low} to {high}. Fill "
        "leaps with steps.",
        tenth,
    ),
}
