"""Whatever song somebody brings, a technique takes it or says in words why not; and what it takes
can be packed and drawn from."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generation.datasets.own import Unusable, cut_song
from generation.music.song import Meter, Note, Song, Tempo, Track
from generation.techniques import song_judges
from generation.techniques.arcnn import own_songs as arcnn
from generation.techniques.gan import own_songs as gan
from generation.techniques.transformer import own_songs as transformer
from generation.training.counting import count_music

PACKS = {"gan": gan.pack_songs, "arcnn": arcnn.pack_songs, "transformer": transformer.pack_songs}
steps = st.one_of(st.integers(0, 300).map(lambda n: n * 240), st.integers(0, 90_000))
notes = st.builds(
    Note,
    onset=steps,
    pitch=st.integers(0, 127),
    length=st.one_of(st.sampled_from([240, 480, 960]), st.integers(1, 100_000)),
    velocity=st.integers(1, 127),
)
tracks = st.builds(
    Track,
    notes=st.lists(notes, max_size=40).map(tuple),
    program=st.integers(0, 127),
    drums=st.booleans(),
    name=st.sampled_from(["", "Melody", "Bass"]),
)
meters = st.lists(
    st.tuples(
        st.integers(1, 90_000), st.integers(1, 255), st.sampled_from([1, 2, 4, 8, 16, 32, 64])
    ),
    max_size=4,
    unique_by=lambda meter: meter[0],
)
songs = st.builds(
    lambda tracks, meters, tempo: Song(
        tuple(tracks),
        (Tempo(0, tempo),),
        (Meter(0, 4, 4), *(Meter(*meter) for meter in sorted(meters))),
    ),
    st.lists(tracks, max_size=4),
    meters,
    st.integers(20_000, 6_000_000),
)


@given(songs)
@settings(max_examples=150, deadline=None)
def test_it_is_taken_or_refused_in_words(song: Song) -> None:
    for technique, judge in song_judges().items():
        words = judge(song)
        assert words == words.strip() and len(words) < 80
        if not words:
            amount = count_music(PACKS[technique]([song]))
            assert amount.pieces == 1 and amount.notes > 0


@given(songs)
@settings(max_examples=50, deadline=None)
def test_what_is_cut_lies_within_the_limit(song: Song) -> None:
    try:
        cut = cut_song(song)
    except Unusable:
        return
    assert cut.end <= 8_192 * 240 and all(track.notes for track in cut.tracks)
