"""The registry: every way to spoil music, and every change that leaves it as good as it was."""

from scoring.spoiling import hidden, loops, neutral, noise, order, pairing, pitch, timing
from scoring.spoiling.held_back import HELD_BACK
from scoring.spoiling.spoiling import Spoiling

TUNED = (
    Spoiling("beats_shuffled", "Beats in shuffled order", order.shuffle_beats),
    Spoiling("bars_shuffled", "Bars in shuffled order", order.shuffle_bars),
    Spoiling("time_reversed", "The whole piece backwards", order.reverse_time),
    Spoiling("bars_reversed", "Notes reversed in each bar", order.reverse_in_bars),
    Spoiling("halves_joined", "Halves of two songs joined", order.join_halves),
    Spoiling("bar_looped", "One bar looped", order.loop_bar),
    Spoiling("pitches_permuted", "Pitches permuted within each track", pitch.permute_pitches),
    Spoiling("half_transposed", "The second half transposed", pitch.transpose_second_half),
    Spoiling(
        "half_the_tracks_transposed",
        "Half of the tracks transposed",
        pitch.transpose_half_the_tracks,
    ),
    Spoiling("moved_10", "10 % of notes moved by 1-2 semitones", pitch.move_pitches(0.1)),
    Spoiling("moved_30", "30 % of notes moved by 1-2 semitones", pitch.move_pitches(0.3)),
    Spoiling("late_10", "10 % of notes moved by 1-2 sixteenths", timing.move_onsets(0.1)),
    Spoiling("late_30", "30 % of notes moved by 1-2 sixteenths", timing.move_onsets(0.3)),
    Spoiling("bass_random", "A bass of random chord tones", pitch.play_random_bass),
    Spoiling("tracks_swapped", "Tracks swapped between songs", pairing.swap_tracks),
    Spoiling(
        "tracks_swapped_in_key",
        "Tracks swapped between songs, moved to the same key",
        pairing.swap_tracks_in_key,
    ),
    Spoiling("other_band", "The melody over another song's band", pairing.play_over_other_band),
    Spoiling(
        "other_band_in_key",
        "The melody over another song's band, moved to the same key",
        pairing.play_over_other_band_in_key,
    ),
    Spoiling("quarter_noise", "A quarter of the bars noise", noise.make_quarter_noise),
    Spoiling("random_one", "Random in key, one track", noise.draw_in_key(1)),
    Spoiling("random_all", "Random in key, all tracks", noise.draw_in_key(None)),
    Spoiling("walk_one", "Random walk in key, one track", noise.walk_in_key(1)),
    Spoiling("walk_all", "Random walk in key, all tracks", noise.walk_in_key(None)),
    Spoiling("loop_chords", "I-IV-V-I chords", loops.loop_chords),
    Spoiling("loop_band", "I-IV-V-I by a band without drums", loops.loop_band(drums=False)),
    Spoiling("loop_drums", "I-IV-V-I by a band with drums", loops.loop_band(drums=True)),
    Spoiling("chord_held", "One chord held", loops.hold_chord),
    Spoiling("chord_repeated", "One chord repeated on each beat", loops.repeat_chord),
    Spoiling("scale_one", "A scale up and down, one track", loops.play_scale(1)),
    Spoiling("scale_all", "A scale up and down, all tracks", loops.play_scale(None)),
    Spoiling("hidden_velocity", "Music hidden behind velocity 1", hidden.hide_by_velocity),
    Spoiling("hidden_volume", "Music hidden behind volume 0", hidden.hide_by_volume),
    Spoiling("hidden_splinters", "Music hidden in splinters", hidden.hide_in_splinters),
)
SPOILINGS = {each.name: each for each in (*TUNED, *HELD_BACK)}

_SILENCES = (
    Spoiling(
        f"silence_{bars}",
        f"Silent bars in front: {bars}",
        neutral.begin_with_silence(bars),
        neutral=True,
    )
    for bars in (1, 2, 8)
)
CHANGES = (
    Spoiling("velocity", "Other velocities", neutral.change_velocity, neutral=True),
    Spoiling("transposition", "Another key", neutral.transpose_all, neutral=True),
    Spoiling("tempo", "Another tempo", neutral.change_tempo, neutral=True),
    Spoiling("instruments", "Other instruments", neutral.exchange_instruments, neutral=True),
    *_SILENCES,
)
NEUTRAL = {each.name: each for each in CHANGES}
