"""Random songs in the canonical form, for properties that must hold of all of them."""

from hypothesis import strategies as st

from generation.music import Meter, Note, Song, Tempo, Track

texts = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["C", "Z"]), max_size=20
)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Notes of one pitch follow one another, so that a MIDI file can tell them apart."""
    notes = []
    for pitch in draw(st.sets(st.integers(0, 127), max_size=6)):
        now = 0
        for gap, length, velocity in draw(
            st.lists(
                st.tuples(st.integers(0, 4000), st.integers(1, 4000), st.integers(1, 127)),
                min_size=1,
                max_size=5,
            )
        ):
            notes.append(Note(now + gap, pitch, length, velocity))
            now += gap + length
    midi = st.integers(0, 127)
    return Track(tuple(notes), draw(midi), draw(st.booleans()), draw(texts), draw(midi), draw(midi))


@st.composite
def songs(draw: st.DrawFn) -> Song:
    ticks = st.sets(st.integers(1, 50_000), max_size=3)
    tempo = st.integers(200_000, 1_500_000)
    return Song(
        tracks=tuple(draw(st.lists(tracks(), max_size=5))),
        tempi=tuple(Tempo(tick, draw(tempo)) for tick in sorted({0, *draw(ticks)})),
        meters=tuple(
            Meter(tick, draw(st.integers(1, 12)), draw(st.sampled_from([2, 4, 8])))
            for tick in sorted({0, *draw(ticks)})
        ),
        title=draw(texts),
    )
